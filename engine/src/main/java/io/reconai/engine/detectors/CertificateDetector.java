package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.KeyFacts;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The certificate of a web host: expired, not trusted, not for this name, weak (RFC 5280, RFC 9525, CA/B BR 6.1.5).
///
/// Time is the observation's, with five minutes of tolerance. Trust was judged inside the certificate's validity, so
/// an expired one is not also called untrusted. Self-signed and untrusted exclude each other. The signature of a root
/// is never judged. The same certificate on several addresses of the host is one finding. Where TLS is asked for in
/// another protocol, clients rarely check: trust and name weigh little there, and nothing but a note for SMTP, whose
/// senders go on in the clear otherwise (RFC 7435).
final class CertificateDetector implements Detector {

    private static final Check EXPIRED =
            check("expired", HIGH, "The certificate has expired", "Renew it, and renew by machine from now on");
    private static final Check NOT_YET =
            check("not-yet-valid", HIGH, "The certificate is not valid yet", "Correct the clock or the certificate");
    private static final Check EXPIRING =
            check("expiring", LOW, "The certificate expires soon", "Renew it, and renew by machine from now on");
    private static final Check SELF_SIGNED =
            check("self-signed", HIGH, "The certificate signed itself", "Use a certificate of a trusted authority");
    private static final Check UNTRUSTED = check(
            "untrusted",
            HIGH,
            "The certificate is from nobody that is trusted",
            "Use a certificate of a trusted authority");
    private static final Check MISMATCH = check(
            "host-mismatch",
            HIGH,
            "The certificate is for another name",
            "Add the name to the certificate's subjectAltName");
    private static final Check WEAK_KEY =
            check("weak-key", HIGH, "The certificate's key is weak", "Use RSA of 2,048 bits or more, or ECDSA P-256");
    private static final Check WEAK_SIGNATURE =
            check("weak-signature", HIGH, "The certificate's signature is weak", "Have it issued again with SHA-256");

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Duration SHORT_LIVED = Duration.ofDays(10);
    private static final int LEAST_RSA_BITS = 2_048;
    private static final int LEAST_EC_BITS = 256;

    private static Check check(String name, Severity severity, String title, String remediation) {
        return new Check(
                "tls.cert." + name,
                "TLS",
                severity,
                title,
                "Visitors are warned away, and those who go on cannot tell the host from somebody in between.",
                remediation,
                List.of("RFC 5280", "RFC 9525", "CA/B Baseline Requirements"));
    }

    @Override
    public String id() {
        return "tls_certificate_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(EXPIRED, NOT_YET, EXPIRING, SELF_SIGNED, UNTRUSTED, MISMATCH, WEAK_KEY, WEAK_SIGNATURE);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        Map<String, Finding> byKey = new LinkedHashMap<>();
        for (var index = 0; index < evidence.tls().size(); index++) {
            var seen = evidence.tls().get(index);
            var session = seen.session();
            if (session != null
                    && !session.chain().isEmpty()
                    && seen.serverName().equals(evidence.host().value())) {
                for (var finding : judge(evidence, seen, session, index)) {
                    byKey.putIfAbsent(finding.id(), weighed(seen, finding));
                }
            }
        }
        return List.copyOf(byKey.values());
    }

    /// A severity for whom it concerns.
    private static Finding weighed(TlsObservation seen, Finding finding) {
        if (seen.startedIn().isEmpty()) {
            return finding;
        }
        var isTrust = List.of(SELF_SIGNED.id(), UNTRUSTED.id(), MISMATCH.id()).contains(finding.checkId());
        var isMail = seen.startedIn().get().equals("smtp");
        if (isTrust) {
            return finding.withSeverity(isMail ? INFO : LOW);
        }
        return isMail && finding.checkId().equals(EXPIRED.id()) ? finding.withSeverity(LOW) : finding;
    }

