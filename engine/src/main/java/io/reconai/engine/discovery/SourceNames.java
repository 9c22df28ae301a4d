package io.reconai.engine.discovery;

import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.sources.SourceSession;
import java.util.HashSet;
import java.util.Set;

/// What one source says are names: checked, without doubles, and at most 100,000 of them.
///
/// `*.a.test` names no host but hints at `a.test`; an e-mail address or a name with a label that begins with
/// an underscore is no host. A name outside the domain that we saw ourselves or that a certificate holds is
/// handed on too, to be reported as related.
final class SourceNames {

    private static final int MOST_NAMES = 100_000;
    private static final int MOST_RELATED = 1_000;
    private static final int LONGEST = 300;

    private final Discovery discovery;
    private final String source;
    private final Set<DomainName> seen = new HashSet<>();
    private long inScope;
    private long related;
    private boolean isCut;

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

    /// How the source fared, with what was left out here.
    SourceHealth health(SourceSession session) {
        if (isCut) {
            session.limited("more than " + MOST_NAMES + " names; the others were left out");
        }
        return session.health(inScope);
    }

    /// A name that we saw ourselves.
    void hint(String text, String detail) {
        add(text, detail, Claim.SEEN);
    }

    /// A name that a third party says it saw.
    void heard(String text, String detail) {
        add(text, detail, Claim.HEARD);
    }

    /// A name that the source proves to be meant by its owner, such as one in a certificate.
    void proven(String text, String detail) {
        add(text, detail, Claim.PROVEN);
    }

    /// The host of an address on the web, or nothing where there is none.
    ///
    /// Archives are full of what somebody once mistyped, so only what stands where the host belongs is looked at.
    void url(String text, String detail) {
        var begin = text.indexOf("://");
        if (begin < 0) {
            return;
        }
        var end = begin + 3;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        var authority = text.substring(begin + 3, end);
        var host = authority.substring(authority.lastIndexOf('@') + 1).replaceFirst(":\\d{0,5}$", "");
        heard(host, detail);
    }

    /// What a name is worth.
    private enum Claim {
        HEARD,
        SEEN,
        PROVEN
    }

    private void add(String text, String detail, Claim claim) {
        if (text.length() > LONGEST) {
            return;
        }
        var name = text.strip();
        var isWildcard = name.startsWith("*.");
        while (name.startsWith("*.")) {
            name = name.substring(2);
        }
        if (!name.isEmpty() && name.indexOf('@') < 0) {
            var proven = claim == Claim.PROVEN && !isWildcard;
            DomainName.parse(name)
                    .filter(valid -> !valid.isUnderscored())
                    .ifPresent(valid -> accept(valid, detail, claim, proven));
        }
    }

    private void accept(DomainName name, String detail, Claim claim, boolean proven) {
        var isOurs = name.isAtOrBelow(discovery.domain());
        if (seen.contains(name) || !isOurs && claim == Claim.HEARD) {
            return;
        }
        if (isOurs ? isFull() : related >= MOST_RELATED) {
            isCut |= isOurs;
            return;
        }
        if (seen.add(name)) {
            inScope += isOurs ? 1 : 0;
            related += isOurs ? 0 : 1;
            discovery.offer(new DiscoveredName(name, new DiscoveryStep(source, detail), proven));
        }
    }
}
