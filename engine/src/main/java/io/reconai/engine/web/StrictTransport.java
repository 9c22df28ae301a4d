package io.reconai.engine.web;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The value of a Strict-Transport-Security field (RFC 6797 §6.1).
///
/// @param directives by lower-case name, as they were sent
public record StrictTransport(Map<String, String> directives) {

    /// The field's name.
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

    public static final String FIELD = "Strict-Transport-Security";

    public StrictTransport {
        directives = Map.copyOf(directives);
    }

    /// Reads a field's value; empty when a directive comes twice, which makes the field void.
    public static Optional<StrictTransport> parse(String value) {
        Map<String, String> directives = new LinkedHashMap<>();
        for (var directive : value.split(";")) {
            var parts = directive.split("=", 2);
            var name = parts[0].strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty() && directives.put(name, parts.length > 1 ? parts[1].strip() : "") != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new StrictTransport(directives));
    }

    /// What a browser would remember of the host: the first field of its first answer, and that only where the
    /// certificate was verified (§8.1).
    public static Optional<StrictTransport> of(Evidence evidence) {
        return evidence.httpsFirst()
                .filter(Exchange::tlsVerified)
                .flatMap(Exchange::answered)
                .flatMap(answer -> answer.firstHeader(FIELD))
                .flatMap(StrictTransport::parse);
    }

    /// The max-age directive (§6.1.1), which may be quoted; empty when it is absent or no number.
    public Optional<Duration> maxAge() {
        var value = directives.getOrDefault("max-age", "");
        var digits = value.startsWith("\"") && value.endsWith("\"") && value.length() > 1
                ? value.substring(1, value.length() - 1)
                : value;
        return SECONDS.matcher(digits).matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(digits)))
                : Optional.empty();
    }

    /// True when a directive without a value was sent.
    public boolean has(String name) {
        return directives.containsKey(name);
    }
}
