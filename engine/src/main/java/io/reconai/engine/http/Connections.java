package io.reconai.engine.http;

import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import io.reconai.engine.net.Resting;
import io.reconai.engine.tls.TlsInspector;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The connections made for one host, kept while they can carry another request, and the handshakes on the way.
///
/// One at a time to each origin at each address, but for who asks for more: who wants the same waits, since a handshake
/// costs both sides more than a request does, and a redirect from http leads to where https is being asked. Safe for
/// use by many threads.
public final class Connections implements AutoCloseable {

    /// An open connection, or the reply that stands for its failure.
    ///
    /// @param verified the certificate's chain and name were verified
    /// @param until it may be used again
    record Opened(
            @Nullable HttpConnection http, boolean verified, Deadline until, HttpConnection.@Nullable Reply failure) {

        HttpConnection.Reply get(String target) {
            return ask(http -> http.get(target));
        }

        HttpConnection.Reply ask(Function<HttpConnection, HttpConnection.Reply> question) {
            if (http == null) {
                return failure == null ? HttpConnection.Reply.failed(ExchangeOutcome.FAILED, "no connection") : failure;
            }
            return question.apply(http);
        }
    }

    private record Key(Origin origin, InetAddress address) {}

    /// A connection ends 10 s after it was opened ([Limits#http]); one that is older than half of that is not used
    /// again, so that a request on it has time for its answer.
    private static final Duration USABLE = Duration.ofSeconds(5);

    private record Kept(HttpConnection http, boolean verified, Deadline until, Resting rest) {

        /// Takes it back into use, where it can carry another request.
        boolean wake() {
            return rest.wake() && !until.hasPassed() && http.isReusable();
        }
    }

    /// What the first handshake with an origin at an address came to.
    private record First(TlsInspector.Known server, boolean verified) {}

    private final Dialer dialer;
    private final TlsInspector inspector;
    private final String userAgent;
    private final Deadline deadline;
    private final List<TlsObservation> tls = new CopyOnWriteArrayList<>();
    // No monitor: virtual threads that wait in one may be lost (JDK-8373120).
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private final Map<Key, ArrayDeque<Kept>> open = new HashMap<>();
    private final Map<Key, Integer> inUse = new HashMap<>();
    private final Map<Key, First> first = new ConcurrentHashMap<>();

    /// @param deadline of everything this host is asked
    public Connections(Dialer dialer, TlsInspector inspector, String userAgent, Deadline deadline) {
        this.dialer = dialer;
        this.inspector = inspector;
        this.userAgent = userAgent;
        this.deadline = deadline;
    }

    /// A connection to an origin at one address; a new one only when none can be used again. [#keep] is to follow.
    Opened to(Origin origin, InetAddress address) throws InterruptedException {
        return to(origin, address, 1);
    }

    /// As [#to(Origin, InetAddress)], beside others.
    ///
    /// @param atMost connections to the origin at the address that are in use at once, this one included
    Opened to(Origin origin, InetAddress address, int atMost) throws InterruptedException {
        var key = new Key(origin, address);
        for (var kept = take(key, atMost); kept.isPresent(); kept = rested(key)) {
            if (kept.get().wake()) {
                return new Opened(
                        kept.get().http(), kept.get().verified(), kept.get().until(), null);
            }
            kept.get().http().close();
        }
        try {
            return origin.isSecure() ? overTls(key) : plain(origin, address);
        } catch (InterruptedException | RuntimeException none) {
            giveBack(key);
            throw none;
        }
    }

