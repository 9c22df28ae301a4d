package io.reconai.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.reconai.lab.Site.Answer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Two searches of certificate logs, each in its own form.
final class CertificateLogs {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 10;
    private static final long FIRST_ID = 14_000_000_000L;

    private CertificateLogs() {}

    /// crt.sh's form (an array of rows); every other request fails as the real one does under load.
    static Site crtsh(List<List<String>> certificates) {
        var asked = new AtomicInteger();
        var rows = rows(certificates).toString();
        return request -> asked.getAndIncrement() % 2 == 0
                ? Answer.html(502, "<html><body>502 Bad Gateway</body></html>")
                : Answer.text(200, "application/json", rows);
    }

    private static ArrayNode rows(List<List<String>> certificates) {
        var rows = JSON.createArrayNode();
        var id = FIRST_ID;
        for (var names : certificates) {
            var row = rows.addObject();
            row.put("issuer_ca_id", 295_814).put("issuer_name", "C=US, O=Lab, CN=Lab CA");
            row.put("common_name", names.getFirst()).put("name_value", String.join("\n", names));
            row.put("id", ++id).put("entry_timestamp", "2026-01-02T03:04:05.678");
            row.put("not_before", "2026-01-02T02:05:35").put("not_after", "2026-12-31T02:05:34");
            row.put("serial_number", Long.toHexString(id)).put("result_count", names.size());
        }
        return rows;
    }

    /// Cert Spotter's form: pages of ten, the next by `after` and the last id, an empty page at the end.
    static Site certSpotter(List<List<String>> certificates) {
        return request -> {
            var after = request.parameter("after");
            var from = after.isEmpty() ? 0 : (int) (Long.parseLong(after) - FIRST_ID);
            var page = JSON.createArrayNode();
            for (var i = from; i < Math.min(from + PAGE, certificates.size()); i++) {
                var row = page.addObject().put("id", String.valueOf(FIRST_ID + i + 1));
                row.put("cert_sha256", Long.toHexString(FIRST_ID + i)).put("revoked", false);
                row.put("not_before", "2026-01-02T02:05:35Z").put("not_after", "2026-12-31T02:05:34Z");
                certificates.get(i).forEach(row.withArray("dns_names")::add);
            }
            return Answer.text(200, "application/json", page.toString());
        };
    }
}
