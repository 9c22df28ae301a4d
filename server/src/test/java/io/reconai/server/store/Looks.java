package io.reconai.server.store;

import io.reconai.engine.Asset;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.AddressObservation;
import io.reconai.engine.asset.Announcement;
import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Location;
import io.reconai.engine.asset.PortGroup;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.Technology;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSession;
import io.reconai.engine.risk.Contribution;
import io.reconai.engine.risk.RiskScore;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Hosts as a scan sees them, for tests that count.
public final class Looks {

    private static final Instant SEEN = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<Proof> PROOF = List.of(new Proof("/addresses", "seen"));

    private Looks() {}

    /// A host that runs nginx 1.18.0, announced by AS64500 in Austria. Of the ports 8000 to 8999 those that are
    /// not open are closed.
    ///
    /// @param checks of its findings, all of high severity
    public static Asset of(String name, String domain, int score, List<Integer> ports, String... checks) {
        var host = new Host(name, AssetType.SUBDOMAIN, new DomainName(domain));
        var evidence = Evidence.builder("scan", ScanMode.ACTIVE, host, SEEN)
                .addresses(List.of(new AddressObservation(
                        "203.0.113.7",
                        "",
                        "",
                        new Announcement("203.0.113.0/24", List.of(64500L), "ACME", "DE"),
                        new Location("AT", "Wien", null, null, "test"))))
                .ports(ports.stream()
                        .map(port -> new PortObservation(
                                "203.0.113.7", port, PortState.OPEN, "", port == 22 ? "ssh" : "", "", 1))
                        .toList())
                .otherPorts(List.of(new PortGroup("203.0.113.7", PortState.CLOSED, "refused", "8000-8999")))
                .build();
        var nginx = new Technology("nginx", "nginx", List.of(), "1.18.0", List.of(), 100, null, List.of(), PROOF);
        return new Asset(
                evidence,
                List.of(nginx),
                List.of(),
                Stream.of(checks).map(check -> finding(name, check)).toList(),
                new RiskScore(
                        score,
                        RiskLevel.of(score),
                        score,
                        0,
                        List.of(new Contribution("f", "Reason", 1.0, score)),
                        null,
                        1,
                        1,
                        RiskScore.Basis.RULES,
                        false,
                        "rules",
                        List.of()));
    }

    /// A host of acme.test that shows a certificate for its name.
    public static Asset withCertificate(String name, Instant notAfter) {
        var leaf = new CertificateFacts(
                "CN=" + name, "CN=ca", "1", SEEN, notAfter, List.of(name), 1, "EC", 256, "x", false, "00", null);
        var session = new TlsSession("TLSv1.3", "x", "", List.of(leaf), ChainTrust.TRUSTED, true, "store");
        var look = of(name, "acme.test", 10, List.of(443));
        var evidence = look.evidence().toBuilder()
                .tls(List.of(new TlsObservation(
                        "203.0.113.7", 443, name, ExchangeOutcome.ANSWERED, "", session, SEEN, 1, null)))
                .build();
        return new Asset(evidence, look.technologies(), List.of(), look.findings(), look.risk());
    }

    private static Finding finding(String name, String check) {
        return new Finding(
                "fnd_" + name + check,
                check,
                "test",
                "test",
                Severity.HIGH,
                Confidence.CERTAIN,
                name,
                "nginx",
                "About " + check,
                "",
                "",
                List.of(),
                PROOF,
                false);
    }
}
