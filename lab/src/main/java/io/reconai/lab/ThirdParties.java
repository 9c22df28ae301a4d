package io.reconai.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.reconai.lab.Site.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// The third parties that a scan asks, as sites: CT search, RDAP, breach lookup, buckets of three clouds.
final class ThirdParties {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ThirdParties() {}

    /// Paths begin with the party's name: `/crtsh/`, `/rdap/`, `/hibp/`, `/s3/`, `/gcs/`, `/azure/`.
    static Site all(String domain, List<List<String>> certificates) {
        var crtsh = crtsh(certificates);
        return request -> {
            var party = request.path().split("/", 3)[1];
            return switch (party) {
                case "crtsh" -> crtsh.answer(request);
                case "rdap" -> rdap(request, domain);
                case "hibp" -> hibp();
                case "s3", "gcs", "azure" -> bucket(request);
                default -> Answer.text(404, "text/plain", "no such party");
            };
        };
    }

    /// crt.sh's form (an array of rows); every other request fails as the real one does under load.
    private static Site crtsh(List<List<String>> certificates) {
        var asked = new AtomicInteger();
        var rows = rows(certificates).toString();
        return request -> asked.getAndIncrement() % 2 == 0
                ? Answer.html(502, "<html><body>502 Bad Gateway</body></html>")
                : Answer.text(200, "application/json", rows);
    }

    private static ArrayNode rows(List<List<String>> certificates) {
        var rows = JSON.createArrayNode();
        var id = 14_000_000_000L;
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

    private static Answer rdap(Site.Request request, String domain) {
        if (!request.path().endsWith("/domain/" + domain)) {
            return Answer.text(404, "application/rdap+json", "{\"errorCode\":404,\"title\":\"Not Found\"}");
        }
        var root = JSON.createObjectNode().put("objectClassName", "domain").put("ldhName", domain);
        root.putArray("status").add("client transfer prohibited").add("active");
        var events = root.putArray("events");
        events.addObject().put("eventAction", "registration").put("eventDate", "2010-05-01T00:00:00Z");
        events.addObject().put("eventAction", "expiration").put("eventDate", "2029-05-01T00:00:00Z");
        return Answer.text(200, "application/rdap+json", root.toString());
    }

    private static Answer hibp() {
        var breaches = JSON.createArrayNode();
        var breach = breaches.addObject().put("Name", "AcmeForum").put("Title", "Acme Forum");
        breach.put("Domain", "acme.test").put("BreachDate", "2024-05-15").put("PwnCount", 12_345);
        breach.put("IsVerified", true);
        breach.putArray("DataClasses").add("Email addresses").add("Passwords");
        return Answer.text(200, "application/json", breaches.toString());
    }

    /// `acme-assets` is ours and private; `acme-backup` is a stranger's and public.
    private static Answer bucket(Site.Request request) {
        var bucket = request.path().split("/", 4)[2];
        return switch (bucket) {
            case "acme-assets" -> Answer.text(403, "application/xml", "<Error><Code>AccessDenied</Code></Error>");
            case "acme-backup" ->
                Answer.text(
                        200,
                        "application/xml",
                        "<ListBucketResult><Name>acme-backup</Name><Contents><Key>holiday.jpg</Key></Contents></ListBucketResult>");
            default -> Answer.text(404, "application/xml", "<Error><Code>NoSuchBucket</Code></Error>");
        };
    }

    /// The variables that point a scanner here.
    static Map<String, String> variables(int port) {
        var base = "http://127.0.0.1:" + port;
        return Map.of(
                "RECONAI_CRTSH_URL", base + "/crtsh/",
                "RECONAI_RDAP_URL", base + "/rdap/",
                "RECONAI_HIBP_URL", base + "/hibp/",
                "RECONAI_S3_URL", base + "/s3/{bucket}/",
                "RECONAI_GCS_URL", base + "/gcs/{bucket}/",
                "RECONAI_AZURE_BLOB_URL", base + "/azure/{bucket}/");
    }
}
