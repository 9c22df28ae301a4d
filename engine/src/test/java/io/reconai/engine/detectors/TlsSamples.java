package io.reconai.engine.detectors;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.CertificateExtensions;
import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.ChainFacts;
import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.StapledStatus;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSession;
import io.reconai.engine.asset.TlsSupport;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// TLS observations made by hand: a good server of `acme.test`, and what is changed in it.
final class TlsSamples {

    static final String ROOT = "CN=Root";

    private final Set<String> marks;
    private Instant notBefore = Samples.NOW.minus(Duration.ofDays(30));
    private Instant notAfter = Samples.NOW.plus(Duration.ofDays(60));
    private List<String> names = List.of("acme.test");
    private List<String> path = List.of("CN=acme.test", ROOT);
    private @Nullable StapledStatus staple = StapledStatus.absent();
    private @Nullable TlsSupport support;
    private @Nullable String startTls;
    private String address = "203.0.113.1";
    private String sha256 = "00";
    private String issuer = ROOT;

    /// @param marks `must-staple`, `responder`, `no-extensions`, `no-path`, `incomplete`, `disordered`, `root`,
    ///     `untrusted`, `no-eku`, `client-eku`, `sct`
    private TlsSamples(Set<String> marks) {
        this.marks = marks;
    }

    /// @param marks words with blanks between them; null for none
    static TlsSamples server(@Nullable String marks) {
        return new TlsSamples(marks == null ? Set.of() : Set.of(marks.split(" ")));
    }

    TlsSamples valid(Instant from, Instant to) {
        notBefore = from;
        notAfter = to;
        return this;
    }

    TlsSamples named(List<String> others) {
        names = others;
        return this;
    }

    TlsSamples issuedBy(String other) {
        issuer = other;
        return this;
    }

    TlsSamples endingAt(String root) {
        path = List.of("CN=acme.test", root);
        return this;
    }

    TlsSamples stapled(@Nullable StapledStatus other) {
        staple = other;
        return this;
    }

    TlsSamples speaking(@Nullable TlsSupport what) {
        support = what;
        return this;
    }

    TlsSamples startedIn(@Nullable String protocol) {
        startTls = protocol;
        return this;
    }

    TlsSamples at(String other) {
        address = other;
        return this;
    }

    TlsSamples fingerprint(String other) {
        sha256 = other;
        return this;
    }

    /// The observation for a name; for none, for the address itself.
    TlsObservation seen(String serverName) {
        return new TlsObservation(
                address,
                startTls == null ? 443 : 25,
                serverName,
                ExchangeOutcome.ANSWERED,
                "",
                session(),
                Samples.NOW,
                1,
                support,
                startTls);
    }

    TlsObservation seen() {
        return seen("acme.test");
    }

    private TlsSession session() {
        var chain = new ArrayList<>(List.of(certificate("CN=acme.test", false, extensions())));
        if (marks.contains("root")) {
            chain.add(certificate(ROOT, true, null));
        }
        return new TlsSession(
                "TLSv1.3",
                "TLS_AES_128_GCM_SHA256",
                "",
                chain,
                marks.contains("untrusted") ? ChainTrust.UNTRUSTED : ChainTrust.TRUSTED,
                true,
                "lab",
                marks.contains("no-path") ? null : chainFacts(),
                staple);
    }

    private ChainFacts chainFacts() {
        var fetched = marks.contains("incomplete")
                ? List.of(new ChainFacts.IssuerFetch("http://ca.test/ca.der", ""))
                : List.<ChainFacts.IssuerFetch>of();
        return new ChainFacts(
                !marks.contains("incomplete") && !marks.contains("untrusted"),
                !marks.contains("disordered"),
                marks.contains("root"),
                marks.contains("untrusted") ? List.of() : path,
                fetched);
    }

    private @Nullable CertificateExtensions extensions() {
        if (marks.contains("no-extensions")) {
            return null;
        }
        var usages = marks.contains("no-eku")
                ? List.<String>of()
                : List.of("1.3.6.1.5.5.7.3." + (marks.contains("client-eku") ? 2 : 1));
        return new CertificateExtensions(
                false,
                usages,
                marks.contains("sct") ? 2 : 0,
                false,
                marks.contains("must-staple"),
                marks.contains("responder") ? List.of("http://ocsp.ca.test/") : List.of(),
                List.of(),
                List.of(),
                "aa");
    }

    private CertificateFacts certificate(
            String subject, boolean selfSigned, @Nullable CertificateExtensions extensions) {
        return new CertificateFacts(
                subject,
                selfSigned ? subject : issuer,
                "1",
                notBefore,
                notAfter,
                names,
                names.size(),
                "EC",
                256,
                "SHA256withECDSA",
                selfSigned,
                sha256,
                extensions);
    }

    /// Evidence of `acme.test` with these observations.
    static Evidence evidence(TlsObservation... seen) {
        return evidence(Host.of(Samples.DOMAIN, Samples.DOMAIN), seen);
    }

    static Evidence evidence(Host host, TlsObservation... seen) {
        return Evidence.builder("scan", ScanMode.ACTIVE, host, Samples.NOW)
                .tls(List.of(seen))
                .build();
    }

    static Host address(int... octets) {
        var bytes = new byte[octets.length];
        for (var at = 0; at < octets.length; at++) {
            bytes[at] = (byte) octets[at];
        }
        try {
            return Host.of(InetAddress.getByAddress(bytes), new DomainName("acme.test"));
        } catch (UnknownHostException wrongLength) {
            throw new IllegalArgumentException(wrongLength);
        }
    }

    /// What a detector finds, each as `check SEVERITY` without the prefix of the check, in the detector's order.
    static String found(Detector detector, String prefix, Evidence evidence) {
        return String.join(
                ", ",
                detector.detect(evidence).stream()
                        .map(finding -> text(prefix, finding))
                        .toList());
    }

    private static String text(String prefix, Finding finding) {
        return finding.checkId().substring(prefix.length()) + " "
                + finding.severity().name().toUpperCase(Locale.ROOT);
    }
}
