package io.reconai.engine.http;

import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import io.reconai.engine.tls.TlsInspector;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The connections made for one host, kept while they can carry another request, and the handshakes on the way. Used
/// by one thread.
final class Connections implements AutoCloseable {

    /// An open connection, or the reply that stands for its failure.
    ///
    /// @param verified the certificate's chain and name were verified
    record Opened(@Nullable HttpConnection http, boolean verified, HttpConnection.@Nullable Reply failure) {

        HttpConnection.Reply get(String target) {
            if (http == null) {
                return failure == null ? HttpConnection.Reply.failed(ExchangeOutcome.FAILED, "no connection") : failure;
            }
            return http.get(target);
        }
    }

    private record Key(Origin origin, InetAddress address) {}

    /// A connection ends 10 s after it was opened ([Limits#http]); one that is older than half of that is not used
    /// again, so that a request on it has time for its answer.
    private static final Duration USABLE = Duration.ofSeconds(5);

    private record Kept(Opened opened, Deadline until) {

        boolean isUsable() {
            return !until.hasPassed() && opened.http() != null && opened.http().isReusable();
        }
    }

    private final Dialer dialer;
    private final TlsInspector inspector;
    private final String userAgent;
    private final Deadline deadline;
    private final List<TlsObservation> tls = new ArrayList<>();
    private final Map<Key, Kept> open = new HashMap<>();

    Connections(Dialer dialer, TlsInspector inspector, String userAgent, Deadline deadline) {
        this.dialer = dialer;
        this.inspector = inspector;
        this.userAgent = userAgent;
        this.deadline = deadline;
    }

    /// A connection to an origin at one address; a new one only when none can be used again.
    Opened to(Origin origin, InetAddress address) throws InterruptedException {
        var key = new Key(origin, address);
        var kept = open.get(key);
        if (kept != null && kept.isUsable()) {
            return kept.opened();
        }
        if (kept != null) {
            close(kept);
        }
        var until = Deadline.in(USABLE);
        var opened = origin.isSecure() ? overTls(origin, address) : plain(origin, address);
        if (opened.http() != null) {
            open.put(key, new Kept(opened, until));
        }
        return opened;
    }

    /// Shakes hands and hangs up.
    void handshake(Origin origin, InetAddress address) throws InterruptedException {
        var result = inspect(origin, address);
        tls.add(result.observation());
        result.connection().ifPresent(Connections::close);
    }

    /// The handshakes made so far.
    List<TlsObservation> tls() {
        return tls;
    }

    @Override
    public void close() {
        open.values().forEach(Connections::close);
        open.clear();
    }

    private static void close(Kept kept) {
        if (kept.opened().http() != null) {
            kept.opened().http().close();
        }
    }

    private Opened plain(Origin origin, InetAddress address) throws InterruptedException {
        return switch (dialer.connect(address, origin.port(), Limits.http(deadline))) {
            case Outcome.Answered<Socket> connected ->
                new Opened(new HttpConnection(connected.value(), origin.authority(), userAgent), false, null);
            case Outcome.Refused<Socket> _ -> failed(ExchangeOutcome.REFUSED, "connection refused");
            case Outcome.TimedOut<Socket> _ -> failed(ExchangeOutcome.TIMED_OUT, "no connection");
            case Outcome.Unreachable<Socket> way -> failed(ExchangeOutcome.TIMED_OUT, way.reason());
            case Outcome.Blocked<Socket> blocked -> failed(ExchangeOutcome.BLOCKED, blocked.rule());
            case Outcome.Failed<Socket> ours -> failed(ExchangeOutcome.FAILED, ours.reason());
        };
    }

    private Opened overTls(Origin origin, InetAddress address) throws InterruptedException {
        if (origin.address().isEmpty() && origin.name().isEmpty()) {
            return failed(ExchangeOutcome.BLOCKED, "not a host name");
        }
        var result = inspect(origin, address);
        tls.add(result.observation());
        if (result.socket() == null) {
            return failed(result.observation().outcome(), result.observation().detail());
        }
        return new Opened(
                new HttpConnection(result.socket(), origin.authority(), userAgent),
                isVerified(result.observation()),
                null);
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
        return new Opened(null, false, HttpConnection.Reply.failed(outcome, detail));
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (java.io.IOException gone) {
            // Closed is what we wanted.
        }
    }
}
