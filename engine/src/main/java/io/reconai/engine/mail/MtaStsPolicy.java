package io.reconai.engine.mail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What a domain has senders do when they deliver to it (RFC 8461 §3.2).
///
/// @param mode `enforce`, `testing` or `none`
/// @param maxAgeSeconds how long senders remember the policy
/// @param patterns names of mail exchangers, where `*.` stands for one label; empty with the mode `none` only
/// @param error what makes it no policy; empty for a valid one
public record MtaStsPolicy(String mode, long maxAgeSeconds, List<String> patterns, String error) {

    /// The name and path of every policy (§3.3).
    public static final String LABEL = "mta-sts";

    public static final String PATH = "/.well-known/mta-sts.txt";

    private static final Pattern RECORD = Pattern.compile("v=STSv1\\s*;.*", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile("id\\s*=\\s*[0-9A-Za-z]{1,32}\\s*");
    private static final Pattern AGE = Pattern.compile("\\d{1,10}");
    private static final Set<String> MODES = Set.of("enforce", "testing", "none");

    /// A year; §3.2 allows no more.
    private static final long LONGEST_SECONDS = 31_557_600;

    public MtaStsPolicy {
        patterns = List.copyOf(patterns);
    }

    /// True for a TXT record that announces a policy; others at the same name do not count (§3.1).
    public static boolean isRecord(String text) {
        return RECORD.matcher(text).matches();
    }

    /// True when such a record has the id without which senders take it for none.
    public static boolean hasId(String record) {
        return List.of(record.split(";", -1)).stream()
                .skip(1)
                .map(String::strip)
                .anyMatch(field -> ID.matcher(field).matches());
    }

    /// Reads a policy file. Of a repeated key the first counts, except `mx`; unknown keys are ignored.
    public static MtaStsPolicy parse(String file) {
        Map<String, String> fields = new LinkedHashMap<>();
        var patterns = new ArrayList<String>();
        for (var line : file.lines().toList()) {
            var colon = line.indexOf(':');
            if (colon <= 0) {
                continue;
            }
            var key = line.substring(0, colon).strip();
            var value = line.substring(colon + 1).strip();
            if (key.equals("mx")) {
                patterns.add(value.toLowerCase(Locale.ROOT));
            } else {
                fields.putIfAbsent(key, value);
            }
        }
        var mode = fields.getOrDefault("mode", "");
        var age = fields.getOrDefault("max_age", "");
        var seconds = AGE.matcher(age).matches() ? Long.parseLong(age) : -1;
        return new MtaStsPolicy(mode, seconds, patterns, error(fields, mode, seconds, patterns));
    }

    private static String error(Map<String, String> fields, String mode, long seconds, List<String> patterns) {
        if (!fields.getOrDefault("version", "").equals("STSv1")) {
            return "there is no version: STSv1";
        }
        if (!MODES.contains(mode)) {
            return "mode is not enforce, testing or none";
        }
        if (seconds < 0 || seconds > LONGEST_SECONDS) {
            return "max_age is not between 0 and " + LONGEST_SECONDS;
        }
        return patterns.isEmpty() && !mode.equals("none") ? "no mx is named" : "";
    }

    /// True for a mail exchanger that senders may deliver to (§4.1).
    public boolean covers(String exchanger) {
        var name = exchanger.toLowerCase(Locale.ROOT);
        return patterns.stream()
                .anyMatch(pattern -> pattern.startsWith("*.")
                        ? name.indexOf('.') > 0
                                && name.substring(name.indexOf('.')).equals(pattern.substring(1))
                        : name.equals(pattern));
    }
}
