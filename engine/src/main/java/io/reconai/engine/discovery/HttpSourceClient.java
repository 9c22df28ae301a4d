package io.reconai.engine.discovery;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.http.HttpConnection;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Asks the sources that the operator named, through the Dialer: 30 s and 20 MiB in all, certificates verified.
public final class HttpSourceClient implements SourceClient {

    private static final Duration TIME = Duration.ofSeconds(30);
    private static final long MAX_BYTES = 20L * 1024 * 1024;
    private static final int MAX_BODY = 20 * 1024 * 1024;
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(30);

    private final Dialer dialer;
    private final DnsClient dns;
    private final String userAgent;

    public HttpSourceClient(Dialer dialer, DnsClient dns, String userAgent) {
        this.dialer = dialer;
        this.dns = dns;
        this.userAgent = userAgent;
    }

    @Override
    public Reply get(URI address) throws InterruptedException {
        var secure = address.getScheme().equals("https");
        var port = address.getPort() > 0 ? address.getPort() : secure ? 443 : 80;
        var server = resolve(address.getHost());
        if (server.isEmpty()) {
            return new Reply.Failed(address.getHost() + " has no address");
        }
        var limits = new Limits(MAX_BYTES, Deadline.in(TIME));
        return switch (dialer.connectNamed(new InetSocketAddress(server.get(), port), limits)) {
            case Outcome.Answered<Socket> connected -> ask(connected.value(), secure, address);
            case Outcome.Refused<Socket> _ -> new Reply.Failed("connection refused");
            case Outcome.TimedOut<Socket> _ -> new Reply.Failed("timed out");
            case Outcome.Unreachable<Socket> way -> new Reply.Failed(way.reason());
            case Outcome.Blocked<Socket> blocked -> new Reply.Failed("blocked by policy: " + blocked.rule());
            case Outcome.Failed<Socket> ours -> new Reply.Failed(ours.reason());
        };
    }

    private Reply ask(Socket connected, boolean secure, URI address) {
        Socket socket = connected;
        try {
            if (secure) {
                socket = overTls(connected, address.getHost());
            }
            var port = address.getPort() > 0 ? ":" + address.getPort() : "";
            try (var http = HttpConnection.reading(socket, address.getHost() + port, userAgent, MAX_BODY)) {
                var query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
                return reply(http.get(address.getRawPath() + query));
            }
        } catch (IOException broken) {
            close(socket);
            return new Reply.Failed(String.valueOf(broken.getMessage()));
        }
    }

    private static Reply reply(HttpConnection.Reply got) {
        var answer = got.answer();
        if (got.outcome() != ExchangeOutcome.ANSWERED || answer == null) {
            var what = got.outcome() == ExchangeOutcome.TIMED_OUT ? "timed out" : got.detail();
            return new Reply.Failed(what.isEmpty() ? got.outcome().name() : what);
        }
        if (answer.status() == 429) {
            return new Reply.Limited(retryAfter(answer.firstHeader("retry-after")));
        }
        return new Reply.Answered(answer.status(), answer.mediaType(), got.body(), answer.truncated());
    }

    private static Duration retryAfter(Optional<String> header) {
        return header.filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(DEFAULT_RETRY);
    }

    private static SSLSocket overTls(Socket connected, String host) throws IOException {
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var socket = (SSLSocket) factory.createSocket(connected, host, connected.getPort(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private Optional<InetAddress> resolve(String host) throws InterruptedException {
        var literal = IpAddresses.parse(host.replace("[", "").replace("]", ""));
        if (literal.isPresent()) {
            return literal;
        }
        var name = DomainName.parse(host);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        for (var type : List.of(RecordType.A, RecordType.AAAA)) {
            var found = dns.ask(new DnsQuestion(name.get(), type))
                    .data()
                    .flatMap(text -> IpAddresses.parse(text).stream())
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // Closed is what we wanted.
        }
    }
}
