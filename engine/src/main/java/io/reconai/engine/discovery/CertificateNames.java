package io.reconai.engine.discovery;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads crt.sh's JSON: an array of rows whose `name_value` holds names separated by newlines.
///
/// Names may be wildcards (`*.a.test` hints at `a.test` and names no host), e-mail addresses (no names) and names of
/// others (related, not ours). A precertificate and its certificate are two rows with the same names.
///
/// @param exact names below the domain that a certificate names, with the step that led to them
/// @param related names outside the domain, at most 1,000
/// @param truncated the array ended in the middle; what came before counts
record CertificateNames(Map<DomainName, DiscoveryStep> exact, Set<DomainName> related, boolean truncated) {

    private static final int MAX_RELATED = 1_000;
    private static final int MAX_NAME = 300;

    /// @throws IOException when the body is no array of rows at all
    static CertificateNames parse(byte[] body, DomainName domain, String source) throws IOException {
        var names = new CertificateNames(new LinkedHashMap<>(), new LinkedHashSet<>(), false);
        try (var parser = Json.mapper().createParser(body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException("unexpected answer: no JSON array");
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                names.addRow(parser.readValueAsTree(), domain, source);
            }
            return parser.currentToken() == JsonToken.END_ARRAY ? names : names.cut();
        } catch (JsonParseException broken) {
            if (names.exact.isEmpty()) {
                throw new IOException("unexpected answer: " + broken.getOriginalMessage(), broken);
            }
            return names.cut();
        }
    }

    private CertificateNames cut() {
        return new CertificateNames(exact, related, true);
    }

    private void addRow(JsonNode row, DomainName domain, String source) {
        var detail = "certificate " + row.path("serial_number").asText("?");
        for (var text : candidates(row)) {
            DomainName.parse(text).ifPresent(name -> {
                if (name.isAtOrBelow(domain)) {
                    exact.putIfAbsent(name, new DiscoveryStep(source, detail));
                } else if (related.size() < MAX_RELATED) {
                    related.add(name);
                }
            });
        }
    }

    private static List<String> candidates(JsonNode row) {
        var texts = new ArrayList<String>();
        for (var line : (row.path("name_value").asText() + "\n"
                        + row.path("common_name").asText())
                .split("\n", -1)) {
            var text = line.strip();
            if (!text.isEmpty() && text.length() <= MAX_NAME && text.indexOf('@') < 0 && text.indexOf('*') < 0) {
                texts.add(text);
            }
        }
        return texts;
    }
}
