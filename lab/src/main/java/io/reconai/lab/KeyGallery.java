package io.reconai.lab;

import io.reconai.lab.CertificateAuthority.Issued;
import java.util.List;
import java.util.Optional;

/// Hosts that show a further certificate to those who name nobody, with the same key as their own or another.
final class KeyGallery {

    private static final String SHARED = "tls.cert.key-shared";

    @FunctionalInterface
    private interface Other {
        Issued than(Issued own, CertificateAuthority root);
    }

    private KeyGallery() {}

    static void addTo(Neighbour gallery) {
        host(gallery, "shared-key", (own, root) -> root.issueAgain(own, List.of("elsewhere.example")))
                .finds(SHARED, "the certificate of another domain has the same key")
                .finds("tls.cert.sni-differs", "it comes without a name");
        host(gallery, "own-keys", (_, root) -> root.issue(List.of("elsewhere.example"), List.of()))
                .finds("tls.cert.sni-differs", "without a name another comes")
                .trap(SHARED, "the other has a key of its own");
        host(gallery, "house-key", (own, root) -> root.issueAgain(own, List.of("*.gallery.test")))
                .finds("tls.cert.sni-differs", "without a name another comes")
                .trap(SHARED, "both are the domain's");
    }

    private static HostEntry host(Neighbour gallery, String label, Other other) {
        var host = Gallery.host(gallery, label);
        return host.certified(443, (root, _) -> {
                    var own = root.issue(List.of(host.name), List.of());
                    return new StaplingTls(own, other.than(own, root), Optional.empty());
                })
                .finds("tls.protocol.tls13-missing", "TLS 1.2 alone");
    }
}
