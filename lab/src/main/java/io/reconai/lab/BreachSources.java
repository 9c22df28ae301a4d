package io.reconai.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.reconai.lab.Site.Answer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// Two collectors of what leaked, each in its own form. The domain's forum leaked eighteen months ago.
final class BreachSources {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JSON_TYPE = "application/json";

    private BreachSources() {}

    /// Have I Been Pwned's interface 3, for a customer who has proved that the domain is theirs.
    static Site hibp(String domain) {
        var catalogue = catalogue(domain);
        return request -> {
            var path = request.path().replaceFirst("^/hibp/api/v3/", "");
            if (path.equals("breaches")) {
                return breaches(catalogue, request.parameter("Domain"));
            }
            if (path.equals("subscribeddomains")) {
                var domains = JSON.createArrayNode();
                domains.addObject().put("DomainName", domain).put("PwnCount", 3);
                return Answer.text(200, JSON_TYPE, domains.toString());
            }
            if (path.equals("breacheddomain/" + domain)) {
                var addresses = JSON.createObjectNode();
                addresses.putArray("wile").add("Gadgets");
                addresses.putArray("road").add("Gadgets").add("AcmeForum");
                return Answer.text(200, JSON_TYPE, addresses.toString());
            }
            return path.startsWith("breacheddomain/")
                    ? Answer.text(403, JSON_TYPE, "{\"statusCode\":403,\"message\":\"Domain is not verified\"}")
                    : Answer.text(404, JSON_TYPE, "");
        };
    }

    /// The second and third are traps: mere lists and inventions are no leaks.
    private static ArrayNode catalogue(String domain) {
        var rows = JSON.createArrayNode();
        add(rows, "AcmeForum", domain, leaked(), List.of("Email addresses", "Passwords"));
        add(rows, "AcmeList", domain, leaked(), List.of("Email addresses")).put("IsSpamList", true);
        add(rows, "AcmeTale", domain, leaked(), List.of("Passwords")).put("IsFabricated", true);
        add(rows, "Gadgets", "gadgets.example", LocalDate.of(2013, 10, 4), List.of("Email addresses", "Passwords"));
        return rows;
    }

    private static LocalDate leaked() {
        return LocalDate.now(ZoneOffset.UTC).minusMonths(18);
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode add(
            ArrayNode rows, String name, String domain, LocalDate day, List<String> kinds) {
        var row = rows.addObject().put("Name", name).put("Title", name).put("Domain", domain);
        row.put("BreachDate", day.toString())
                .put("AddedDate", day + "T00:00:00Z")
                .put("PwnCount", 12_345);
        row.put("Description", "Data of <em>" + name + "</em>").put("IsVerified", true);
        row.put("IsFabricated", false).put("IsRetired", false).put("IsSpamList", false);
        kinds.forEach(row.putArray("DataClasses")::add);
        return row;
    }

    private static Answer breaches(ArrayNode catalogue, String domain) {
        var rows = JSON.createArrayNode();
        catalogue.forEach(row -> {
            if (domain.isEmpty() || row.path("Domain").asText().equals(domain)) {
                rows.add(row);
            }
        });
        return Answer.text(200, JSON_TYPE, rows.toString());
    }

    /// XposedOrNot: kinds of data stand in one text.
    static Site xposedOrNot(String domain) {
        return request -> {
            if (!request.path().endsWith("/v1/breaches")
                    || !request.parameter("domain").equals(domain)) {
                return Answer.text(404, JSON_TYPE, "{\"Error\":\"Not found\"}");
            }
            var root = JSON.createObjectNode().put("status", "success");
            var row = root.putArray("exposedBreaches").addObject();
            row.put("breachID", "AcmeForum")
                    .put("breachedDate", leaked() + "T00:00:00+00:00")
                    .put("domain", domain);
            row.put("exposedData", "Email addresses;Passwords")
                    .put("exposedRecords", 12_345)
                    .put("verified", true);
            return Answer.text(200, JSON_TYPE, root.toString());
        };
    }
}
