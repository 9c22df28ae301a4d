package io.reconai.engine.diff;

import com.google.common.hash.Hashing;
import io.reconai.engine.Asset;
import io.reconai.engine.diff.Question.Family;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Decides, scan after scan, whether a finding that is not made any more is fixed or merely was not looked for.
///
/// What had to be asked to make a finding is noted as text that may be stored; a later look disproves the finding only
/// when all of that was asked again and answered, as in [ScanComparison]. Safe for use by many threads.
public final class Recheck {

    private static final String SEPARATOR = ",";

    private final Digester digester;

    /// @param secret that strangers do not know, always the same for notes that are to be compared: keys the
    ///     fingerprints
    public Recheck(String secret) {
        var key = ByteBuffer.wrap(
                Hashing.sha256().hashString(secret, StandardCharsets.UTF_8).asBytes());
        digester = new Digester(Hashing.sipHash24(key.getLong(), key.getLong()));
    }

    /// What one look at a host showed and answered.
    public static final class Look {

        private final Looked looked;
        private final Map<String, String> notes = new HashMap<>();

        private Look(AssetDigest digest) {
            looked = digest.looked();
            for (var fact : digest.facts()) {
                if (fact.kind() == Kind.FINDING) {
                    notes.put(fact.id(), written(fact.shownBy()));
                }
            }
        }

        /// What has to be asked again before this finding of the look may be called fixed; empty when nothing says how.
        public String note(String findingId) {
            return Objects.requireNonNullElse(notes.get(findingId), "");
        }

        /// True when everything that had shown an earlier finding, which this look does not show, was asked and
        /// answered.
        public boolean disproves(String note) {
            return read(note)
                    .filter(questions -> !questions.isEmpty())
                    .map(questions -> new Fact(Kind.FINDING, "", "", "", "", "", questions))
                    .filter(fact -> looked.whyUnknown(fact).isEmpty())
                    .isPresent();
        }
    }

    /// Reads what a look at a host says.
    public Look look(Asset asset) {
        return new Look(digester.digest(asset));
    }

    private static String written(List<Question> questions) {
        return questions.stream()
                .map(question -> Long.toHexString(question.fingerprint()) + ":"
                        + question.family().name().toLowerCase(Locale.ROOT) + ":" + question.port())
                .collect(Collectors.joining(SEPARATOR));
    }

    private static Optional<List<Question>> read(String note) {
        try {
            return Optional.of(Stream.of(note.split(SEPARATOR))
                    .filter(part -> !part.isEmpty())
                    .map(Recheck::question)
                    .toList());
        } catch (IllegalArgumentException damaged) {
            return Optional.empty(); // then nothing disproves the finding
        }
    }

    private static Question question(String text) {
        var parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a question has three parts: " + text);
        }
        return new Question(
                Long.parseUnsignedLong(parts[0], 16),
                Family.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                Integer.parseInt(parts[2]));
    }
}
