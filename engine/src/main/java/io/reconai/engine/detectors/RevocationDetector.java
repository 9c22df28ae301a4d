package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.CertificateExtensions;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Presence;
import io.reconai.engine.asset.StapledStatus;
import io.reconai.engine.asset.StapledStatus.Status;
import io.reconai.engine.asset.TlsSession;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.detectors.TlsFacts.Fact;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What the stapled OCSP response says of a certificate, and whether one came that was promised (RFC 6960, RFC 7633).
///
/// No staple is no fault: many authorities run no responder any more. A bad one counts only where the certificate names
/// a responder; "revoked" counts wherever the signature was verified, and one that nobody could verify says nothing. A
/// promised staple is missed only when none of the handshakes and hellos at the address brought one; after a single try
/// that is less than certain, since servers fetch the response when the first visitor asks.
final class RevocationDetector implements Detector {

    private static final int ENOUGH_TRIES = 2;

    private static final Check REVOKED = new Check(
            "tls.cert.revoked",
            "TLS",
            HIGH,
            "The certificate is revoked",
            "Its authority has taken it back, often because the key is in the hands of strangers.",
            "Have a new certificate issued, with a new key",
            List.of("RFC 6960", "RFC 5280 §5"));

    private static final Check STAPLE_BAD = new Check(
            "tls.cert.staple-bad",
            "TLS",
            MEDIUM,
            "The stapled OCSP response is of no use",
            "Some browsers refuse the host, and none can tell by it whether the certificate is still good.",
            "Let the server renew the response before it expires, or switch stapling off",
            List.of("RFC 6066 §8", "RFC 6960"));

    private static final Check UNMET = new Check(
            "tls.cert.must-staple-unmet",
            "TLS",
            MEDIUM,
            "The certificate promises a stapled response and none comes",
            "Browsers that hold the certificate to its word refuse the host.",
            "Switch stapling on, or have the certificate issued without must-staple",
            List.of("RFC 7633"));

    @Override
    public String id() {
        return "tls_revocation_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(REVOKED, STAPLE_BAD, UNMET);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return TlsFacts.judgeSession(evidence, (fact, session) -> judge(evidence, fact, session));
    }

    private List<Finding> judge(Evidence evidence, Fact fact, TlsSession session) {
        var staple = session.staple();
        if (staple == null) {
            return List.of();
        }
        var extensions = Optional.ofNullable(session.chain().getFirst().extensions());
        var finding =
                switch (staple.status()) {
                    case REVOKED -> Optional.of(found(REVOKED, evidence, fact, staple));
                    case BAD, UNKNOWN ->
                        extensions
                                .filter(said -> !said.responders().isEmpty())
                                .map(_ -> found(STAPLE_BAD, evidence, fact, staple));
                    case ABSENT ->
                        extensions
                                .filter(CertificateExtensions::mustStaple)
                                .filter(_ -> isNeverStapled(evidence, fact))
                                .map(_ -> unmet(evidence, fact));
                    case GOOD, UNVERIFIED -> Optional.<Finding>empty();
                };
        return finding.map(one -> List.of(fact.inMailAtMost(LOW, one))).orElse(List.of());
    }

    private Finding found(Check check, Evidence evidence, Fact fact, StapledStatus staple) {
        var said = new StringBuilder(staple.status().name().toLowerCase(Locale.ROOT));
        Optional.ofNullable(staple.revokedAt())
                .ifPresent(at -> said.append(" at ").append(at));
        Optional.ofNullable(staple.nextUpdate())
                .ifPresent(at -> said.append(", next update ").append(at));
        if (!staple.detail().isEmpty()) {
            said.append(": ").append(staple.detail());
        }
        var proof =
                fact.proof("/session/staple/status", "seen at " + fact.seen().at() + ", the response says " + said);
        return Finding.of(check, id(), evidence, fact.location(), proof);
    }

    private Finding unmet(Evidence evidence, Fact fact) {
        var tries = atSamePlace(evidence, fact)
                .mapToInt(one -> 1 + (stapling(one).equals(Optional.of(Presence.NO)) ? 1 : 0))
                .sum();
        var proof = fact.proof(
                "/session/staple/status", "none in " + tries + " tries, and the certificate says must-staple");
        return Finding.of(UNMET, id(), evidence, fact.location(), proof)
                .withConfidence(tries < ENOUGH_TRIES ? Confidence.FIRM : Confidence.CERTAIN);
    }

    private static boolean isNeverStapled(Evidence evidence, Fact fact) {
        return atSamePlace(evidence, fact)
                .noneMatch(one -> stapling(one).equals(Optional.of(Presence.YES))
                        || one.session()
                                .flatMap(session -> session.stapled())
                                .filter(status -> status != Status.ABSENT)
                                .isPresent());
    }

    /// Handshakes that came through at the same address and port, this one among them.
    private static Stream<Fact> atSamePlace(Evidence evidence, Fact fact) {
        return TlsFacts.own(evidence).stream()
                .filter(one -> one.session().isPresent())
                .filter(one -> one.seen().address().equals(fact.seen().address())
                        && one.seen().port() == fact.seen().port());
    }

    /// What the hand-made hellos brought.
    private static Optional<Presence> stapling(Fact fact) {
        return fact.seen().surveyed().map(TlsSupport::features).map(features -> features.stapling());
    }
}
