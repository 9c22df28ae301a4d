package io.reconai.engine.tls;

import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.asset.TlsVersion;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Mozilla's server-side recommendations, version 6.0 (2026-04): what a server accepts is a part of it and nothing is
/// missing. A missing X25519MLKEM768 breaks none.
public enum TlsProfile {
    /// TLS 1.3 only, ECDSA with P-256 or P-384, a certificate of at most 90 days.
    MODERN,
    /// TLS 1.2 and 1.3, six suites of TLS 1.2, RSA of 2,048 bits or ECDSA, at most 366 days.
    INTERMEDIATE;

    private static final Pattern MODERN_SUITE =
            Pattern.compile("TLS_(AES_128_GCM_SHA256|AES_256_GCM_SHA384|CHACHA20_POLY1305_SHA256)");

    private static final Pattern INTERMEDIATE_SUITE = Pattern.compile(
            "TLS_ECDHE_(ECDSA|RSA)_WITH_(AES_128_GCM_SHA256|AES_256_GCM_SHA384|CHACHA20_POLY1305_SHA256)");

    private static final Pattern GROUP = Pattern.compile("X25519MLKEM768|x25519|secp256r1|secp384r1");

    private static final int RSA_BITS = 2_048;

    /// The profile met, or the first thing that breaks the intermediate one.
    public record Verdict(Optional<TlsProfile> met, String broken) {}

    /// Judges what a full survey and a handshake showed.
    ///
    /// @param leaf of the handshake
    public static Verdict of(TlsSupport support, CertificateFacts leaf) {
        var broken = intermediateBroken(support, leaf);
        if (isModern(support, leaf)) {
            return new Verdict(Optional.of(MODERN), broken);
        }
        return new Verdict(broken.isEmpty() ? Optional.of(INTERMEDIATE) : Optional.empty(), broken);
    }

    private static boolean isModern(TlsSupport support, CertificateFacts leaf) {
        var isOnly = support.protocols().stream()
                .filter(one -> one.answer() != ProtocolSupport.Answer.REFUSED)
                .allMatch(one -> one.version() == TlsVersion.TLS_1_3);
        return isOnly
                && support.accepts(TlsVersion.TLS_1_3)
                && excess(support, TlsVersion.TLS_1_3, MODERN_SUITE).isEmpty()
                && leaf.keyAlgorithm().equals("EC")
                && (leaf.keyBits() == 256 || leaf.keyBits() == 384)
                && lifetime(leaf).compareTo(Duration.ofDays(90)) <= 0;
    }

    private static String intermediateBroken(TlsSupport support, CertificateFacts leaf) {
        for (var protocol : support.protocols()) {
            var isWanted = protocol.version().code() >= TlsVersion.TLS_1_2.code();
            if (isWanted != (protocol.answer() == ProtocolSupport.Answer.ACCEPTED)
                    && protocol.answer() != ProtocolSupport.Answer.REFUSED) {
                return protocol.version().label() + " is accepted or not known";
            }
            if (isWanted && protocol.answer() == ProtocolSupport.Answer.REFUSED) {
                return protocol.version().label() + " is not accepted";
            }
        }
        var excess = Stream.concat(
                        excess(support, TlsVersion.TLS_1_2, INTERMEDIATE_SUITE).stream(),
                        excess(support, TlsVersion.TLS_1_3, MODERN_SUITE).stream())
                .findFirst();
        if (excess.isPresent()) {
            return excess.get();
        }
        if (leaf.keyAlgorithm().equals("RSA")
                ? leaf.keyBits() < RSA_BITS
                : !leaf.keyAlgorithm().equals("EC")) {
            return "the key is " + leaf.keyAlgorithm() + " of " + leaf.keyBits() + " bits";
        }
        return lifetime(leaf).compareTo(Duration.ofDays(366)) > 0 ? "the certificate lasts more than 366 days" : "";
    }

    /// The first thing of a version that a profile does not have.
    private static Optional<String> excess(TlsSupport support, TlsVersion version, Pattern suites) {
        var protocol = support.protocol(version);
        if (protocol.isEmpty() || protocol.get().answer() != ProtocolSupport.Answer.ACCEPTED) {
            return Optional.empty();
        }
        if (protocol.get().reading() == ProtocolSupport.Reading.SOME) {
            return Optional.of("not all suites of " + version.label() + " are known");
        }
        return Stream.concat(
                        protocol.get().suites().stream()
                                .filter(suite -> !suites.matcher(suite).matches()),
                        protocol.get().groups().stream()
                                .filter(group -> !GROUP.matcher(group).matches()))
                .map(one -> one + " is accepted")
                .findFirst();
    }

    private static Duration lifetime(CertificateFacts leaf) {
        return Duration.between(leaf.notBefore(), leaf.notAfter());
    }
}
