package io.reconai.server.assets;

import io.reconai.engine.Asset;
import io.reconai.engine.asset.AddressObservation;
import io.reconai.engine.asset.BreachHistory;
import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.Coverage;
import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DomainRegistration;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Location;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.ProviderKind;
import io.reconai.engine.asset.ProviderUse;
import io.reconai.engine.asset.ServiceIdentity;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSession;
import io.reconai.engine.asset.TlsSupport;
import io.reconai.engine.asset.TlsVersion;
import io.reconai.engine.asset.Workings;
import io.reconai.engine.observatory.Observatory;
import io.reconai.engine.risk.RiskScore;
import io.reconai.engine.tls.SuiteClass;
import io.reconai.engine.tls.TlsVerdict;
import io.reconai.engine.web.SiteSummary;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a look at an asset shows: all that is worked out of its evidence and changes with the next look only.
///
/// @param securityFindings each in its state
public record AssetLook(
        double riskConfidence,
        Model riskModel,
        List<RiskFactor> riskFactors,
        Explanation riskExplanation,
        Geolocation ipGeolocation,
        List<Address> addresses,
        List<Port> ports,
        @Nullable Certificate sslCertInfo,
        List<TlsVerdict> tlsGrades,
        Map<String, List<String>> dnsRecords,
        @Nullable Http httpInfo,
        SiteSummary siteInfo,
        @Nullable Observatory observatory,
        List<ProviderUse> providers,
        @Nullable DomainRegistration registration,
        Breaches breachHistory,
        List<Coverage> coverage,
        List<DiscoveryStep> discoveryPath,
        List<SecurityFinding> securityFindings) {

    /// The state of a finding that nobody has judged.
    static final String OPEN = "open";

    private static final List<String> RECORD_TYPES = List.of("A", "AAAA", "CNAME", "MX", "NS", "TXT", "SOA", "CAA");

    record Model(String name, String version, boolean fallback) {}

    record RiskFactor(
            String code,
            String category,
            Severity severity,
            String description,
            String remediation,
            String findingId) {}

    /// One bar of the score.
    record Part(
            String feature,
            String label,
            @Nullable Double value,
            double contribution,
            String direction,
            @Nullable String evidence) {}

    /// `base` plus all contributions is `sum`, in points of the score before it is cut to 0 to 100 and rounded.
    record Explanation(
            double base,
            String unit,
            List<Part> contributions,
            double sum,
            @Nullable Double probability) {}

    record Geolocation(
            @Nullable String country,
            @Nullable String city,
            @Nullable Double latitude,
            @Nullable Double longitude) {}

    record Address(
            String ip,
            @Nullable String ptr,
            @Nullable Long asn,
            @Nullable String asName,
            @Nullable String country,
            @Nullable String city,
            @Nullable String network,
            @Nullable String provider,
            @Nullable ProviderKind providerKind,
            String blockedBy) {}

    record Port(
            String address,
            int port,
            String protocol,
            String state,
            String service,
            @Nullable String product,
            @Nullable String version,
            @Nullable String cpe,
            @Nullable String banner,
            String evidence) {}

    record Certificate(
            String issuer,
            String subject,
            List<String> san,
            int sanCount,
            Instant validFrom,
            Instant expiry,
            boolean valid,
            int daysUntilExpiry,
            boolean isSelfSigned,
            boolean chainComplete,
            boolean hostnameMatches,
            String serial,
            String sha256,
            String key,
            String signature,
            List<String> protocols,
            String cipher,
            List<String> weakCiphers,
            List<CertificateFacts> chain,
            String trust,
            String trustStore,
            String grade,
            String evidence) {}

    record Hop(String url, int status, @Nullable String location) {}

    record HeaderLine(String name, String value, String evidence) {}

    record Http(
            String url,
            int status,
            @Nullable String server,
            @Nullable String title,
            List<Hop> redirectChain,
            Map<String, @Nullable String> securityHeaders,
            List<HeaderLine> headers,
            String evidence) {}

    /// A leak in the words of the interface.
    record Leak(String name, @Nullable LocalDate date, List<String> compromisedData) {}

    /// @param count leaks of the domain's own site
    /// @param leakedAddresses how many of its mail addresses are in leaks of others; null when not known
    /// @param source null when no source answered
    record Breaches(
            int count,
            List<Leak> breaches,
            @Nullable Integer leakedAddresses,
            @Nullable String source) {}

    record SecurityFinding(
            String findingId,
            String detector,
            String type,
            String category,
            Severity severity,
            String confidence,
            String state,
            String location,
            String title,
            String description,
            String remediation,
            List<String> references,
            List<Proof> evidence,
            boolean verified) {}

    /// @param states of findings, by their ids; open where nothing is said
    static AssetLook of(Asset asset, Map<String, String> states) {
        return Workings.share(() -> read(asset, states));
    }

    private static AssetLook read(Asset asset, Map<String, String> states) {
        var evidence = asset.evidence();
        var facts = new AssetFacts(asset);
        var grades = TlsVerdict.of(evidence);
        return new AssetLook(
                asset.risk().confidence(),
                model(asset.risk()),
                asset.findings().stream().map(AssetLook::riskFactor).toList(),
                explanation(asset.risk(), asset.findings()),
                geolocation(asset),
                evidence.addresses().stream().map(seen -> address(seen, asset)).toList(),
                ports(evidence),
                certificate(evidence, facts, grades),
                grades,
                records(evidence),
                http(evidence, facts),
                SiteSummary.of(evidence),
                Observatory.of(evidence).orElse(null),
                asset.providers(),
                evidence.registration(),
                breaches(evidence.breachHistory()),
                coverage(evidence.coverage()),
                evidence.path(),
                asset.findings().stream()
                        .map(finding -> finding(finding, states.getOrDefault(finding.id(), OPEN)))
                        .toList());
    }

    private static Model model(RiskScore risk) {
        return new Model("ordinal logistic", risk.modelId(), risk.basis() == RiskScore.Basis.RULES);
    }

    private static RiskFactor riskFactor(Finding finding) {
        return new RiskFactor(
                finding.checkId(),
                finding.category(),
                finding.severity(),
                finding.title() + " (" + finding.location() + ")",
                finding.remediation(),
                finding.id());
    }

    private static Explanation explanation(RiskScore risk, List<Finding> findings) {
        var parts = new ArrayList<Part>();
        for (var part : risk.contributions()) {
            parts.add(new Part(
                    part.feature(),
                    part.label(),
                    part.observed().orElse(null),
                    part.points(),
                    direction(part.points()),
                    null));
        }
        var floor = risk.floor();
        if (floor != null) {
            var proof = findings.stream()
                    .filter(finding -> finding.id().equals(floor.findingId()))
                    .findFirst();
            parts.add(new Part(
                    "proven_finding",
                    proof.map(finding -> "Proven: " + finding.title()).orElse("A proven finding"),
                    1.0,
                    floor.points(),
                    "raises",
                    proof.map(finding -> finding.evidence().getFirst().pointer())
                            .orElse(null)));
        }
        return new Explanation(risk.base(), "points", parts, risk.exact(), null);
    }

    private static String direction(double points) {
        if (points == 0) {
            return "none";
        }
        return points > 0 ? "raises" : "lowers";
    }

    private static List<Port> ports(Evidence evidence) {
        var seen = evidence.ports();
        var ports = new ArrayList<Port>();
        for (var i = 0; i < seen.size(); i++) {
            var port = seen.get(i);
            if (port.state() == PortState.OPEN) {
                ports.add(new Port(
                        port.address(),
                        port.port(),
                        port.isTcp() ? "tcp" : "udp",
                        "open",
                        port.service(),
                        port.identified()
                                .map(ServiceIdentity::product)
                                .filter(product -> !product.isEmpty())
                                .orElse(null),
                        port.identified()
                                .map(ServiceIdentity::version)
                                .filter(version -> !version.isEmpty())
                                .orElse(null),
                        port.identified()
                                .map(ServiceIdentity::cpe)
                                .filter(cpe -> !cpe.isEmpty())
                                .orElse(null),
                        port.banner().isEmpty() ? null : port.banner(),
                        "/ports/" + i));
            }
        }
        return ports;
    }

    private static @Nullable Certificate certificate(Evidence evidence, AssetFacts facts, List<TlsVerdict> grades) {
        var leaf = facts.certificate();
        var at = facts.handshake();
        if (leaf.isEmpty() || at.isEmpty()) {
            return null;
        }
        var handshake = evidence.tls().get(at.get());
        var place = "/tls/" + at.get();
        var grade = grades.stream()
                .filter(verdict -> verdict.evidence().equals(place))
                .map(TlsVerdict::grade)
                .findFirst();
        return handshake
                .completed()
                .map(session -> certificate(leaf.get(), session, handshake, facts, grade.orElse("-"), place))
                .orElse(null);
    }

    private static Certificate certificate(
            CertificateFacts leaf,
            TlsSession session,
            TlsObservation handshake,
            AssetFacts facts,
            String grade,
            String place) {
        return new Certificate(
                leaf.issuer(),
                leaf.subject(),
                leaf.names(),
                leaf.nameCount(),
                leaf.notBefore(),
                leaf.notAfter(),
                facts.isValid(),
                facts.daysLeft(leaf),
                leaf.selfSigned(),
                session.trust() == ChainTrust.TRUSTED && !session.isIncomplete(),
                session.nameMatches(),
                leaf.serial(),
                leaf.sha256(),
                leaf.keyAlgorithm() + " " + leaf.keyBits(),
                leaf.signatureAlgorithm(),
                handshake
                        .surveyed()
                        .map(AssetLook::accepted)
                        .filter(versions -> !versions.isEmpty())
                        .orElse(List.of(session.protocol())),
                session.cipherSuite(),
                handshake.surveyed().map(AssetLook::weakSuites).orElse(List.of()),
                session.chain(),
                session.trust().name().toLowerCase(Locale.ROOT),
                session.trustStore(),
                grade,
                place);
    }

    private static List<String> accepted(TlsSupport support) {
        return Stream.of(TlsVersion.values())
                .filter(support::accepts)
                .map(TlsVersion::label)
                .toList();
    }

    /// What is accepted and does not protect, or not well.
    private static List<String> weakSuites(TlsSupport support) {
        return support.protocols().stream()
                .flatMap(protocol -> protocol.suites().stream())
                .filter(suite -> SuiteClass.of(suite).stream().anyMatch(SuiteClass::isWeak))
                .distinct()
                .toList();
    }

    private static Map<String, List<String>> records(Evidence evidence) {
        Map<String, List<String>> records = new LinkedHashMap<>();
        for (var type : RECORD_TYPES) {
            records.put(
                    type,
                    evidence.lookup(type).map(seen -> seen.data().toList()).orElse(List.of()));
        }
        records.put("CNAME", evidence.lookup("A").map(seen -> seen.cnameChain()).orElse(List.of()));
        return records;
    }

    private static @Nullable Http http(Evidence evidence, AssetFacts facts) {
        var exchange = facts.exchange();
        var answer = facts.page();
        if (exchange.isEmpty() || answer.isEmpty()) {
            return null;
        }
        var place = "/exchanges/" + evidence.exchanges().indexOf(exchange.get());
        var chain = evidence.chainOf(exchange.get()).stream()
                .flatMap(made -> made.answered().stream()
                        .map(got -> new Hop(
                                made.url(),
                                got.status(),
                                got.firstHeader("location").orElse(null))))
                .toList();
        Map<String, @Nullable String> protections = new LinkedHashMap<>();
        SecurityHeaders.NAMES.forEach(
                name -> protections.put(name, answer.get().firstHeader(name).orElse(null)));
        return new Http(
                exchange.get().url(),
                answer.get().status(),
                answer.get().firstHeader("server").orElse(null),
                answer.get().title().isEmpty() ? null : answer.get().title(),
                chain,
                protections,
                headers(answer.get(), place),
                place);
    }

    private static List<HeaderLine> headers(HttpAnswer answer, String place) {
        var lines = new ArrayList<HeaderLine>();
        for (var i = 0; i < answer.headers().size(); i++) {
            var header = answer.headers().get(i);
            lines.add(new HeaderLine(header.name(), header.value(), place + "/answer/headers/" + i));
        }
        return lines;
    }

    private static SecurityFinding finding(Finding finding, String state) {
        return new SecurityFinding(
                finding.id(),
                finding.detector(),
                finding.checkId(),
                finding.category(),
                finding.severity(),
                finding.confidence().name().toLowerCase(Locale.ROOT),
                state,
                finding.location(),
                finding.title(),
                finding.description(),
                finding.remediation(),
                finding.references(),
                finding.evidence(),
                finding.verified());
    }

    /// Evidence of before leaks were asked for says nothing of them.
    private static List<Coverage> coverage(List<Coverage> seen) {
        if (seen.stream().anyMatch(entry -> entry.probe().equals("breach"))) {
            return seen;
        }
        var all = new ArrayList<>(seen);
        all.add(new Coverage("breach", Coverage.Result.NOT_CONFIGURED, ""));
        return all;
    }

    private static Breaches breaches(@Nullable BreachHistory history) {
        if (history == null) {
            return new Breaches(0, List.of(), null, null);
        }
        var leaked = history.accounts();
        return new Breaches(
                history.breaches().size(),
                history.breaches().stream()
                        .map(breach -> new Leak(breach.name(), breach.date(), breach.compromisedData()))
                        .toList(),
                leaked == null ? null : leaked.addresses(),
                history.source());
    }

    /// Where the first address is that is in one place: one of a CDN is in many.
    private static Geolocation geolocation(Asset asset) {
        for (var seen : asset.evidence().addresses()) {
            var place = place(seen, asset);
            if (place.isPresent()) {
                var found = place.get();
                return new Geolocation(text(found.country()), text(found.city()), found.latitude(), found.longitude());
            }
        }
        return new Geolocation(null, null, null, null);
    }

    private static Optional<Location> place(AddressObservation seen, Asset asset) {
        var isInFront = provider(seen, asset).filter(use -> use.kind().isInFront());
        return isInFront.isPresent() ? Optional.empty() : Optional.ofNullable(seen.location());
    }

    private static Optional<ProviderUse> provider(AddressObservation seen, Asset asset) {
        return asset.providers().stream()
                .filter(use -> use.subject().equals(seen.address()))
                .findFirst();
    }

    private static @Nullable String text(String said) {
        return said.isEmpty() ? null : said;
    }

    /// Its country is where it is; else where its network is registered.
    private static Address address(AddressObservation seen, Asset asset) {
        var place = place(seen, asset);
        var provider = provider(seen, asset);
        var announced = seen.announcement();
        var registered = announced == null ? "" : announced.country();
        var country =
                place.map(Location::country).filter(said -> !said.isEmpty()).orElse(registered);
        return new Address(
                seen.address(),
                text(seen.reverseName()),
                announced == null ? null : announced.asns().stream().findFirst().orElse(null),
                announced == null ? null : text(announced.asName()),
                text(country),
                place.flatMap(found -> Optional.ofNullable(text(found.city()))).orElse(null),
                announced == null ? null : announced.prefix(),
                provider.map(ProviderUse::name).orElse(null),
                provider.map(ProviderUse::kind).orElse(null),
                seen.blockedBy());
    }
}