    private Optional<Kept> take(Key key, int atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (inUse.getOrDefault(key, 0) >= atMost && !deadline.hasPassed()) {
                given.await(deadline.remaining().toMillis() + 1, TimeUnit.MILLISECONDS);
            }
            inUse.merge(key, 1, Integer::sum);
            return rested(key);
        } finally {
            lock.unlock();
        }
    }

    /// The connection that was used last.
    private Optional<Kept> rested(Key key) {
        lock.lock();
        try {
            return Optional.ofNullable(open.get(key)).map(ArrayDeque::pollLast);
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Key key) {
        lock.lock();
        try {
            inUse.computeIfPresent(key, (_, count) -> count > 1 ? count - 1 : null);
            given.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Keeps a connection for the next request, as long as nobody else needs its place.
    void keep(Origin origin, InetAddress address, Opened opened) {
        var key = new Key(origin, address);
        var http = opened.http();
        if (http != null && http.isReusable()) {
            var rest = dialer.rest(address, http::close);
            put(key, new Kept(http, opened.verified(), opened.until(), rest));
        } else if (http != null) {
            http.close();
        }
        giveBack(key);
    }

    private void put(Key key, Kept kept) {
        lock.lock();
        try {
            open.computeIfAbsent(key, _ -> new ArrayDeque<>()).addLast(kept);
        } finally {
            lock.unlock();
        }
    }

    /// Shakes hands and hangs up.
    void handshake(Origin origin, InetAddress address) throws InterruptedException {
        var result = inspect(origin, address);
        tls.add(result.observation());
        result.connection().ifPresent(Connections::close);
    }

    /// The full handshakes made so far.
    public List<TlsObservation> tls() {
        return tls;
    }

    @Override
    public void close() {
        List<Kept> left;
        lock.lock();
        try {
            left = open.values().stream().flatMap(Collection::stream).toList();
            open.clear();
        } finally {
            lock.unlock();
        }
        left.forEach(kept -> {
            kept.rest().wake();
            kept.http().close();
        });
    }

    private Opened plain(Origin origin, InetAddress address) throws InterruptedException {
        return switch (dialer.connect(address, origin.port(), Limits.http(deadline))) {
            case Outcome.Answered<Socket> connected -> opened(connected.value(), origin, false);
            case Outcome.Refused<Socket> _ -> failed(ExchangeOutcome.REFUSED, "connection refused");
            case Outcome.TimedOut<Socket> _ -> failed(ExchangeOutcome.TIMED_OUT, "no connection");
            case Outcome.Unreachable<Socket> way -> failed(ExchangeOutcome.TIMED_OUT, way.reason());
            case Outcome.Blocked<Socket> blocked -> failed(ExchangeOutcome.BLOCKED, blocked.rule());
            case Outcome.Failed<Socket> ours -> failed(ExchangeOutcome.FAILED, ours.reason());
        };
    }

    private Opened overTls(Key key) throws InterruptedException {
        var origin = key.origin();
        if (origin.address().isEmpty() && origin.name().isEmpty()) {
            return failed(ExchangeOutcome.BLOCKED, "not a host name");
        }
        var before = first.get(key);
        if (before != null) {
            var further = inspector.again(before.server(), deadline);
            if (further.isPresent()) {
                return opened(further.get(), origin, before.verified());
            }
        }
        var result = inspect(origin, key.address());
        tls.add(result.observation());
        if (result.socket() == null || result.session() == null) {
            return failed(result.observation().outcome(), result.observation().detail());
        }
        var verified = isVerified(result.observation());
        first.put(key, new First(result.session(), verified));
        return opened(result.socket(), origin, verified);
    }

    private Opened opened(Socket socket, Origin origin, boolean verified) {
        return new Opened(
                new HttpConnection(socket, origin.authority(), userAgent), verified, Deadline.in(USABLE), null);
    }

    /// An address is not sent as server name (RFC 6066 §3).
    private TlsInspector.Result inspect(Origin origin, InetAddress address) throws InterruptedException {
        var name = origin.name();
        return name.isPresent()
                ? inspector.inspect(address, origin.port(), name.get(), deadline)
                : inspector.inspect(address, origin.port(), deadline);
    }

    private static boolean isVerified(TlsObservation seen) {
        return seen.completed()
                .filter(session -> session.nameMatches() && !session.chain().isEmpty())
                .filter(session -> session.trust() == ChainTrust.TRUSTED)
                .map(session -> session.chain().getFirst())
                .filter(leaf ->
                        !seen.at().isBefore(leaf.notBefore()) && !seen.at().isAfter(leaf.notAfter()))
                .isPresent();
    }

    private static Opened failed(ExchangeOutcome outcome, String detail) {
        return new Opened(null, false, Deadline.in(Duration.ZERO), HttpConnection.Reply.failed(outcome, detail));
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (java.io.IOException gone) {
            // Closed is what we wanted.
        }
    }
}
