package io.reconai.engine.dns;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Asks DNS questions: to the resolvers in turn, or to one server directly.
///
/// Failures are values ([DnsOutcome]). Waiting is for virtual threads; underneath one event loop asks over UDP, and a
/// truncated answer is asked again over TCP. Safe for use by many threads.
public final class DnsClient implements AutoCloseable {

    /// Questions of one bulk that are with the event loop at once; more would only wait there.
    private static final int BULK_IN_FLIGHT = 4_096;

    private static final int DNS_PORT = 53;

    private final DnsSettings settings;
    private final Dialer dialer;
    private final EventLoop loop;
    private final AtomicInteger turn = new AtomicInteger();

    /// Opens the sockets and starts the event loop.
    public DnsClient(DnsSettings settings, Dialer dialer) throws IOException {
        this.settings = settings;
        this.dialer = dialer;
        loop = new EventLoop(settings, dialer);
    }

    /// Asks the resolvers, another one at each try.
    public DnsLookup ask(DnsQuestion question) throws InterruptedException {
        return await(
                question,
                new Route(settings.resolvers(), settings.resolvers().getFirst(), true),
                turn.getAndIncrement());
    }

    /// Asks a name server directly, without recursion.
    ///
    /// @return an outcome of `BLOCKED` when the address policy forbids the server
    public DnsLookup askServer(InetAddress server, DnsQuestion question) throws InterruptedException {
        var named = new InetSocketAddress(server, DNS_PORT);
        var target = dialer.datagramTarget(server, DNS_PORT);
        if (target.isEmpty()) {
            return Answers.without(question, DnsOutcome.BLOCKED, named, "udp", false, 0);
        }
        return await(question, new Route(java.util.List.of(target.get()), named, false), 0);
    }

    /// Asks many questions and hands over each answer on the calling thread, in the order in which they come.
    ///
    /// The iterator is read no further than answers come: memory stays bounded for any number of questions.
    public void askAll(Iterator<DnsQuestion> questions, Consumer<DnsLookup> answers) throws InterruptedException {
        BlockingQueue<DnsLookup> arrived = new LinkedBlockingQueue<>();
        var inFlight = 0;
        while (questions.hasNext() || inFlight > 0) {
            while (questions.hasNext() && inFlight < BULK_IN_FLIGHT && arrived.isEmpty()) {
                var route = new Route(settings.resolvers(), settings.resolvers().getFirst(), true);
                loop.submit(new Pending(questions.next(), route, turn.getAndIncrement(), true, arrived::add));
                inFlight++;
            }
            answers.accept(arrived.take());
            inFlight--;
            Thread.yield(); // a long list must not keep a processor from those who look at hosts already
        }
    }

    @Override
    public void close() {
        loop.close();
    }

    private DnsLookup await(DnsQuestion question, Route route, int first) throws InterruptedException {
        var answer = new CompletableFuture<DnsLookup>();
        loop.submit(new Pending(question, route, first, false, answer::complete));
        try {
            var lookup = answer.get();
            return lookup.outcome() == DnsOutcome.NOTIMP && lookup.transport().equals(EventLoop.TRUNCATED)
                    ? overTcp(question, route)
                    : lookup;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("the event loop completes every question", impossible);
        }
    }

    private DnsLookup overTcp(DnsQuestion question, Route route) throws InterruptedException {
        return new TcpExchange(dialer).ask(question, route, Deadline.in(Duration.ofSeconds(5)));
    }
}
