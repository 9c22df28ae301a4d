package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.CertificateExtensions;
import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Presence;
import io.reconai.engine.asset.StapledStatus.Status;
import io.reconai.engine.asset.TlsSession;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.detectors.TlsFacts.Fact;
import io.reconai.engine.tls.PublicRoots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a certificate of a public authority must keep and does not (CA/B Baseline Requirements 6.3.2 and 7.1.2.7).
///
/// Public is what leads to a root that is shipped; a private authority may do as it likes, so that nothing is said of
/// its certificates. A lifetime counts both its first and its last second (RFC 5280 §4.1.2.5), and any rest of a day
/// as one more; its limit is that of the day of issue. Timestamps are missed only where none of the three places can
/// hold one: the certificate, the hello's extension, and a staple.
final class PublicCertificateDetector implements Detector {

    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final long SECONDS_OF_A_DAY = 86_400;
    private static final long LONGEST_IN_PROFILE = 366;

    /// From when on how many days were allowed, the latest first.
    private record Limit(Instant from, long days) {}

    private static final List<Limit> LIMITS = List.of(
            new Limit(Instant.parse("2029-03-15T00:00:00Z"), 47),
            new Limit(Instant.parse("2027-03-15T00:00:00Z"), 100),
            new Limit(Instant.parse("2026-03-15T00:00:00Z"), 200),
            new Limit(Instant.parse("2020-09-01T00:00:00Z"), 398),
            new Limit(Instant.parse("2018-03-01T00:00:00Z"), 825));

    private static final Check TOO_LONG = new Check(
            "tls.cert.too-long",
            "TLS",
            LOW,
            "The certificate lasts longer than is allowed",
            "Browsers refuse certificates that were issued for longer than their rules allow.",
            "Have it issued again, and renew by machine from now on",
            List.of("CA/B Baseline Requirements 6.3.2"));

    private static final Check LONG = new Check(
            "tls.cert.long-for-profile",
            "TLS",
            INFO,
            "The certificate lasts more than a year",
            "The longer it lasts, the longer a stolen key is of use.",
            "Use certificates of 90 days, and renew them by machine",
            List.of("Mozilla Server Side TLS 6.0"));

    private static final Check NO_USAGE = new Check(
            "tls.cert.eku-missing",
            "TLS",
            MEDIUM,
            "The certificate is not made for servers",
            "It does not say that it may be used by a server, and strict programs refuse it.",
            "Have it issued as a server certificate",
            List.of("CA/B Baseline Requirements 7.1.2.7.10", "RFC 5280 §4.2.1.12"));

    private static final Check NO_TIMESTAMP = new Check(
            "tls.cert.no-sct",
            "TLS",
            LOW,
            "The certificate is in no transparency log",
            "Browsers refuse it, and certificates that others get for the same names stay hidden as this one does.",
            "Have it issued by an authority that logs its certificates",
            List.of("RFC 6962", "RFC 9162"));

    private final PublicRoots roots;

    PublicCertificateDetector(PublicRoots roots) {
        this.roots = roots;
    }

    @Override
    public String id() {
        return "tls_public_certificate_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(TOO_LONG, LONG, NO_USAGE, NO_TIMESTAMP);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return TlsFacts.judgeSession(
                evidence, (fact, session) -> roots.vouchFor(session) ? judge(evidence, fact, session) : List.of());
    }

    private List<Finding> judge(Evidence evidence, Fact fact, TlsSession session) {
        var leaf = session.chain().getFirst();
        var findings = new ArrayList<Finding>();
        var days = days(leaf);
        var excerpt = days + " days, from " + leaf.notBefore() + " to " + leaf.notAfter();
        if (days > limit(leaf.notBefore())) {
            findings.add(found(TOO_LONG, evidence, fact, "not_after", excerpt));
        } else if (days > LONGEST_IN_PROFILE) {
            findings.add(found(LONG, evidence, fact, "not_after", excerpt));
        }
        var extensions = leaf.extensions();
        if (extensions != null) {
            if (!extensions.extendedKeyUsages().contains(SERVER_AUTHENTICATION)) {
                var usages = extensions.extendedKeyUsages();
                var said = usages.isEmpty() ? "no extended key usage" : "only " + String.join(" ", usages);
                findings.add(found(NO_USAGE, evidence, fact, "extensions/extended_key_usages", said));
            }
            if (isNeverLogged(extensions, fact, session)) {
                findings.add(found(NO_TIMESTAMP, evidence, fact, "extensions/timestamps", "no timestamp anywhere"));
            }
        }
        return findings;
    }

    private Finding found(Check check, Evidence evidence, Fact fact, String field, String excerpt) {
        var proof = fact.proof("/session/chain/0/" + field, excerpt);
        return fact.inMailAtMost(INFO, Finding.of(check, id(), evidence, fact.location(), proof));
    }

    /// The lifetime in days as the rules count them.
    static long days(CertificateFacts leaf) {
        var seconds = Duration.between(leaf.notBefore(), leaf.notAfter()).toSeconds() + 1;
        return Math.ceilDiv(seconds, SECONDS_OF_A_DAY);
    }

    private static long limit(Instant issued) {
        return LIMITS.stream()
                .filter(limit -> !issued.isBefore(limit.from()))
                .map(Limit::days)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private static boolean isNeverLogged(CertificateExtensions extensions, Fact fact, TlsSession session) {
        var inHello = fact.seen().surveyed().map(TlsSupport::features).map(features -> features.timestamps());
        return extensions.timestamps() == 0
                && inHello.equals(Optional.of(Presence.NO))
                && session.stapled().equals(Optional.of(Status.ABSENT));
    }
}
