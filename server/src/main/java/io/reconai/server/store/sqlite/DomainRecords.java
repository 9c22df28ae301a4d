package io.reconai.server.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.engine.asset.DomainName;
import io.reconai.server.domains.Domain;
import io.reconai.server.domains.ListedDomain;
import io.reconai.server.domains.ProofMethod;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Workspace;
import io.reconai.server.schedules.Schedule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the rows of domains.
final class DomainRecords {

    /// A domain with its challenge.
    static final String DOMAINS = "domains JOIN domain_challenges USING (workspace_id, domain)";

    /// The name and all above it, as a list of values.
    static final String AT_OR_ABOVE = " domain IN (SELECT value FROM json_each(?)) ";

    private DomainRecords() {}

    static Domain domain(ResultSet row) throws SQLException {
        var method = row.getString("verification_method");
        return new Domain(
                row.getString("domain_id"),
                new DomainName(row.getString("domain")),
                row.getString("challenge"),
                Timestamp.parse(row.getString("added_at")),
                time(row, "verified_at"),
                method == null ? null : ProofMethod.of(method).orElseThrow(),
                time(row, "last_checked_at"));
    }

    static ListedDomain listed(ResultSet row) throws SQLException {
        var schedule = row.getString("schedule");
        var score = row.getInt("risk_score");
        var hasScore = !row.wasNull();
        return new ListedDomain(
                domain(row),
                schedule == null ? null : schedule(schedule),
                time(row, "next_run_at"),
                new ListedDomain.Figures(
                        row.getLong("asset_count"),
                        hasScore ? score : null,
                        row.getString("last_scan_id"),
                        time(row, "last_scanned_at")));
    }

    static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text == null ? null : Timestamp.parse(text);
    }

    static Schedule schedule(String document) throws SQLException {
        try {
            return ServerJson.forStore().readValue(document, Schedule.class);
        } catch (JsonProcessingException damaged) {
            throw new SQLException("a schedule cannot be read", damaged);
        }
    }

    static String document(Object value) {
        try {
            return ServerJson.forStore().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The domain at or nearest above a name, of those that a condition holds for.
    static Optional<Domain> nearest(Connection connection, Workspace workspace, DomainName name, String condition)
            throws SQLException {
        var names = Stream.iterate(Optional.of(name), Optional::isPresent, one -> one.flatMap(DomainName::parent))
                .map(Optional::orElseThrow)
                .map(DomainName::value)
                .toList();
        return Sql.first(
                connection,
                "SELECT * FROM " + DOMAINS + " WHERE workspace_id = ? AND" + AT_OR_ABOVE + "AND " + condition
                        + " ORDER BY length(domain) DESC LIMIT 1",
                DomainRecords::domain,
                workspace.id(),
                document(names));
    }
}
