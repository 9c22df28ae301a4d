package io.reconai.engine.post;

import io.reconai.engine.EngineSettings;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Text;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.HostAddress;
import io.reconai.engine.http.HttpConnection;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import io.reconai.engine.tls.TrustStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

/// Posts messages: one connection each, the certificate verified, redirects not followed, 10 s from the question for
/// the address to the end of the answer. Safe for use by many threads.
public final class MessagePost implements AutoCloseable {

    /// Receivers that need longer are asked again later.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Of the wire: a handshake, a head, and what is read of the body.
    private static final long WIRE_BYTES = 256 * 1024;

    /// Enough to see what a receiver complains of.
    private static final int ANSWER_BYTES = 2 * 1024;

    private final Dialer dialer;
    private final DnsClient dns;
    private final TrustStore trust;
    private final String userAgent;

    /// Opens what is needed to ask for addresses.
    ///
    /// @throws IOException when sockets or the certificate file cannot be opened
    public MessagePost(EngineSettings settings) throws IOException {
        dialer = new Dialer(settings.dialer());
        trust = TrustStore.load(settings.roots(), settings.certificateAuthorities());
        dns = new DnsClient(settings.dns(), dialer);
        userAgent = settings.userAgent();
    }

    /// Posts a message.
    ///
    /// @param address `https`, or `http` where the caller allows it
    /// @param headers names and values without control characters
    public Posted post(URI address, List<Header> headers, byte[] body) throws InterruptedException {
        var began = System.nanoTime();
        var deadline = Deadline.in(PATIENCE);
        var host = address.getHost();
        var server = host == null ? Optional.<InetAddress>empty() : HostAddress.find(host, dns);
        if (server.isEmpty()) {
            return nothing("the host has no address", began);
        }
        var secure = "https".equals(address.getScheme());
        var port = address.getPort() > 0 ? address.getPort() : secure ? 443 : 80;
        return switch (dialer.connect(server.get(), port, new Limits(WIRE_BYTES, deadline, PATIENCE))) {
            case Outcome.Answered<Socket> connected ->
                exchange(connected.value(), secure, address, headers, body, began);
            case Outcome.Refused<Socket> _ -> nothing("connection refused", began);
            case Outcome.TimedOut<Socket> _ -> nothing("no connection in time", began);
            case Outcome.Unreachable<Socket> way -> nothing(way.reason(), began);
            case Outcome.Blocked<Socket> blocked -> nothing("the address is off limits here: " + blocked.rule(), began);
            case Outcome.Failed<Socket> ours -> nothing(ours.reason(), began);
        };
    }

    private Posted exchange(
            Socket connected, boolean secure, URI address, List<Header> headers, byte[] body, long began) {
        Socket socket = connected;
        try {
            if (secure) {
                socket = overTls(connected, address.getHost());
            }
            var authority = address.getHost() + (address.getPort() > 0 ? ":" + address.getPort() : "");
            try (var http = HttpConnection.reading(socket, authority, userAgent, ANSWER_BYTES)) {
                return posted(http.send("POST", target(address), headers, body), began);
            }
        } catch (SSLHandshakeException untrusted) {
            close(socket);
            return nothing("no trusted connection: " + untrusted.getMessage(), began);
        } catch (SocketTimeoutException slow) {
            close(socket);
            return nothing("no answer in time", began);
        } catch (IOException broken) {
            close(socket);
            return nothing(String.valueOf(broken.getMessage()), began);
        }
    }

    private static Posted posted(HttpConnection.Reply reply, long began) {
        var answer = reply.answer();
        if (reply.outcome() == ExchangeOutcome.ANSWERED && answer != null) {
            var text = new String(reply.body(), StandardCharsets.UTF_8);
            return new Posted.Answered(answer.status(), Text.visible(text, ANSWER_BYTES), since(began));
        }
        return nothing(
                reply.outcome() == ExchangeOutcome.TIMED_OUT ? "no answer in time" : "no answer: " + reply.detail(),
                began);
    }

    private static String target(URI address) {
        var path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    }

    private SSLSocket overTls(Socket connected, String host) throws IOException {
        var socket = (SSLSocket) trust.sockets().createSocket(connected, host, connected.getPort(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static Posted nothing(String why, long began) {
        return new Posted.Nothing(Text.visible(why, 300), since(began));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // Closed is what we wanted.
        }
    }

    @Override
    public void close() {
        dns.close();
    }
}
