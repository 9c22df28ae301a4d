package io.reconai.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.lab.Site.Answer;
import java.util.List;

/// Third parties that answer customers only, each in its own form.
final class KeyedSources {

    private static final ObjectMapper JSON = new ObjectMapper();

    private KeyedSources() {}

    /// VirusTotal: one name a page, the next by `meta.cursor`.
    static Site virusTotal(List<String> names) {
        return request -> {
            var cursor = request.parameter("cursor");
            var at = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
            var root = JSON.createObjectNode();
            root.putArray("data").addObject().put("type", "domain").put("id", names.get(at));
            var meta = root.putObject("meta").put("count", names.size());
            if (at + 1 < names.size()) {
                meta.put("cursor", String.valueOf(at + 1));
            }
            return Answer.text(200, "application/json", root.toString());
        };
    }

    /// SecurityTrails, Chaos and Shodan's DNS: labels without the domain.
    static Site labels(String domain, List<String> labels) {
        var root = JSON.createObjectNode().put("domain", domain);
        labels.forEach(root.withArray("subdomains")::add);
        root.put("count", labels.size()).put("subdomain_count", labels.size()).put("more", false);
        root.putObject("meta").put("limit_reached", false);
        return request -> Answer.text(200, "application/json", root.toString());
    }
}
