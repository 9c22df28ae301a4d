package io.reconai.server.assets;

import io.reconai.engine.Asset;
import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.Technology;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.risk.Contribution;
import io.reconai.engine.risk.Feature;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Draws what lists and pages show out of an asset's evidence.
final class AssetFacts {

    private static final int MOST_FACTORS = 3;
    private static final double WORTH_SAYING = 0.5;

    private final Asset asset;
    private final Evidence evidence;

    AssetFacts(Asset asset) {
        this.asset = asset;
        evidence = asset.evidence();
    }

    /// The row of a list.
    AssetRow row(String assetId, Instant discoveredAt, Instant scannedAt, Map<Severity, Integer> open) {
        var certificate = certificate();
        var page = page();
        return new AssetRow(
                assetId,
                evidence.host().value(),
                evidence.host().type(),
                evidence.host().domain().value(),
                asset.risk().score(),
                asset.risk().level(),
                riskFactors(),
                evidence.addresses().stream().map(seen -> seen.address()).toList(),
                evidence.openPorts(),
                asset.technologies().stream().map(Technology::label).toList(),
                certificate.map(CertificateFacts::notAfter).orElse(null),
                certificate.map(_ -> isValid()).orElse(null),
                certificate.map(this::daysLeft).orElse(null),
                page.map(HttpAnswer::status).orElse(null),
                page.map(HttpAnswer::title).filter(title -> !title.isEmpty()).orElse(null),
                page.flatMap(answer -> answer.firstHeader("server")).orElse(null),
                headersScore(),
                leaks(),
                open.values().stream().mapToInt(Integer::intValue).sum(),
                open,
                "active",
                List.of(),
                null,
                via(),
                discoveredAt,
                scannedAt,
                scannedAt,
                null);
    }

    /// Leaks of the domain's own site; of other hosts nobody is asked.
    private int leaks() {
        var history = evidence.breachHistory();
        return history == null ? 0 : history.breaches().size();
    }

    /// The handshake for the host's own name; its place in the evidence.
    Optional<Integer> handshake() {
        return handshake(evidence);
    }

    private static Optional<Integer> handshake(Evidence evidence) {
        return IntStream.range(0, evidence.tls().size())
                .filter(i -> evidence.tls()
                        .get(i)
                        .serverName()
                        .equals(evidence.host().value()))
                .filter(i -> evidence.tls().get(i).completed().isPresent()
                        && evidence.tls().get(i).startedIn().isEmpty())
                .boxed()
                .findFirst();
    }

    Optional<CertificateFacts> certificate() {
        return certificate(evidence);
    }

    /// What a host shows for its own name.
    static Optional<CertificateFacts> certificate(Evidence evidence) {
        return handshake(evidence)
                .map(i -> evidence.tls().get(i))
                .flatMap(TlsObservation::completed)
                .filter(session -> !session.chain().isEmpty())
                .map(session -> session.chain().getFirst());
    }

    /// Trusted, for this name and in its time.
    boolean isValid() {
        return handshake()
                .map(i -> evidence.tls().get(i))
                .flatMap(TlsObservation::completed)
                .filter(session -> session.trust() == ChainTrust.TRUSTED && session.nameMatches())
                .flatMap(_ -> certificate())
                .filter(leaf -> !evidence.observedAt().isBefore(leaf.notBefore()))
                .filter(leaf -> !evidence.observedAt().isAfter(leaf.notAfter()))
                .isPresent();
    }

    int daysLeft(CertificateFacts leaf) {
        return (int) Math.floorDiv(
                Duration.between(evidence.observedAt(), leaf.notAfter()).toSeconds(), 86_400L);
    }

    /// The host's own answer where a visitor ends, over https where it is offered.
    Optional<HttpAnswer> page() {
        return exchange().flatMap(Exchange::answered);
    }

    Optional<Exchange> exchange() {
        return evidence.page();
    }

    private String via() {
        var source = evidence.path().isEmpty() ? "" : evidence.path().getFirst().source();
        if (source.startsWith("ct.")) {
            return "certificate_transparency";
        }
        return source.startsWith("dns.brute")
                ? "brute_force"
                : source.replace('.', '_').replace('-', '_');
    }

    private @Nullable Integer headersScore() {
        return asset.risk().contributions().stream()
                .filter(part -> part.feature().equals(Feature.HTTP_SECURITY_HEADERS_SCORE.key()))
                .flatMap(part -> part.observed().stream())
                .map(value -> (int) Math.round(value * 20))
                .findFirst()
                .orElse(null);
    }

    private List<String> riskFactors() {
        return asset.risk().contributions().stream()
                .filter(part -> part.points() > WORTH_SAYING)
                .sorted(Comparator.comparingDouble(Contribution::points).reversed())
                .limit(MOST_FACTORS)
                .map(Contribution::label)
                .toList();
    }
}
