package io.reconai.engine.dns;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Asks DNS questions: to the resolvers in turn, to one server directly, or very many at once.
///
/// Failures are values ([DnsOutcome]). Waiting is for virtual threads; underneath an event loop asks over UDP, and a
/// truncated answer is asked again over TCP. Resolvers that do not answer or do not tell the truth are not asked once
/// [#checkResolvers] has found them out. Safe for use by many threads.
public final class DnsClient implements AutoCloseable {

    private static final int DNS_PORT = 53;
    private static final Duration TCP_TIME = Duration.ofSeconds(5);

    private final DnsSettings settings;
    private final Dialer dialer;
    private final EventLoop loop;
    private final Resolvers resolvers;
    private final AtomicInteger turn = new AtomicInteger();

    /// Opens the sockets and starts the event loop.
    public DnsClient(DnsSettings settings, Dialer dialer) throws IOException {
        this.settings = settings;
        this.dialer = dialer;
        loop = new EventLoop(settings, dialer);
        resolvers = new Resolvers(settings.resolvers());
    }

    /// What came of many questions.
    ///
    /// @param asked names asked for
    /// @param answered of those, how many were answered, also with "there is none"
    /// @param skipped words that make no name
    public record SweepResult(long asked, long answered, long skipped) {}

    /// Tries out the resolvers, unless that was done lately, and tells how each fared; see [ResolverCheck].
    public List<ResolverCheck> checkResolvers() throws InterruptedException {
        return resolvers.check(
                (resolver, question) -> await(question, new Route(List.of(resolver), resolver, true), 0));
    }

    /// Asks the resolvers, another one at each try.
    ///
    /// @return an outcome of `UNREACHABLE` when no resolver can be used
    public DnsLookup ask(DnsQuestion question) throws InterruptedException {
        var usable = resolvers.usable();
        if (usable.isEmpty()) {
            return Answers.without(
                    question, DnsOutcome.UNREACHABLE, settings.resolvers().getFirst(), "udp", true, 0);
        }
        return await(question, new Route(usable, usable.getFirst(), true), turn.getAndIncrement());
    }

    /// Asks every resolver by itself, all at once, also those that a check has found unfit.
    ///
    /// @param most so many of them, in their order
    /// @return an answer of each
    public List<DnsLookup> askEach(DnsQuestion question, int most) throws InterruptedException {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var asked = settings.resolvers().stream()
                    .limit(most)
                    .map(resolver ->
                            threads.submit(() -> await(question, new Route(List.of(resolver), resolver, true), 0)))
                    .toList();
            var answers = new ArrayList<DnsLookup>();
            for (var answer : asked) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /// Asks a name server directly, without recursion.
    ///
    /// @return an outcome of `BLOCKED` when the address policy forbids the server
    public DnsLookup askServer(InetAddress server, DnsQuestion question) throws InterruptedException {
        return askServer(server, question, false);
    }

    /// Asks a name server directly over TCP, without recursion, as it is asked for what does not fit into a packet.
    ///
    /// @return an outcome of `BLOCKED` when the address policy forbids the server; of `UNREACHABLE` when it refuses
    public DnsLookup askServerOverTcp(InetAddress server, DnsQuestion question) throws InterruptedException {
        var named = new InetSocketAddress(server, DNS_PORT);
        var target = dialer.datagramTarget(server, DNS_PORT);
        if (target.isEmpty()) {
            return Answers.without(question, DnsOutcome.BLOCKED, named, "tcp", false, 0);
        }
        var route = new Route(List.of(target.get()), named, false, true);
        return new TcpExchange(dialer).ask(question, route, 0, Deadline.in(TCP_TIME));
    }

    /// Asks a name server to find out for us, as one asks a resolver.
    ///
    /// @return an outcome of `BLOCKED` when the address policy forbids the server
    public DnsLookup askServerToResolve(InetAddress server, DnsQuestion question) throws InterruptedException {
        return askServer(server, question, true);
    }

    private DnsLookup askServer(InetAddress server, DnsQuestion question, boolean recursionDesired)
            throws InterruptedException {
        var named = new InetSocketAddress(server, DNS_PORT);
        var target = dialer.datagramTarget(server, DNS_PORT);
        if (target.isEmpty()) {
            return Answers.without(question, DnsOutcome.BLOCKED, named, "udp", recursionDesired, 0);
        }
        return await(question, new Route(List.of(target.get()), named, recursionDesired, true), 0);
    }

    /// Asks the resolvers for one type of each name and hands over, on the calling thread, what is there: records,
    /// an alias, or a name that holds other types (`NODATA`). Names that do not exist are only counted. What was
    /// cut short is asked again over TCP.
    ///
    /// The iterator is read on a thread of the sweep, no further than answers come and hits are taken.
    ///
    /// @param names in lower case; what is no name is skipped
    public SweepResult sweep(Iterator<String> names, RecordType type, Consumer<DnsLookup> hits)
            throws InterruptedException {
        var usable = resolvers.usable();
        BlockingQueue<Optional<DnsLookup>> arrived = new LinkedBlockingQueue<>();
        var sweep = open(names, type, usable, arrived);
        Thread.ofPlatform().daemon().name("dns sweep").start(sweep);
        try {
            for (var hit = arrived.take(); hit.isPresent(); hit = arrived.take()) {
                hits.accept(hit.get().transport().equals(EventLoop.TRUNCATED) ? whole(hit.get(), type) : hit.get());
            }
        } finally {
            sweep.cancel();
        }
        return new SweepResult(sweep.asked.sum(), sweep.answered.sum(), sweep.skipped.sum());
    }

    /// An answer that was cut short, asked for again; the beginning where that comes to nothing.
    private DnsLookup whole(DnsLookup cut, RecordType type) throws InterruptedException {
        var again = ask(new DnsQuestion(cut.name(), type));
        return again.outcome().isAnswer() ? again : cut;
    }

    private Sweep open(
            Iterator<String> names,
            RecordType type,
            List<InetSocketAddress> usable,
            BlockingQueue<Optional<DnsLookup>> arrived) {
        try {
            return new Sweep(names, type, usable, settings, dialer, arrived);
        } catch (IOException exhausted) {
            throw new UncheckedIOException("no sockets for a sweep", exhausted);
        }
    }

    @Override
    public void close() {
        loop.close();
    }

    private DnsLookup await(DnsQuestion question, Route route, int first) throws InterruptedException {
        var answer = new CompletableFuture<DnsLookup>();
        var pending = new Pending(question, route, first, answer::complete);
        loop.submit(pending);
        try {
            var lookup = answer.get();
            return lookup.outcome() == DnsOutcome.NOTIMP && lookup.transport().equals(EventLoop.TRUNCATED)
                    ? overTcp(question, route, pending.place())
                    : lookup;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("the event loop completes every question", impossible);
        }
    }

    /// Asks whoever cut its answer, and if that fails the next one.
    private DnsLookup overTcp(DnsQuestion question, Route route, int place) throws InterruptedException {
        var exchange = new TcpExchange(dialer);
        var lookup = exchange.ask(question, route, place, Deadline.in(TCP_TIME));
        return lookup.outcome().isAnswer() || route.servers().size() == 1
                ? lookup
                : exchange.ask(question, route, place + 1, Deadline.in(TCP_TIME));
    }
}
