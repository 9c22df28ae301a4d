package io.reconai.engine.sources;

import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.HostAddress;
import io.reconai.engine.http.HttpConnection;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Asks the sources that the operator named, through the Dialer: 20 MiB at most, certificates verified.
///
/// The operator's address is connected to as it is; where a redirect leads elsewhere, the address policy decides. A
/// connection to the operator's address is used again for a while.
public final class HttpSourceClient implements SourceClient, AutoCloseable {

    private static final long MAX_BYTES = 20L * 1024 * 1024;
    private static final int MAX_BODY = 20 * 1024 * 1024;
    private static final int MAX_REDIRECTS = 3;

    private final Dialer dialer;
    private final DnsClient dns;
    private final Supplier<SSLSocketFactory> tls;
    private final Clock clock;
    private final String userAgent;
    private final KeptConnections connections = new KeptConnections();

    /// @param tls whose roots vouch for the sources; asked for with the first `https`
    public HttpSourceClient(
            Dialer dialer, DnsClient dns, Supplier<SSLSocketFactory> tls, Clock clock, String userAgent) {
        this.dialer = dialer;
        this.dns = dns;
        this.tls = tls;
        this.clock = clock;
        this.userAgent = userAgent;
    }

    /// One exchange: an answer, or why there is none.
    private sealed interface Got {
        record Answer(HttpAnswer head, byte[] body) implements Got {}

        record Nothing(Reply why) implements Got {}
    }

    @Override
    public Reply ask(SourceRequest request, Duration time) throws InterruptedException {
        var limits = new Limits(MAX_BYTES, Deadline.in(time), time);
        var address = request.address();
        for (var hop = 0; ; hop++) {
            switch (askOnce(request, address, limits)) {
                case Got.Nothing(var why) -> {
                    return why;
                }
                case Got.Answer(var head, var body) -> {
                    var next = request.body().isEmpty() ? redirect(address, head) : Optional.<URI>empty();
                    if (next.isEmpty() || hop == MAX_REDIRECTS) {
                        return reply(head, body);
                    }
                    address = next.get();
                }
            }
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    private Got askOnce(SourceRequest request, URI address, Limits limits) throws InterruptedException {
        var isSource = sameOrigin(address, request.address());
        var named = isSource && request.namedBy() == SourceRequest.NamedBy.OPERATOR;
        var kept = named ? connections.take(address) : Optional.<KeptConnections.Kept>empty();
        if (kept.isPresent()) {
            var got = exchange(kept.get().http(), address, request, true);
            connections.give(address, kept.get());
            if (got instanceof Got.Answer) {
                return got;
            } // otherwise the source had closed it, or it came to its limits
        }
        var secure = address.getScheme().equals("https");
        var port = address.getPort() > 0 ? address.getPort() : secure ? 443 : 80;
        var server = HostAddress.find(address.getHost(), dns);
        if (server.isEmpty()) {
            return failed(address.getHost() + " has no address");
        }
        var connecting = named
                ? dialer.connectNamed(new InetSocketAddress(server.get(), port), limits)
                : dialer.connect(server.get(), port, limits);
        return switch (connecting) {
            case Outcome.Answered<Socket> connected -> {
                var until = named ? Deadline.in(limits.patience().dividedBy(2)) : Deadline.in(Duration.ZERO);
                yield exchange(connected.value(), secure, address, request, isSource, until);
            }
            case Outcome.Refused<Socket> _ -> failed("connection refused");
            case Outcome.TimedOut<Socket> _ -> failed("timed out");
            case Outcome.Unreachable<Socket> way -> failed(way.reason());
            case Outcome.Blocked<Socket> blocked ->
                refused((isSource ? "" : "redirect ") + "blocked by policy: " + blocked.rule());
            case Outcome.Failed<Socket> ours -> failed(ours.reason());
        };
    }

    private static Got failed(String reason) {
        return new Got.Nothing(new Reply.Failed(reason));
    }

    private static Got refused(String reason) {
        return new Got.Nothing(new Reply.Refused(reason));
    }

    /// @param keptUntil the connection may carry another request
    private Got exchange(
            Socket connected,
            boolean secure,
            URI address,
            SourceRequest request,
            boolean isSource,
            Deadline keptUntil) {
        Socket socket = connected;
        try {
            if (secure) {
                socket = overTls(connected, address.getHost());
            }
        } catch (SSLHandshakeException untrusted) {
            close(socket);
            return refused("no trusted connection: " + untrusted.getMessage());
        } catch (SocketTimeoutException slow) {
            close(socket);
            return failed("timed out");
        } catch (IOException broken) {
            close(socket);
            return failed(String.valueOf(broken.getMessage()));
        }
        var port = address.getPort() > 0 ? ":" + address.getPort() : "";
        var http = HttpConnection.reading(socket, address.getHost() + port, userAgent, MAX_BODY);
        var got = exchange(http, address, request, isSource);
        connections.give(address, new KeptConnections.Kept(http, keptUntil));
        return got;
    }

    private static Got exchange(HttpConnection http, URI address, SourceRequest request, boolean isSource) {
        var method = request.body().isEmpty() ? "GET" : "POST";
        // Keys are for the source that they belong to, not for where it sends us.
        var key = isSource ? request.key() : SourceKey.none();
        var headers = new ArrayList<Header>(request.headers());
        headers.addAll(key.fields());
        var content = request.body().getBytes(StandardCharsets.UTF_8);
        return got(http.send(method, target(address, key), headers, content));
    }

    private static Got got(HttpConnection.Reply reply) {
        var answer = reply.answer();
        if (reply.outcome() == ExchangeOutcome.ANSWERED && answer != null) {
            return new Got.Answer(answer, reply.body());
        }
        var what = reply.outcome() == ExchangeOutcome.TIMED_OUT ? "timed out" : reply.detail();
        return failed(what.isEmpty() ? reply.outcome().name() : what);
    }

    private static String target(URI address, SourceKey key) {
        var path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        var own = address.getRawQuery() == null ? "" : address.getRawQuery();
        var query = own.isEmpty() || key.query().isEmpty() ? own + key.query() : own + "&" + key.query();
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equals(other.getScheme())
                && one.getHost().equals(other.getHost())
                && one.getPort() == other.getPort();
    }

    private static Optional<URI> redirect(URI from, HttpAnswer answer) {
        if (answer.status() < 301 || answer.status() > 308 || answer.status() == 304) {
            return Optional.empty();
        }
        return answer.firstHeader("location").flatMap(location -> {
            try {
                var target = from.resolve(location);
                var isWeb = "https".equals(target.getScheme()) || "http".equals(target.getScheme());
                return isWeb && target.getHost() != null ? Optional.of(target) : Optional.empty();
            } catch (IllegalArgumentException malformed) {
                return Optional.empty();
            }
        });
    }

    private Reply reply(HttpAnswer answer, byte[] body) {
        if (answer.status() == 429) {
            return new Reply.Limited(retryAfter(answer.firstHeader("retry-after")));
        }
        return new Reply.Answered(answer.status(), answer.mediaType(), body, answer.truncated());
    }

    /// Seconds or a date (RFC 9110 §10.2.3); empty for neither.
    private Optional<Duration> retryAfter(Optional<String> header) {
        var text = header.map(String::strip).orElse("");
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            var at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            var wait = Duration.between(clock.instant(), at);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException neither) {
            return Optional.empty();
        }
    }

    private SSLSocket overTls(Socket connected, String host) throws IOException {
        var socket = (SSLSocket) tls.get().createSocket(connected, host, connected.getPort(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // Closed is what we wanted.
        }
    }
}
