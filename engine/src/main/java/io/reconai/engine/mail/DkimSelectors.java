package io.reconai.engine.mail;

import io.reconai.engine.asset.DomainName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Selectors that are worth a question: selectors cannot be listed (RFC 6376 §3.1), but services use the same
/// ones for all their customers.
public final class DkimSelectors {

    private static final String FILE = "dkim-selectors.txt";
    private static final String PARENT = "_domainkey";

    private static final int LETTERS = 16;

    private static final List<String> USUAL = read();

    private DkimSelectors() {}

    /// Where a domain's keys of the usual selectors are.
    public static List<DomainName> of(DomainName domain) {
        return USUAL.stream().flatMap(selector -> of(domain, selector).stream()).toList();
    }

    /// Where the key of a selector is; empty where the name would be too long.
    public static Optional<DomainName> of(DomainName domain, String selector) {
        return domain.child(PARENT).flatMap(parent -> parent.child(selector));
    }

    /// The name below which all keys of a domain are; empty where it would be too long.
    public static Optional<DomainName> parent(DomainName domain) {
        return domain.child(PARENT);
    }

    /// A selector that nobody has: an answer to it is a wildcard's.
    public static String unheardOf(RandomGenerator random) {
        var letters = new StringBuilder();
        for (var i = 0; i < LETTERS; i++) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        return letters.toString();
    }

    /// True for a name where a key of the domain is looked for.
    public static boolean isKey(String name, DomainName domain) {
        return name.endsWith("." + PARENT + "." + domain);
    }

    /// True for one of the usual selectors, false for one that nobody has.
    public static boolean isUsual(String name) {
        return USUAL.contains(name.substring(0, Math.max(0, name.indexOf("." + PARENT))));
    }

    private static List<String> read() {
        try (InputStream file = DkimSelectors.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not shipped");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
