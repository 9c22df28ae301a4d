package io.reconai.server.findings;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.detectors.Detector;
import io.reconai.engine.detectors.Detectors;
import java.util.List;

/// What can be found at all.
final class CheckCatalogue {

    private static final DomainName ANY = new DomainName("example.com");

    /// @param modes in which it can be found
    /// @param cwe such as `CWE-319`
    record Entry(
            String type,
            String detector,
            String category,
            Severity severity,
            String title,
            String description,
            String remediation,
            List<String> references,
            List<String> modes,
            List<String> cwe) {}

    private CheckCatalogue() {}

    static List<Entry> all() {
        return Detectors.all().stream()
                .flatMap(detector -> detector.checks().stream().map(check -> entry(detector, check)))
                .toList();
    }

    private static Entry entry(Detector detector, Check check) {
        return new Entry(
                check.id(),
                detector.id(),
                check.category(),
                check.severity(),
                check.title(),
                check.description(),
                check.remediation(),
                check.references(),
                modes(detector),
                check.references().stream()
                        .filter(reference -> reference.startsWith("CWE-"))
                        .map(reference -> reference.split("[ :,]", 2)[0])
                        .toList());
    }

    /// Paths are asked in active mode only; DNS is asked in every mode.
    private static List<String> modes(Detector detector) {
        if (!detector.probes(Host.of(ANY, ANY)).isEmpty()) {
            return List.of("active");
        }
        return detector.id().startsWith("dns")
                ? List.of("passive", "standard", "active")
                : List.of("standard", "active");
    }
}
