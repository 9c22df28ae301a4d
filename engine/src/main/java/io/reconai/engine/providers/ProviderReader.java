package io.reconai.engine.providers;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.ProviderKind;
import io.reconai.engine.net.CidrRange;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the list of providers.
///
/// ```
/// bunny | bunny.net | cdn
///   source 2026-11 https://www.peeringdb.com/asn/200325
///   asn 200325
///   alias b-cdn.net
/// ```
///
/// A line at the margin begins a provider: id, name, kind. Below it stand facts, each after its source. A line that
/// begins with `#` is a comment.
final class ProviderReader {

    private static final long LARGEST_ASN = 0xffff_ffffL;

    private final List<Fact> facts = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<String> values = new HashSet<>();
    private @Nullable Provider provider;
    private String source = "";
    private int number;

    /// Reads the list's lines.
    ///
    /// @throws IllegalStateException with the line, if it is not as it should be
    List<Fact> read(List<String> lines) {
        for (var line : lines) {
            number++;
            var text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                if (line.startsWith(" ")) {
                    addFacts(text);
                } else {
                    begin(text);
                }
            }
        }
        return List.copyOf(facts);
    }

    private void begin(String text) {
        var fields = Arrays.stream(text.split("\\|")).map(String::strip).toList();
        if (fields.size() != 3 || !fields.getFirst().matches("[a-z0-9-]+") || !ids.add(fields.getFirst())) {
            throw wrong(text, "is not `id | name | kind` with an id of its own");
        }
        provider = new Provider(fields.get(0), fields.get(1), kind(fields.get(2)));
        source = "";
    }

    private ProviderKind kind(String word) {
        try {
            return ProviderKind.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw wrong(word, "is no kind of provider");
        }
    }

    private void addFacts(String text) {
        var words = List.of(text.split(" +"));
        if (words.getFirst().equals("source")) {
            source = source(words);
            return;
        }
        if (provider == null || source.isEmpty()) {
            throw wrong(text, "has no provider and source above it");
        }
        for (var value : words.subList(1, words.size())) {
            if (!values.add(value)) {
                throw wrong(value, "is there twice");
            }
            facts.add(fact(provider, words.getFirst(), value));
        }
    }

    private String source(List<String> words) {
        if (words.size() != 3
                || !words.get(1).matches("20\\d\\d-(0[1-9]|1[0-2])")
                || !"https".equals(URI.create(words.get(2)).getScheme())) {
            throw wrong(String.join(" ", words), "is not `source month address`");
        }
        return words.get(2) + " (" + words.get(1) + ")";
    }

    private Fact fact(Provider owner, String word, String value) {
        return switch (word) {
            case "range" -> new Fact.Range(owner, range(value), source);
            case "asn" -> new Fact.Asn(owner, asn(value), source);
            case "alias" -> new Fact.Alias(owner, ending(value), source);
            default -> throw wrong(word, "is neither source, range, asn nor alias");
        };
    }

    /// Written as it is meant: bits beyond the length would hide a slip.
    private CidrRange range(String value) {
        return CidrRange.parse(value)
                .filter(range -> range.toString().equals(value))
                .orElseThrow(() -> wrong(value, "is no range"));
    }

    private long asn(String value) {
        if (!value.matches("[1-9]\\d{0,9}") || Long.parseLong(value) > LARGEST_ASN) {
            throw wrong(value, "is no number of an autonomous system");
        }
        return Long.parseLong(value);
    }

    private String ending(String value) {
        if (DomainName.parse(value).filter(name -> name.value().equals(value)).isEmpty() || !value.contains(".")) {
            throw wrong(value, "is no ending of names");
        }
        return value;
    }

    private IllegalStateException wrong(String text, String problem) {
        return new IllegalStateException("providers.txt:" + number + ": \"" + text + "\" " + problem);
    }
}
