package io.reconai.engine;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.ProviderUse;
import io.reconai.engine.asset.Technology;
import io.reconai.engine.risk.RiskScore;
import java.util.List;

/// A host with everything known about it: what was seen, what it runs, what is wrong with it,
/// how risky it is.
///
/// @param technologies the surest first
/// @param providers behind its addresses and its aliases, addresses first
/// @param findings worst first
public record Asset(
        Evidence evidence,
        List<Technology> technologies,
        List<ProviderUse> providers,
        List<Finding> findings,
        RiskScore risk) {

    public Asset {
        technologies = List.copyOf(technologies);
        providers = List.copyOf(providers);
        findings = List.copyOf(findings);
    }

    /// The host itself.
    public Host host() {
        return evidence.host();
    }
}
