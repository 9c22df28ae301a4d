package io.reconai.server.audit;

import io.reconai.server.http.ServerJson;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The audit log as CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets a leading apostrophe.
final class AuditCsv {

    static final String HEADER =
            "audit_id,at,actor_type,actor_id,actor_email,action,target_type,target_id,target_label,changes,ip,"
                    + "user_agent,request_id\r\n";

    /// With the full-width forms, which some programs read as the plain ones.
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r\\n\\uFF1D\\uFF0B\\uFF0D\\uFF20]");

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\\r\\n]");

    private AuditCsv() {}

    static String line(AuditEntry entry) {
        return Stream.of(
                        entry.auditId(),
                        ServerJson.text(entry.at()),
                        entry.actor().type(),
                        entry.actor().id(),
                        text(entry.actor().email()),
                        entry.action(),
                        entry.target().type(),
                        entry.target().id(),
                        entry.target().label(),
                        changes(entry),
                        text(entry.ip()),
                        text(entry.userAgent()),
                        entry.requestId())
                .map(AuditCsv::cell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String changes(AuditEntry entry) {
        return new TreeMap<>(entry.changes())
                .entrySet().stream()
                        .map(change -> change.getKey() + ": " + arrow(change.getValue()))
                        .collect(Collectors.joining("; "));
    }

    private static String arrow(List<String> values) {
        return String.join(" -> ", values);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    static String cell(String value) {
        var safe = FORMULA.matcher(value).find() ? "'" + value : value;
        return NEEDS_QUOTES.matcher(safe).find() ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
