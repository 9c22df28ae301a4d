package io.reconai.engine.http;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Scope;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.detectors.Probe;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import io.reconai.engine.tls.TlsInspector;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Looks at one host over HTTP as a browser would, and beyond that asks for the paths that detectors named.
///
/// Redirects are followed five times at most and only within the scope; each goes through the address policy
/// again. One instance looks at one host and is used by one thread.
public final class HttpProber {

    private static final int MAX_REDIRECTS = 5;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /// After this many failures in a row the host is left alone.
    private static final int GIVE_UP = 3;

    private static final int RANDOM_LABEL = 16;

    /// Finds the addresses of a redirect's target, those that were seen for the host itself included.
    @FunctionalInterface
    public interface Addresses {
        /// Addresses of a name in the order of trying; empty when it has none.
        List<InetAddress> of(DomainName name) throws InterruptedException;
    }

    private final Dialer dialer;
    private final TlsInspector inspector;
    private final Addresses addresses;
    private final Scope scope;
    private final String userAgent;
    private final Clock clock;
    private final Deadline deadline;
    private final List<TlsObservation> tls = new ArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final Map<String, HttpConnection> open = new HashMap<>();

    /// @param scope redirects are followed only to names in it
    /// @param deadline of everything this host is asked
    public HttpProber(
            Dialer dialer,
            TlsInspector inspector,
            Addresses addresses,
            Scope scope,
            String userAgent,
            Clock clock,
            Deadline deadline) {
        this.dialer = dialer;
        this.inspector = inspector;
        this.addresses = addresses;
        this.scope = scope;
        this.userAgent = userAgent;
        this.clock = clock;
        this.deadline = deadline;
    }

    /// Asks for `/` over http or https at one address and follows where it leads.
    public void root(String scheme, DomainName name, InetAddress address) throws InterruptedException {
        var uri = URI.create(scheme + "://" + name + "/");
        var chain = exchanges.size();
        var at = address;
        for (var hop = 0; hop <= MAX_REDIRECTS; hop++) {
            var index = exchanges.size();
            exchanges.add(exchange("root", uri, at, hop, chain));
            var next = redirect(exchanges.get(index));
            if (next.isEmpty()) {
                return;
            }
            var problem = refusal(next.get(), hop);
            var target = problem.isEmpty() ? addressOf(next.get()) : Optional.<InetAddress>empty();
            if (target.isEmpty()) {
                note(index, problem.isEmpty() ? "the redirect's target has no address" : problem);
                return;
            }
            uri = next.get();
            at = target.get();
        }
    }

    /// Shakes hands with a further address of the host, for its certificate alone.
    public void handshake(DomainName name, InetAddress address) throws InterruptedException {
        var result = inspector.inspect(address, HTTPS, name, deadline);
        tls.add(result.observation());
        result.connection().ifPresent(HttpProber::close);
    }

    /// Asks for the paths that detectors need, on one origin, one after another.
    ///
    /// @return why it stopped early; empty when all were asked
    public String paths(String scheme, DomainName name, InetAddress address, List<Probe> probes, RandomGenerator random)
            throws InterruptedException {
        var failures = 0;
        for (var probe : probes) {
            if (deadline.hasPassed()) {
                return "the host's time was up";
            }
            var path = probe.path().replace("%RANDOM%", randomLetters(random));
            var exchange =
                    exchange(probe.name(), URI.create(scheme + "://" + name + path), address, 0, exchanges.size());
            exchanges.add(exchange);
            var status = exchange.answered().map(HttpAnswer::status).orElse(0);
            if (status == 429 || status == 503) {
                return "the host asked for rest (status " + status + ")";
            }
            failures = exchange.outcome() == ExchangeOutcome.ANSWERED ? 0 : failures + 1;
            if (failures >= GIVE_UP) {
                return failures + " requests in a row failed";
            }
        }
        return "";
    }

    /// True when the host answered its root over this scheme.
    public boolean answered(String scheme) {
        return exchanges.stream()
                .anyMatch(made -> made.hop() == 0
                        && made.probe().equals("root")
                        && made.url().startsWith(scheme + ":")
                        && made.outcome() == ExchangeOutcome.ANSWERED);
    }

    /// The handshakes made so far.
    public List<TlsObservation> tls() {
        return tls;
    }

    /// The requests made so far.
    public List<Exchange> exchanges() {
        return exchanges;
    }

    /// Closes what is still open.
    public void close() {
        open.values().forEach(HttpConnection::close);
        open.clear();
    }

    private Exchange exchange(String probe, URI uri, InetAddress address, int hop, int chain)
            throws InterruptedException {
        var began = System.nanoTime();
        var connection = connection(uri, address);
        var reply =
                connection.reply != null ? connection.reply : connection.speak().get(target(uri));
        return new Exchange(
                probe,
                "GET",
                uri.toString(),
                IpAddresses.text(address),
                hop,
                chain,
                connection.http == null ? List.of() : connection.http.requestHeaders(),
                reply.outcome(),
                reply.detail(),
                connection.verified,
                reply.answer(),
                clock.instant(),
                (System.nanoTime() - began) / 1_000_000);
    }

    /// An open connection, or the reply that stands for its failure.
    private record Opened(@Nullable HttpConnection http, boolean verified, HttpConnection.@Nullable Reply reply) {

        HttpConnection speak() {
            if (http == null) {
                throw new IllegalStateException("a failed connection cannot speak");
            }
            return http;
        }
    }

