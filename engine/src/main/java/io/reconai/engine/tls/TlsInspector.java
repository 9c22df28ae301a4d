package io.reconai.engine.tls;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.StapledStatus;
import io.reconai.engine.asset.StartTlsFault;
import io.reconai.engine.asset.Text;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSession;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.net.LimitReachedException;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Makes one full handshake and keeps what it shows; the connection stays open for HTTP.
///
/// Every certificate is accepted here, since looking is the point; whether it is good is said in the observation.
public final class TlsInspector {

    private static final int MAX_CHAIN = 10;
    private static final Optional<StartTls.Obstacle> NONE = Optional.empty();

    /// What the deadline of the host, and not its silence, put an end to.
    private static final String TIME_IS_OVER = "the time for this host is over";

    /// How the JDK begins to say that a handshake message is longer than its own limit (32 KiB by default), which a
    /// certificate with thousands of names is.
    private static final String TOO_LARGE = "The size of the handshake message";

    /// The observation and, when the handshake came through, the connection.
    ///
    /// @param session for further connections to the same server; null without a connection
    public record Result(
            TlsObservation observation,
            @Nullable SSLSocket socket,
            @Nullable Known session) {

        /// The open connection, to be closed by the caller.
        public Optional<SSLSocket> connection() {
            return Optional.ofNullable(socket);
        }
    }

    /// A server that hands were shaken with; it may take its session up again, which costs both sides far less.
    public static final class Known {
        private final Peer peer;
        private final SSLContext context;
        private final List<X509Certificate> chain;

        private Known(Peer peer, SSLContext context, List<X509Certificate> chain) {
            this.peer = peer;
            this.context = context;
            this.chain = chain;
        }
    }

    /// Keeps the chain of one handshake. Extended, because the JDK wraps its own checks around the plain kind.
    private static final class Recorder extends X509ExtendedTrustManager {
        private List<X509Certificate> chain = List.of();

