package io.reconai.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.lab.Site.Answer;
import java.util.List;
import java.util.Map;

/// Third parties that have seen names and addresses before, each in its own form.
final class PassiveSources {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 2;

    private PassiveSources() {}

    /// Open Threat Exchange's passive DNS.
    static Site otx(List<String> names) {
        var root = JSON.createObjectNode();
        for (var name : names) {
            root.withArray("passive_dns")
                    .addObject()
                    .put("hostname", name)
                    .put("address", "203.0.113.99")
                    .put("record_type", "A")
                    .put("last", "2026-01-02T03:04:05");
        }
        root.put("count", names.size());
        return request -> Answer.text(200, "application/json", root.toString());
    }

    /// The Wayback Machine's index: a header row, pages of two, the next one's key behind an empty row.
    static Site wayback(List<String> urls) {
        return request -> {
            var key = request.parameter("resumeKey");
            var from = key.isEmpty() ? 0 : Integer.parseInt(key.substring(4));
            var to = Math.min(from + PAGE, urls.size());
            var rows = JSON.createArrayNode();
            rows.addArray().add("original");
            urls.subList(from, to).forEach(url -> rows.addArray().add(url));
            if (to < urls.size()) {
                rows.addArray();
                rows.addArray().add("key-" + to);
            }
            return Answer.text(200, "application/json", rows.toString());
        };
    }

    /// InternetDB: what is known of an address, 404 for most.
    static Site internetDb(Map<String, String> namesByAddress) {
        return request -> {
            var address = request.path().substring(request.path().lastIndexOf('/') + 1);
            var name = namesByAddress.get(address);
            if (name == null) {
                return Answer.text(404, "application/json", "{\"detail\":\"No information available\"}");
            }
            var root = JSON.createObjectNode().put("ip", address);
            root.putArray("hostnames").add(name).add("static." + address.replace('.', '-') + ".isp.example");
            root.putArray("ports").add(80).add(443);
            root.putArray("cpes").add("cpe:/a:nginx:nginx:1.18.0");
            root.putArray("tags");
            root.putArray("vulns");
            return Answer.text(200, "application/json", root.toString());
        };
    }

    /// Censys Search 2: one hit a page, the next by its cursor.
    static Site censys(List<String> names) {
        return request -> {
            var cursor = request.parameter("cursor");
            var at = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
            var root = JSON.createObjectNode().put("code", 200).put("status", "OK");
            var result = root.putObject("result");
            var hit = result.putArray("hits").addObject().put("ip", "203.0.113.98");
            hit.putObject("dns").putArray("names").add(names.get(at));
            result.putObject("links").put("next", at + 1 < names.size() ? String.valueOf(at + 1) : "");
            return Answer.text(200, "application/json", root.toString());
        };
    }
}