    private Opened connection(URI uri, InetAddress address) throws InterruptedException {
        var secure = uri.getScheme().equals("https");
        var port = uri.getPort() > 0 ? uri.getPort() : secure ? HTTPS : HTTP;
        var key = uri.getScheme() + " " + uri.getHost() + " " + IpAddresses.text(address) + " " + port;
        var kept = open.get(key);
        if (kept != null && kept.isReusable()) {
            return new Opened(kept, secure && isVerified(address, uri.getHost()), null);
        }
        var opened = secure ? overTls(uri, address, port) : plain(uri, address, port);
        if (opened.http != null) {
            open.put(key, opened.http);
        }
        return opened;
    }

    private Opened plain(URI uri, InetAddress address, int port) throws InterruptedException {
        return switch (dialer.connect(address, port, Limits.http(deadline))) {
            case Outcome.Answered<Socket> connected -> new Opened(http(connected.value(), uri), false, null);
            case Outcome.Refused<Socket> _ -> failed(ExchangeOutcome.REFUSED, "connection refused");
            case Outcome.TimedOut<Socket> _ -> failed(ExchangeOutcome.TIMED_OUT, "no connection");
            case Outcome.Unreachable<Socket> way -> failed(ExchangeOutcome.TIMED_OUT, way.reason());
            case Outcome.Blocked<Socket> blocked -> failed(ExchangeOutcome.BLOCKED, blocked.rule());
            case Outcome.Failed<Socket> ours -> failed(ExchangeOutcome.FAILED, ours.reason());
        };
    }

    private Opened overTls(URI uri, InetAddress address, int port) throws InterruptedException {
        var name = DomainName.parse(uri.getHost());
        if (name.isEmpty()) {
            return failed(ExchangeOutcome.BLOCKED, "not a host name");
        }
        var result = inspector.inspect(address, port, name.get(), deadline);
        tls.add(result.observation());
        if (result.socket() == null) {
            return failed(result.observation().outcome(), result.observation().detail());
        }
        return new Opened(http(result.socket(), uri), isVerified(result.observation()), null);
    }

    private HttpConnection http(Socket socket, URI uri) {
        var port = uri.getPort();
        return new HttpConnection(socket, port > 0 ? uri.getHost() + ":" + port : uri.getHost(), userAgent);
    }

    private boolean isVerified(InetAddress address, String host) {
        var text = IpAddresses.text(address);
        return tls.stream()
                .filter(seen -> seen.address().equals(text) && seen.serverName().equals(host))
                .anyMatch(HttpProber::isVerified);
    }

    private static boolean isVerified(TlsObservation seen) {
        return seen.completed()
                .filter(session -> session.nameMatches() && !session.chain().isEmpty())
                .filter(session -> session.trust() == io.reconai.engine.asset.ChainTrust.TRUSTED)
                .map(session -> session.chain().getFirst())
                .filter(leaf ->
                        !seen.at().isBefore(leaf.notBefore()) && !seen.at().isAfter(leaf.notAfter()))
                .isPresent();
    }

    private static Opened failed(ExchangeOutcome outcome, String detail) {
        return new Opened(null, false, HttpConnection.Reply.failed(outcome, detail));
    }

    private static Optional<URI> redirect(Exchange exchange) {
        return exchange.answered()
                .filter(answer -> List.of(301, 302, 303, 307, 308).contains(answer.status()))
                .flatMap(answer -> answer.firstHeader("location"))
                .flatMap(location -> resolve(exchange.uri(), location));
    }

    private static Optional<URI> resolve(URI base, String location) {
        try {
            var target = base.resolve(location.strip().replace(" ", "%20"));
            var path = target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath();
            if (target.getHost() == null || target.getScheme() == null) {
                return Optional.empty();
            }
            var port = target.getPort() > 0 ? ":" + target.getPort() : "";
            var query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
            return Optional.of(URI.create(target.getScheme().toLowerCase(java.util.Locale.ROOT) + "://"
                    + target.getHost().toLowerCase(java.util.Locale.ROOT) + port + path + query));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /// Why a redirect is not followed; empty when it is.
    private String refusal(URI target, int hop) {
        if (!target.getScheme().equals("http") && !target.getScheme().equals("https")) {
            return "the redirect leaves HTTP, not followed";
        }
        if (hop >= MAX_REDIRECTS) {
            return "more than " + MAX_REDIRECTS + " redirects";
        }
        var name = DomainName.parse(target.getHost());
        if (name.isEmpty() || IpAddresses.parse(target.getHost()).isPresent() || !scope.includes(name.get())) {
            return "the redirect leaves the scope, not followed";
        }
        return exchanges.stream().anyMatch(made -> made.url().equals(target.toString()) && made.chain() == chainNow())
                ? "the redirect loops"
                : "";
    }

    private int chainNow() {
        return exchanges.getLast().chain();
    }

    private Optional<InetAddress> addressOf(URI target) throws InterruptedException {
        var name = DomainName.parse(target.getHost());
        return name.isEmpty()
                ? Optional.empty()
                : addresses.of(name.get()).stream().findFirst();
    }

    private void note(int index, String detail) {
        exchanges.set(index, exchanges.get(index).withDetail(detail));
    }

    private static String target(URI uri) {
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private static String randomLetters(RandomGenerator random) {
        var text = new StringBuilder();
        for (var i = 0; i < RANDOM_LABEL; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (java.io.IOException gone) {
            // Closed is what we wanted.
        }
    }
}
