package io.reconai.engine.services;

import io.reconai.engine.asset.AccessAnswer.Outcome;
import io.reconai.engine.asset.Confidence;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One row of `signatures.txt`: a pattern over what was heard, and what it means.
///
/// Patterns see at most 64 KiB and are anchored or literal, so that no text makes them slow.
///
/// @param question whose answer it reads; `-` for a greeting, which may also come after any question
record Signature(
        String service, String question, Pattern pattern, String product, String cpe, Outcome outcome, String then)
        implements Recogniser {

    private static final String GREETING = "-";

    /// In the first column: not recognised by this alone, but worth the further question.
    private static final String UNNAMED = "-";

    /// A version that is longer or has stranger characters is none.
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+~:-]{0,39}");

    static List<Signature> load() {
        return Table.read("signatures.txt", 7).stream()
                .map(row -> new Signature(
                        row.get(0).equals(UNNAMED) ? "" : row.get(0),
                        row.get(1),
                        Pattern.compile(row.get(2)),
                        row.get(3),
                        row.get(4),
                        outcome(row.get(5)),
                        row.get(6)))
                .toList();
    }

    @Override
    public Optional<Recognised> read(Heard heard) {
        if (!question.equals(GREETING) && !question.equals(heard.question())) {
            return Optional.empty();
        }
        var matcher = pattern.matcher(heard.text());
        return matcher.find()
                ? Optional.of(
                        new Recognised(service, product, version(matcher), cpe, outcome, Confidence.CERTAIN, then))
                : Optional.empty();
    }

    /// A word of the table's access column; empty is unknown.
    static Outcome outcome(String word) {
        return switch (word) {
            case "", "unknown" -> Outcome.UNKNOWN;
            case "open" -> Outcome.OPEN;
            case "restricted" -> Outcome.NEEDS_AUTHENTICATION;
            case "refused" -> Outcome.REFUSED;
            default -> throw new IllegalStateException("no word for access: " + word);
        };
    }

    /// The group `version`, where the pattern has one and it looks like a version.
    static String version(Matcher matched) {
        if (!matched.namedGroups().containsKey("version")) {
            return "";
        }
        var version = matched.group("version");
        return version != null && VERSION.matcher(version).matches() ? version : "";
    }
}
