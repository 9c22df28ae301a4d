package io.reconai.engine.dns;

import io.reconai.engine.asset.DnsLookup;
import java.util.function.Consumer;

/// A question on its way. Owned by the event loop after it was submitted.
final class Pending {

    final DnsQuestion question;
    final Route route;
    final int firstServer;

    final Consumer<DnsLookup> done;
    final long submittedAt = System.nanoTime();
    int attempt;

    /// Servers older than EDNS refuse it as a format error; then it is left out (RFC 6891 §7).
    boolean withoutEdns;

    int id;
    long sentAt;
    long expiresAt;

    Pending(DnsQuestion question, Route route, int firstServer, Consumer<DnsLookup> done) {
        this.question = question;
        this.route = route;
        this.firstServer = firstServer;
        this.done = done;
    }

    /// The place in the route for the present try.
    int place() {
        return firstServer + attempt;
    }

    long elapsedMs() {
        return (System.nanoTime() - submittedAt) / 1_000_000;
    }
}
