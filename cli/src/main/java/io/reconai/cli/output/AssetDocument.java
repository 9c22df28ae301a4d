package io.reconai.cli.output;

import io.reconai.engine.Asset;
import io.reconai.engine.asset.AddressObservation;
import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.BreachHistory;
import io.reconai.engine.asset.Coverage;
import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.DomainRegistration;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.ProviderUse;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Screenshot;
import io.reconai.engine.asset.Technology;
import io.reconai.engine.observatory.Observatory;
import io.reconai.engine.risk.RiskScore;
import io.reconai.engine.tls.TlsVerdict;
import io.reconai.engine.web.SiteSummary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An asset as `json` and `jsonl` show it: the facts in short, the findings with their proofs, the explained score.
///
/// `services` are the open ports that said something, `tls` the grades of the TLS servers; `site_info` is what web
/// answers say beside pages, `observatory` what MDN HTTP Observatory would make of them; `registration` and
/// `breach_history` are the scanned domain's and null for other hosts. The whole evidence is in the file of
/// `--evidence`; the findings' pointers point into it.
record AssetDocument(
        int schemaVersion,
        String asset,
        AssetType assetType,
        DomainName domain,
        String scanId,
        Instant observedAt,
        int riskScore,
        RiskLevel riskLevel,
        List<DiscoveryStep> path,
        List<AddressObservation> addresses,
        List<Integer> openPorts,
        List<Technology> technologies,
        List<ProviderUse> providers,
        List<PortObservation> services,
        List<TlsVerdict> tls,
        SiteSummary siteInfo,
        @Nullable Observatory observatory,
        @Nullable Screenshot screenshot,
        @Nullable DomainRegistration registration,
        @Nullable BreachHistory breachHistory,
        List<Finding> findings,
        RiskScore risk,
        List<Coverage> coverage) {

    static AssetDocument of(Asset asset) {
        var evidence = asset.evidence();
        return new AssetDocument(
                Evidence.SCHEMA_VERSION,
                evidence.host().value(),
                evidence.host().type(),
                evidence.host().domain(),
                evidence.scanId(),
                evidence.observedAt(),
                asset.risk().score(),
                asset.risk().level(),
                evidence.path(),
                evidence.addresses(),
                evidence.openPorts(),
                asset.technologies(),
                asset.providers(),
                evidence.ports().stream()
                        .filter(port ->
                                !port.service().isEmpty() || !port.banner().isEmpty())
                        .toList(),
                TlsVerdict.of(evidence),
                SiteSummary.of(evidence),
                Observatory.of(evidence).orElse(null),
                evidence.screenshot(),
                evidence.registration(),
                evidence.breachHistory(),
                asset.findings(),
                asset.risk(),
                evidence.coverage());
    }
}
