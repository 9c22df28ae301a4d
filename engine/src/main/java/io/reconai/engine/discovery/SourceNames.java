package io.reconai.engine.discovery;

import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DomainName;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;

/// What one source says are names: checked, without doubles, and at most 100,000 of them.
///
/// `*.a.test` names no host but hints at `a.test`; an e-mail address or a name with an underscore in front is no host.
/// A name outside the domain is handed on too, to be reported as related.
final class SourceNames {

    private static final int MOST_NAMES = 100_000;
    private static final int MOST_RELATED = 1_000;
    private static final int LONGEST = 300;

    private final Discovery discovery;
    private final String source;
    private final Set<DomainName> seen = new HashSet<>();
    private long inScope;
    private long related;

    SourceNames(Discovery discovery, String source) {
        this.discovery = discovery;
        this.source = source;
    }

    /// Names in scope that were yielded.
    long count() {
        return inScope;
    }

    boolean isFull() {
        return inScope >= MOST_NAMES;
    }

    /// A name that the source holds to be one.
    void hint(String text, String detail) {
        add(text, detail, false);
    }

    /// A name that the source proves to be meant by its owner, such as one in a certificate.
    void proven(String text, String detail) {
        add(text, detail, true);
    }

    /// The host of an address on the web, or nothing where there is none.
    void url(String text, String detail) {
        try {
            var host = URI.create(text.length() > 2_048 ? text.substring(0, 2_048) : text)
                    .getHost();
            if (host != null) {
                hint(host, detail);
            }
        } catch (IllegalArgumentException malformed) {
            // Archives are full of what somebody once mistyped.
        }
    }

    private void add(String text, String detail, boolean proven) {
        var name = text.strip();
        if (name.startsWith("*.")) {
            add(name.substring(2), detail, false);
            return;
        }
        if (name.isEmpty() || name.length() > LONGEST || name.indexOf('@') >= 0 || name.startsWith("_")) {
            return;
        }
        DomainName.parse(name).ifPresent(valid -> accept(valid, detail, proven));
    }

    private void accept(DomainName name, String detail, boolean proven) {
        var isOurs = name.isAtOrBelow(discovery.domain());
        if (isOurs ? isFull() : related >= MOST_RELATED) {
            return;
        }
        if (seen.add(name)) {
            inScope += isOurs ? 1 : 0;
            related += isOurs ? 0 : 1;
            discovery.offer(new DiscoveredName(name, new DiscoveryStep(source, detail), proven));
        }
    }
}