        @Override
        public void checkServerTrusted(X509Certificate[] sent, String keyExchange, Socket socket) {
            chain = List.of(sent).subList(0, Math.min(sent.length, MAX_CHAIN));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] sent, String keyExchange, SSLEngine engine) {
            checkServerTrusted(sent, keyExchange);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] sent, String keyExchange) {
            chain = List.of(sent).subList(0, Math.min(sent.length, MAX_CHAIN));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] sent, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] sent, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] sent, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /// Whom a handshake is with.
    ///
    /// @param serverName the name that is asked for; empty when the address itself is spoken to
    /// @param preamble what is said in the clear before; empty where TLS begins at once
    private record Peer(InetAddress address, int port, String serverName, Optional<StartTls> preamble) {

        List<SNIServerName> sni() {
            return serverName.isEmpty() ? List.of() : List.of(new SNIHostName(serverName));
        }

        @Nullable
        String startTls() {
            return preamble.map(StartTls::protocol).orElse(null);
        }

        boolean isCoveredBy(List<String> names) {
            return serverName.isEmpty()
                    ? names.contains(IpAddresses.text(address))
                    : NameMatcher.covers(names, new DomainName(serverName));
        }
    }

    private final Dialer dialer;
    private final TrustStore trustStore;
    private final ChainJudge judge;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /// Judges chains as they are sent, and fetches nothing.
    public TlsInspector(Dialer dialer, TrustStore trustStore, Clock clock) {
        this(dialer, trustStore, IssuerSource.none(), clock);
    }

    /// @param issuers is asked for certificates that a server should have sent
    public TlsInspector(Dialer dialer, TrustStore trustStore, IssuerSource issuers, Clock clock) {
        judge = new ChainJudge(trustStore, issuers);
        this.dialer = dialer;
        this.trustStore = trustStore;
        this.clock = clock;
    }

    /// Shakes hands with one address and port, asking for one name.
    public Result inspect(InetAddress address, int port, DomainName name, Deadline outer) throws InterruptedException {
        return inspect(new Peer(address, port, name.value(), Optional.empty()), outer);
    }

    /// Shakes hands with an address that is spoken to as such: no name is asked for (RFC 6066 §3 allows no address
    /// there), and the certificate has to name the address.
    public Result inspect(InetAddress address, int port, Deadline outer) throws InterruptedException {
        return inspect(new Peer(address, port, "", Optional.empty()), outer);
    }

    /// Changes a plain protocol to TLS and shakes hands.
    ///
    /// @param name empty when the address itself is spoken to
    public Result inspect(InetAddress address, int port, Optional<DomainName> name, StartTls preamble, Deadline outer)
            throws InterruptedException {
        return inspect(new Peer(address, port, name.map(DomainName::value).orElse(""), Optional.of(preamble)), outer);
    }

    /// A further connection to a server that has shown itself.
    ///
    /// @return empty when there is none, or the server shows another certificate than before: it is to be inspected
    public Optional<SSLSocket> again(Known known, Deadline outer) throws InterruptedException {
        var peer = known.peer;
        if (!(dialer.connect(peer.address(), peer.port(), Limits.http(outer))
                instanceof Outcome.Answered<Socket> connected)) {
            return Optional.empty();
        }
        Socket socket = connected.value();
        var kept = false;
        try {
            var secured = secured(connected.value(), known.context, peer);
            socket = secured;
            secured.startHandshake();
            kept = !known.chain.isEmpty()
                    && known.chain.getFirst().equals(secured.getSession().getPeerCertificates()[0]);
            return kept ? Optional.of(secured) : Optional.empty();
        } catch (IOException | RuntimeException otherwise) {
            return Optional.empty();
        } finally {
            if (!kept) {
                close(socket);
            }
        }
    }

    private static SSLSocket secured(Socket connected, SSLContext context, Peer peer) throws IOException {
        var socket =
                (SSLSocket) context.getSocketFactory().createSocket(connected, peer.serverName(), peer.port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setServerNames(peer.sni());
        if (peer.preamble().isEmpty()) {
            parameters.setApplicationProtocols(new String[] {"http/1.1"});
        }
        parameters.setEndpointIdentificationAlgorithm(null);
        socket.setSSLParameters(parameters);
        return socket;
    }

    /// True where a server speaks TLS and only the JDK's limit kept its certificate from being seen.
    public static boolean saidTooMuch(TlsObservation seen) {
        return seen.outcome() == ExchangeOutcome.LIMIT_REACHED && seen.detail().startsWith(TOO_LARGE);
    }

    private Result inspect(Peer peer, Deadline outer) throws InterruptedException {
        var began = System.nanoTime();
        if (outer.hasPassed()) {
            return failed(peer, ExchangeOutcome.LIMIT_REACHED, TIME_IS_OVER, began);
        }
        return switch (dialer.connect(peer.address(), peer.port(), Limits.http(outer))) {
            case Outcome.Answered<Socket> connected -> shakeHands(connected.value(), peer, began, outer);
            case Outcome.Refused<Socket> _ -> failed(peer, ExchangeOutcome.REFUSED, "", began);
            case Outcome.TimedOut<Socket> _ -> failed(peer, ExchangeOutcome.TIMED_OUT, "no connection", began);
            case Outcome.Unreachable<Socket> way -> failed(peer, ExchangeOutcome.TIMED_OUT, way.reason(), began);
            case Outcome.Blocked<Socket> blocked -> failed(peer, ExchangeOutcome.BLOCKED, blocked.rule(), began);
            case Outcome.Failed<Socket> ours -> failed(peer, ExchangeOutcome.FAILED, ours.reason(), began);
        };
    }

    private Result shakeHands(Socket connected, Peer peer, long began, Deadline outer) throws InterruptedException {
        var recorder = new Recorder();
        SSLSocket socket = null;
        var kept = false;
        try {
            var obstacle = peer.preamble().isPresent()
                    ? change(connected, peer.preamble().get())
                    : NONE;
            if (obstacle.isPresent()) {
                var fault = obstacle.get().fault().orElse(null);
                return failed(peer, ExchangeOutcome.MALFORMED, obstacle.get().said(), fault, began);
            }
            var context = context(recorder);
            socket = secured(connected, context, peer);
            socket.startHandshake();
            var observation = observed(socket, recorder.chain, peer, began, outer);
            kept = true;
            return new Result(observation, socket, new Known(peer, context, recorder.chain));
        } catch (SocketTimeoutException silent) {
            return silent(peer, outer, began);
        } catch (LimitReachedException limit) {
            return failed(peer, ExchangeOutcome.LIMIT_REACHED, String.valueOf(limit.getMessage()), began);
        } catch (SSLException alert) {
            return tlsFailed(alert, peer, outer, began);
        } catch (IOException broken) {
            return failed(peer, ExchangeOutcome.TLS_FAILED, text(broken), began);
        } catch (GeneralSecurityException | RuntimeException ours) {
            return failed(peer, ExchangeOutcome.FAILED, text(ours), began);
        } finally {
            if (!kept) {
                close(socket == null ? connected : socket);
            }
        }
    }

    /// Speaks until the go-ahead, after which the server has to wait for us: whoever sends more invites others to put
    /// words into the protected conversation (CVE-2011-0411).
    ///
    /// @return what stands in the way of TLS; empty when nothing does
    private static Optional<StartTls.Obstacle> change(Socket connected, StartTls preamble) throws IOException {
        var said = preamble.speak(connected);
        if (said.isPresent()) {
            return said;
        }
        var extra = connected.getInputStream().available();
        if (extra == 0) {
            return NONE;
        }
        return Optional.of(new StartTls.Obstacle(
                extra + " octets came between the go-ahead and TLS", Optional.of(StartTlsFault.SPOKE_BEFORE_TLS)));
    }

    /// Who was given no time cannot be called silent.
    private Result silent(Peer peer, Deadline outer, long began) {
        return outer.hasPassed()
                ? failed(peer, ExchangeOutcome.LIMIT_REACHED, TIME_IS_OVER, began)
                : failed(peer, ExchangeOutcome.TIMED_OUT, "silent during the handshake", began);
    }

    /// The JDK wraps a time-out during the handshake into its own exception, and has limits of its own.
    private Result tlsFailed(SSLException alert, Peer peer, Deadline outer, long began) {
        if (alert.getCause() instanceof SocketTimeoutException) {
            return silent(peer, outer, began);
        }
        if (text(alert).startsWith(TOO_LARGE)) {
            return failed(peer, ExchangeOutcome.LIMIT_REACHED, text(alert), began);
        }
        if (alert.getCause() instanceof LimitReachedException limit) {
            return failed(peer, ExchangeOutcome.LIMIT_REACHED, text(limit), began);
        }
        return failed(peer, ExchangeOutcome.TLS_FAILED, text(alert), began);
    }

    private TlsObservation observed(
            SSLSocket socket, List<X509Certificate> chain, Peer peer, long began, Deadline outer)
            throws InterruptedException {
        var elapsedMs = elapsedMs(began);
        var now = clock.instant();
        var judged = judge.judge(chain, outer);
        var session = socket.getSession();
        var alpn = socket.getApplicationProtocol();
        var names = chain.isEmpty() ? List.<String>of() : CertificateReader.names(chain.getFirst());
        return new TlsObservation(
                IpAddresses.text(peer.address()),
                peer.port(),
                peer.serverName(),
                ExchangeOutcome.ANSWERED,
                "",
                new TlsSession(
                        session.getProtocol(),
                        session.getCipherSuite(),
                        alpn == null ? "" : alpn,
                        new ArrayList<>(
                                chain.stream().map(CertificateReader::read).toList()),
                        judged.trust(),
                        peer.isCoveredBy(names),
                        trustStore.name(),
                        judged.facts(),
                        staple(session, chain, judged, now)),
                now,
                elapsedMs,
                null,
                peer.startTls());
    }

    private static StapledStatus staple(
            SSLSession session, List<X509Certificate> chain, ChainJudge.Judged judged, Instant now) {
        var responses =
                session instanceof ExtendedSSLSession extended ? extended.getStatusResponses() : List.<byte[]>of();
        if (responses.isEmpty() || responses.getFirst().length == 0 || chain.isEmpty()) {
            return StapledStatus.absent();
        }
        var issuers = Stream.concat(judged.path().stream(), chain.stream()).toList();
        return StapleReader.read(responses.getFirst(), chain.getFirst(), issuers, now);
    }

    private Result failed(Peer peer, ExchangeOutcome outcome, String detail, long began) {
        return failed(peer, outcome, detail, null, began);
    }

    private Result failed(
            Peer peer, ExchangeOutcome outcome, String detail, @Nullable StartTlsFault fault, long began) {
        return new Result(
                new TlsObservation(
                        IpAddresses.text(peer.address()),
                        peer.port(),
                        peer.serverName(),
                        outcome,
                        Text.visible(detail, 200),
                        null,
                        clock.instant(),
                        elapsedMs(began),
                        null,
                        peer.startTls(),
                        fault),
                null,
                null);
    }

    /// A context of its own for each full handshake: the recorder belongs to one, and no session may be resumed there.
    private SSLContext context(Recorder recorder) throws NoSuchAlgorithmException, KeyManagementException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {recorder}, random);
        return context;
    }

    private static String text(Exception failure) {
        return String.valueOf(failure.getMessage());
    }

    private static long elapsedMs(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // Closed is what we wanted.
        }
    }
}
