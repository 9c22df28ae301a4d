package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a further connection to a known server takes for granted.
class FurtherConnectionTest {

    private static final DomainName NAME = new DomainName("acme.test");

    private final Dialer dialer =
            new Dialer(new DialerSettings(AddressPolicy.allowingAll(), ConnectTo.none(), 100_000, 8));
    private final TlsInspector inspector = inspector();
    private final List<Long> sessions = new CopyOnWriteArrayList<>();

    private TlsInspector inspector() {
        try {
            return new TlsInspector(dialer, TrustStore.load(Optional.empty()), Clock.systemUTC());
        } catch (IOException noStore) {
            throw new IllegalStateException(noStore);
        }
    }

    private static SSLContext context() throws Exception {
        var keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        var name = new X500Name("CN=acme.test");
        var builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(System.nanoTime()),
                Date.from(Instant.now().minusSeconds(60)),
                Date.from(Instant.now().plusSeconds(86_400)),
                name,
                keys.getPublic());
        var certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", keys.getPrivate(), new char[0], new X509Certificate[] {certificate});
        var manager = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        manager.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(manager.getKeyManagers(), null, null);
        return context;
    }

    /// Serves one octet on each of the contexts' connections in turn, the last again and again.
    private void serve(ServerSocket listener, String protocol, SSLContext... contexts) {
        Thread.ofVirtual().start(() -> {
            for (var i = 0; ; i++) {
                try (var plain = listener.accept()) {
                    var context = contexts[Math.min(i, contexts.length - 1)];
                    try (var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true)) {
                        socket.setUseClientMode(false);
                        socket.setEnabledProtocols(new String[] {protocol});
                        socket.startHandshake();
                        sessions.add(socket.getSession().getCreationTime());
                        socket.getOutputStream().write('x');
                        socket.getInputStream().read();
                    }
                } catch (IOException ended) {
                    if (listener.isClosed()) {
                        return;
                    }
                }
            }
        });
    }

    private TlsInspector.Known first(ServerSocket listener) throws Exception {
        var result = inspector.inspect(
                InetAddress.getLoopbackAddress(), listener.getLocalPort(), NAME, Deadline.in(Duration.ofSeconds(60)));
        try (var socket = result.connection().orElseThrow()) {
            assertThat(socket.getInputStream().read()).isEqualTo('x'); // and tickets, which come with the first octets
        }
        return java.util.Objects.requireNonNull(result.session());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theSessionIsTakenUpAgain(String protocol) throws Exception {
        try (var listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            serve(listener, protocol, context());
            var known = first(listener);
            while (System.currentTimeMillis() <= sessions.getFirst()) {
                Thread.onSpinWait(); // two sessions of one millisecond could not be told apart
            }
            try (var again =
                    inspector.again(known, Deadline.in(Duration.ofSeconds(60))).orElseThrow()) {
                assertThat(again.getInputStream().read()).isEqualTo('x');
            }
            assertThat(sessions).hasSize(2).containsOnly(sessions.getFirst());
        }
    }

    @Test
    void anotherCertificateIsNotTakenForTheOneThatWasSeen() throws Exception {
        try (var listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            serve(listener, "TLSv1.2", context(), context());
            var known = first(listener);
            assertThat(inspector.again(known, Deadline.in(Duration.ofSeconds(60))))
                    .isEmpty();
        }
    }

    @Test
    void aServerThatIsGoneIsNoError() throws Exception {
        TlsInspector.Known known;
        try (var listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            serve(listener, "TLSv1.3", context());
            known = first(listener);
        }
        assertThat(inspector.again(known, Deadline.in(Duration.ofSeconds(60)))).isEmpty();
    }
}