    private List<Finding> judge(Evidence evidence, TlsObservation seen, TlsSession session, int index) {
        var findings = new ArrayList<Finding>();
        var place = "/tls/" + index + "/session";
        var leaf = session.chain().getFirst();
        var location = seen.serverName() + ":" + seen.port();
        validity(leaf, seen.at())
                .ifPresent(verdict -> findings.add(Finding.of(
                                verdict.check(),
                                id(),
                                evidence,
                                location,
                                new Proof(
                                        place + "/chain/0/" + (verdict.check() == NOT_YET ? "not_before" : "not_after"),
                                        "valid from " + leaf.notBefore() + " to " + leaf.notAfter() + ", seen at "
                                                + seen.at()))
                        .withSeverity(verdict.severity())));
        if (session.trust() != ChainTrust.TRUSTED) {
            var check = session.trust() == ChainTrust.SELF_SIGNED ? SELF_SIGNED : UNTRUSTED;
            var excerpt = "issued by " + leaf.issuer() + ", judged by " + session.trustStore();
            findings.add(Finding.of(check, id(), evidence, location, new Proof(place + "/chain/0/issuer", excerpt)));
        }
        if (!session.nameMatches()) {
            var excerpt = "asked for " + seen.serverName() + ", names are "
                    + String.join(" ", leaf.names().stream().limit(8).toList());
            findings.add(Finding.of(MISMATCH, id(), evidence, location, new Proof(place + "/chain/0/names", excerpt)));
        }
        if (isWeakKey(leaf)) {
            var excerpt = leaf.keyAlgorithm() + " " + leaf.keyBits() + " bits"
                    + leaf.keyFlaws().stream()
                            .map(flaw ->
                                    ", " + flaw.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                            .collect(Collectors.joining());
            findings.add(
                    Finding.of(WEAK_KEY, id(), evidence, location, new Proof(place + "/chain/0/key_bits", excerpt)));
        }
        weakSignature(session)
                .ifPresent(at -> findings.add(Finding.of(
                        WEAK_SIGNATURE,
                        id(),
                        evidence,
                        location,
                        new Proof(
                                place + "/chain/" + at + "/signature_algorithm",
                                session.chain().get(at).signatureAlgorithm()))));
        return findings;
    }

    private record Verdict(Check check, Severity severity) {}

    private static Optional<Verdict> validity(CertificateFacts leaf, Instant now) {
        if (now.isAfter(leaf.notAfter().plus(TOLERANCE))) {
            return Optional.of(new Verdict(EXPIRED, HIGH));
        }
        if (now.isBefore(leaf.notBefore().minus(TOLERANCE))) {
            return Optional.of(new Verdict(NOT_YET, HIGH));
        }
        return expiring(Duration.between(now, leaf.notAfter()), Duration.between(leaf.notBefore(), leaf.notAfter()))
                .map(severity -> new Verdict(EXPIRING, severity));
    }

    /// How urgent a renewal is, by the rest and the whole lifetime: fits certificates of a year, 90, 47 and 6 days.
    static Optional<Severity> expiring(Duration left, Duration lifetime) {
        if (lifetime.compareTo(SHORT_LIVED) <= 0) {
            if (left.compareTo(lifetime.dividedBy(6)) < 0) {
                return Optional.of(MEDIUM);
            }
            return left.compareTo(lifetime.dividedBy(3)) < 0 ? Optional.of(LOW) : Optional.empty();
        }
        if (left.compareTo(Duration.ofDays(7)) <= 0 && left.compareTo(lifetime.dividedBy(8)) < 0) {
            return Optional.of(MEDIUM);
        }
        return left.compareTo(Duration.ofDays(21)) <= 0 && left.compareTo(lifetime.dividedBy(4)) < 0
                ? Optional.of(LOW)
                : Optional.empty();
    }

    /// Which curves are weak is a rule for public authorities, and the usual ones of others are not weak.
    private static boolean isWeakKey(CertificateFacts leaf) {
        for (var flaw : leaf.keyFlaws()) {
            if (flaw != KeyFacts.Flaw.UNUSUAL_CURVE) {
                return true;
            }
        }
        return switch (leaf.keyAlgorithm().toUpperCase(Locale.ROOT)) {
            case "RSA", "RSASSA-PSS" -> leaf.keyBits() < LEAST_RSA_BITS;
            case "EC" -> leaf.keyBits() < LEAST_EC_BITS;
            case "DSA" -> true;
            default -> false;
        };
    }

    /// The place of the first certificate whose signature is MD5 or SHA-1; a root signs itself and proves nothing
    /// by it.
    private static Optional<Integer> weakSignature(TlsSession session) {
        for (var at = 0; at < session.chain().size(); at++) {
            var certificate = session.chain().get(at);
            if ((at == 0 || !certificate.selfSigned()) && isWeakSignature(certificate.signatureAlgorithm())) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static boolean isWeakSignature(String algorithm) {
        var name = algorithm.toUpperCase(Locale.ROOT);
        return name.startsWith("MD5") || name.startsWith("MD2") || name.startsWith("SHA1");
    }
}
