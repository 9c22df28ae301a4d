package io.reconai.engine.tls;

import com.google.common.base.Suppliers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// A named set of roots and the judgement of chains against it (RFC 5280 §6).
///
/// A chain is judged at a time inside the leaf's validity, so that an expired certificate is not also called
/// untrusted; every path that the sent certificates allow is tried. Revocation is not asked here.
public final class TrustStore {

    private final Supplier<Set<TrustAnchor>> anchors;
    private final Supplier<SSLSocketFactory> sockets = Suppliers.memoize(this::makeSockets);
    private final String name;

    private TrustStore(Supplier<Set<TrustAnchor>> anchors, String name) {
        this.anchors = anchors;
        this.name = name;
    }

    /// Whose roots count.
    public enum Roots {
        /// Mozilla's, as they are shipped: what its browser and most programs trust.
        MOZILLA("Mozilla roots of 2026-10-19"),
        /// Those of the JDK that runs this, which differ from one vendor to the next.
        JDK("JDK " + Runtime.version() + " roots");

        private final String title;

        Roots(String title) {
            this.title = title;
        }
    }

    private static final String MOZILLA_FILE = "mozilla-roots.pem";

    /// Mozilla's roots, read when they are first needed, and those of a PEM file when one is named.
    ///
    /// @throws IOException when the file cannot be read or holds no certificate
    public static TrustStore load(Optional<Path> pem) throws IOException {
        return load(Roots.MOZILLA, pem);
    }

    /// The named roots, read when they are first needed, and those of a PEM file when one is named.
    ///
    /// @throws IOException when the file cannot be read or holds no certificate
    public static TrustStore load(Roots roots, Optional<Path> pem) throws IOException {
        var more = pem.isPresent() ? readPem(pem.get()) : List.<X509Certificate>of();
        var name = roots.title + pem.map(file -> " and " + file.getFileName()).orElse("");
        return new TrustStore(
                Suppliers.memoize(() -> anchors(roots == Roots.JDK ? jdkRoots() : mozillaRoots(), more)), name);
    }

    private static Set<TrustAnchor> anchors(List<X509Certificate> roots, List<X509Certificate> more) {
        return Stream.concat(roots.stream(), more.stream())
                .map(root -> new TrustAnchor(root, null))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Which roots these are, for evidence.
    public String name() {
        return name;
    }

    /// How many roots count.
    int size() {
        return anchors.get().size();
    }

    /// Makes connections to services of the operator's choice, which these roots have to vouch for.
    public SSLSocketFactory sockets() {
        return sockets.get();
    }

    private SSLSocketFactory makeSockets() {
        try {
            var roots = KeyStore.getInstance(KeyStore.getDefaultType());
            roots.load(null, null);
            for (var anchor : anchors.get()) {
                roots.setCertificateEntry("root " + roots.size(), anchor.getTrustedCert());
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(roots);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException broken) {
            throw new IllegalStateException("the JDK's TLS cannot use these roots", broken);
        }
    }

    /// A way from a leaf to a root, both of them in it; empty when the certificates at hand allow none.
    Optional<List<X509Certificate>> path(X509Certificate leaf, List<X509Certificate> known) {
        try {
            var target = new X509CertSelector();
            target.setCertificate(leaf);
            var parameters = new PKIXBuilderParameters(anchors.get(), target);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(middle(leaf));
            var built = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            return Optional.of(Stream.concat(
                            built.getCertPath().getCertificates().stream().map(X509Certificate.class::cast),
                            Stream.of(built.getTrustAnchor().getTrustedCert()))
                    .distinct()
                    .toList());
        } catch (GeneralSecurityException noPath) {
            return Optional.empty();
        }
    }

    private static Date middle(X509Certificate leaf) {
        return new Date(leaf.getNotAfter().getTime() / 2 + leaf.getNotBefore().getTime() / 2);
    }

    private static List<X509Certificate> jdkRoots() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            for (var manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager roots) {
                    return List.of(roots.getAcceptedIssuers());
                }
            }
            return List.of();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the JDK's root certificates cannot be read", broken);
        }
    }

    static List<X509Certificate> mozillaRoots() {
        try (var in = Objects.requireNonNull(TrustStore.class.getResourceAsStream(MOZILLA_FILE))) {
            return readPem(in, MOZILLA_FILE);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<X509Certificate> readPem(Path pem) throws IOException {
        try (var in = Files.newInputStream(pem)) {
            return readPem(in, pem.toString());
        }
    }

    private static List<X509Certificate> readPem(InputStream in, String pem) throws IOException {
        try {
            var roots = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (roots.isEmpty()) {
                throw new IOException("no certificate in " + pem);
            }
            return roots;
        } catch (GeneralSecurityException malformed) {
            throw new IOException("no PEM certificates in " + pem, malformed);
        }
    }
}
