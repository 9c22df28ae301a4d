package io.reconai.engine.tls;

import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSession;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.asset.TlsSupport.Depth;
import io.reconai.engine.asset.TlsVersion;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Finds out what servers speak, by hand-made hellos, once for each address, port and certificate.
///
/// Names that share those three reuse the facts (`derived`), so that 500 names on one address of a network are not
/// 500 surveys. One instance serves one scan. Safe for use by many threads.
public final class TlsSurveyor {

    /// Half of what a host gets; a server that lets every hello run into its time-out is left with less known.
    private static final Duration TIME_PER_SURVEY = Duration.ofSeconds(30);

    private record Place(InetAddress address, int port, String leaf, Depth depth) {}

    private final Dialer dialer;
    private final RandomGenerator random = new SecureRandom();
    private final ConcurrentHashMap<Place, FutureTask<TlsSupport>> known = new ConcurrentHashMap<>();

    public TlsSurveyor(Dialer dialer) {
        this.dialer = dialer;
    }

    /// What the server behind a handshake speaks.
    ///
    /// @param handshake with the address, port and name that are asked
    /// @param name empty when the address itself is spoken to, which is asked without a name (RFC 6066 §3)
    /// @param preamble what is said in the clear before each hello; empty where TLS begins at once
    public TlsSupport survey(
            TlsObservation handshake,
            InetAddress address,
            Optional<DomainName> name,
            Optional<StartTls> preamble,
            Depth depth,
            Deadline outer)
            throws InterruptedException {
        var leaf = handshake
                .completed()
                .flatMap(session -> session.chain().stream().findFirst())
                .map(CertificateFacts::sha256);
        if (leaf.isEmpty()) {
            return ask(handshake, address, name, preamble, depth, outer);
        }
        var task = new FutureTask<>(() -> ask(handshake, address, name, preamble, depth, outer));
        var earlier = known.putIfAbsent(new Place(address, handshake.port(), leaf.get(), depth), task);
        if (earlier == null) {
            task.run();
            return result(task);
        }
        try {
            return result(earlier).asDerived();
        } catch (CancellationException cancelledThere) {
            return ask(handshake, address, name, preamble, depth, outer);
        }
    }

    private static TlsSupport result(FutureTask<TlsSupport> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof InterruptedException) {
                throw new CancellationException("the survey was cancelled");
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private TlsSupport ask(
            TlsObservation handshake,
            InetAddress address,
            Optional<DomainName> name,
            Optional<StartTls> preamble,
            Depth depth,
            Deadline outer)
            throws InterruptedException {
        var began = System.nanoTime();
        var server = new DialedServer(dialer, address, handshake.port(), preamble, outer.orIn(TIME_PER_SURVEY), random);
        var questioner = new Questioner(server);
        var hellos = new Hellos(name);
        var result = depth == Depth.FULL
                ? new FullSurvey(questioner, hellos).run()
                : new OutlineSurvey(questioner, hellos).run(modern(handshake));
        return support(result, (System.nanoTime() - began) / 1_000_000);
    }

    /// The handshake as a first answer, where it was TLS 1.3.
    private static Optional<ProtocolSupport> modern(TlsObservation handshake) {
        return handshake
                .completed()
                .filter(session -> session.protocol().equals(TlsVersion.TLS_1_3.label()))
                .map(TlsSession::cipherSuite)
                .map(suite -> new ProtocolSupport(
                        TlsVersion.TLS_1_3,
                        ProtocolSupport.Answer.ACCEPTED,
                        "",
                        List.of(suite),
                        ProtocolSupport.Reading.SOME,
                        List.of(),
                        ProtocolSupport.Order.UNKNOWN,
                        List.of(),
                        false,
                        List.of()));
    }

    private static TlsSupport support(SurveyResult result, long elapsedMs) {
        var chains = result.chains().stream().map(TlsSurveyor::facts).toList();
        var nameless = result.nameless().map(TlsSurveyor::facts).flatMap(chain -> chain.stream()
                .findFirst());
        return new TlsSupport(
                result.depth(),
                result.protocols(),
                result.features(),
                chains,
                nameless.map(CertificateFacts::sha256).orElse(""),
                nameless.filter(leaf -> chains.stream().noneMatch(chain -> chain.indexOf(leaf) == 0))
                        .orElse(null),
                false,
                result.connections(),
                result.unknown(),
                elapsedMs);
    }

    /// Certificates that cannot be read are left out; the hello's facts stand without them.
    private static List<CertificateFacts> facts(List<byte[]> chain) {
        return chain.stream()
                .flatMap(TlsSurveyor::certificate)
                .map(CertificateReader::read)
                .toList();
    }

    private static Stream<X509Certificate> certificate(byte[] encoded) {
        try {
            var certificate =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
            return Stream.of((X509Certificate) certificate);
        } catch (CertificateException malformed) {
            return Stream.empty();
        }
    }
}
