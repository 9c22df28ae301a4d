package io.reconai.engine.dns;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;

/// What a resolver answered to questions whose answers are known.
///
/// It lies when a root server, whose address has not changed in decades, has another address, or
/// when a name that nobody registered has one. A resolver that refuses these questions, as one for a closed network
/// may, is believed: nothing speaks against it.
///
/// @param detail what it said; empty when nothing speaks against it
public record ResolverCheck(InetSocketAddress resolver, Verdict verdict, String detail) {

    /// What follows for a scan; where several tries differ, the later one here counts.
    public enum Verdict {
        /// It does not answer.
        SILENT,
        /// It says SERVFAIL to everything.
        FAILING,
        USABLE,
        /// It makes answers up.
        LYING
    }

    private static final DomainName ROOT_SERVER = new DomainName("a.root-servers.net");
    private static final String ROOT_SERVER_ADDRESS = "198.41.0.4";
    private static final int LABEL_LENGTH = 20;

    /// Asks one resolver one question.
    @FunctionalInterface
    interface Asking {
        DnsLookup ask(InetSocketAddress resolver, DnsQuestion question) throws InterruptedException;
    }

    /// True when questions go to it.
    public boolean isUsable() {
        return verdict == Verdict.USABLE;
    }

    /// The same resolver, used for want of a better one.
    ResolverCheck forWantOfABetter() {
        return verdict == Verdict.FAILING ? new ResolverCheck(resolver, Verdict.USABLE, detail) : this;
    }

    static ResolverCheck of(InetSocketAddress resolver, Asking asking, RandomGenerator random)
            throws InterruptedException {
        var known = asking.ask(resolver, new DnsQuestion(ROOT_SERVER, RecordType.A));
        if (known.outcome() == DnsOutcome.TIMEOUT || known.outcome() == DnsOutcome.UNREACHABLE) {
            return new ResolverCheck(resolver, Verdict.SILENT, "does not answer");
        }
        if (known.outcome() == DnsOutcome.NOERROR && known.data().noneMatch(ROOT_SERVER_ADDRESS::equals)) {
            return lying(resolver, known);
        }
        var nobodys = asking.ask(resolver, new DnsQuestion(unregistered(random), RecordType.A));
        if (nobodys.outcome() == DnsOutcome.NOERROR || !nobodys.answers().isEmpty()) {
            return lying(resolver, nobodys);
        }
        return known.outcome() == DnsOutcome.SERVFAIL && nobodys.outcome() == DnsOutcome.SERVFAIL
                ? new ResolverCheck(resolver, Verdict.FAILING, "says SERVFAIL to everything")
                : new ResolverCheck(resolver, Verdict.USABLE, "");
    }

    private static ResolverCheck lying(InetSocketAddress resolver, DnsLookup lie) {
        var said = "says " + String.join(" ", lie.data().limit(3).toList()) + " for " + lie.name();
        return new ResolverCheck(resolver, Verdict.LYING, said);
    }

    private static DomainName unregistered(RandomGenerator random) {
        var label = new StringBuilder(LABEL_LENGTH);
        for (var i = 0; i < LABEL_LENGTH; i++) {
            label.append((char) ('a' + random.nextInt(26)));
        }
        return new DomainName(label + ".com");
    }
}
