package io.reconai.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.lab.Site.Answer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The registries of the lab's internet, by RDAP and by WHOIS.
final class Registries {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Registries() {}

    /// Whose a domain and a network are (RFC 9083). The gallery's domain ends soon and is not locked.
    static Site rdap(String domain) {
        return request -> {
            if (request.path().endsWith("/domain/" + domain)) {
                return domain(domain, "client transfer prohibited", "2029-05-01T00:00:00Z");
            }
            if (request.path().endsWith("/domain/" + Gallery.DOMAIN)) {
                var soon = Instant.now().plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS);
                return domain(Gallery.DOMAIN, "ok", soon.toString());
            }
            var ip = request.path().indexOf("/ip/");
            if (ip >= 0 && request.path().startsWith("203.0.113.", ip + 4)) {
                return network();
            }
            return Answer.text(404, "application/rdap+json", "{\"errorCode\":404,\"title\":\"Not Found\"}");
        };
    }

    private static Answer domain(String domain, String lock, String expires) {
        var root = JSON.createObjectNode().put("objectClassName", "domain").put("ldhName", domain);
        root.putArray("status").add(lock).add("active");
        var events = root.putArray("events");
        events.addObject().put("eventAction", "registration").put("eventDate", "2010-05-01T00:00:00Z");
        events.addObject().put("eventAction", "expiration").put("eventDate", expires);
        var registrar = root.putArray("entities").addObject().put("objectClassName", "entity");
        registrar.putArray("roles").add("registrar");
        var card = registrar.putArray("vcardArray").add("vcard").addArray();
        var name = card.addArray().add("fn");
        name.addObject();
        name.add("text").add("Lab Registrar");
        for (var server : new String[] {"NS1.", "NS2."}) {
            root.withArray("nameservers")
                    .addObject()
                    .put("ldhName", server + domain.toUpperCase(java.util.Locale.ROOT));
        }
        root.putObject("secureDNS").put("delegationSigned", false);
        return Answer.text(200, "application/rdap+json", root.toString());
    }

    private static Answer network() {
        var root = JSON.createObjectNode().put("objectClassName", "ip network").put("handle", "NET-LAB");
        root.put("startAddress", "203.0.113.0").put("endAddress", "203.0.113.255");
        root.put("name", "LAB-NET").put("country", "US");
        return Answer.text(200, "application/rdap+json", root.toString());
    }

    /// Knows the domain too, and the other network, which RDAP does not.
    static Listener.Service whois(String domain) {
        return connection -> {
            var question = question(connection);
            var answer = "";
            if (question.equals(domain)) {
                answer = "Domain Name: " + domain + "\r\nRegistrar: Lab Registrar\r\n"
                        + "Creation Date: 2010-05-01T00:00:00Z\r\nRegistry Expiry Date: 2029-05-01T00:00:00Z\r\n";
            } else if (question.startsWith("198.51.100.")) {
                answer = "% This is the lab's registry\r\ninetnum: 198.51.100.0 - 198.51.100.255\r\n"
                        + "netname: LAB-NET-2\r\norg-name: Acme Ltd\r\ncountry: GB\r\n";
            } else {
                answer = "No match for \"" + question + "\".\r\n";
            }
            connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().flush();
        };
    }

    private static String question(Socket connection) throws IOException {
        var text = new StringBuilder();
        for (var octet = connection.getInputStream().read();
                octet >= 0 && octet != '\n' && text.length() < 512;
                octet = connection.getInputStream().read()) {
            text.append((char) octet);
        }
        return text.toString().strip();
    }
}
