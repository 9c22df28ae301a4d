package io.reconai.engine.web;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whom to tell of a weakness: `/.well-known/security.txt` (RFC 9116).
///
/// @param fields in the order sent, names in lower case; comments and the armour of a signature are left out
/// @param signed an OpenPGP cleartext signature is around it; whether it is good was not checked
public record SecurityTxt(List<Field> fields, boolean signed) {

    /// One field.
    public record Field(String name, String value) {}

    /// RFC 9116 §5.4 speaks of resource use; real files have a dozen lines.
    private static final int MOST_LINES = 200;

    private static final int LONGEST_VALUE = 1_000;
    private static final String ARMOUR = "-----BEGIN PGP SIGNED MESSAGE-----";

    public SecurityTxt {
        fields = List.copyOf(fields);
    }

    /// The file that a host was seen to offer; empty when none was, an error page of status 200 included.
    public static Optional<SecurityTxt> of(Evidence evidence) {
        return evidence.exchanges().stream()
                .filter(made -> made.probe().equals("security.txt") && made.hop() == 0)
                .flatMap(made -> made.answered().stream())
                .flatMap(answer -> in(answer).stream())
                .findFirst();
    }

    /// The file that an answer is; empty when it is none.
    public static Optional<SecurityTxt> in(HttpAnswer answer) {
        return Optional.of(answer)
                .filter(given -> given.status() == 200 && given.mediaType().equals("text/plain"))
                .map(given -> parse(given.body()))
                .filter(file -> !file.values("contact").isEmpty());
    }

    /// Reads a file; what is no field is passed over.
    public static SecurityTxt parse(String text) {
        var fields = new ArrayList<Field>();
        for (var line : text.lines().limit(MOST_LINES).toList()) {
            if (line.startsWith("-----BEGIN PGP SIGNATURE")) {
                break;
            }
            var colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("#") && line.substring(0, colon).matches("[A-Za-z][A-Za-z0-9-]*")) {
                fields.add(new Field(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        Text.visible(line.substring(colon + 1).strip(), LONGEST_VALUE)));
            }
        }
        var signed = text.startsWith(ARMOUR);
        return new SecurityTxt(
                signed
                        ? fields.stream()
                                .filter(field -> !field.name().equals("hash"))
                                .toList()
                        : fields,
                signed);
    }

    /// The values of a field, such as `contact`, `policy`, `encryption`, `acknowledgments`, `canonical`.
    public List<String> values(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .toList();
    }

    /// When it stops to count (§2.5.5); empty when the field is absent, there twice or no date.
    public Optional<Instant> expires() {
        var values = values("expires");
        if (values.size() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(values.getFirst().toUpperCase(Locale.ROOT))
                    .toInstant());
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }
}
