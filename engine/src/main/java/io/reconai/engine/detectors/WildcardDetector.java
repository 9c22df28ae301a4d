package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import java.util.List;
import java.util.stream.IntStream;

/// A wildcard directly below the host (RFC 4592): any name there is answered. A fact that explains other results.
final class WildcardDetector implements Detector {

    private static final Check PRESENT = new Check(
            "dns.wildcard.present",
            "DNS Misconfiguration",
            INFO,
            "Any name below this one is answered",
            "Typing errors and made-up names lead to a host of the organisation.",
            "Replace the wildcard by the names that are needed",
            List.of("RFC 4592", "RFC 1912 §2.7"));

    @Override
    public String id() {
        return "dns_wildcard_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(PRESENT);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (evidence.wildcards().isEmpty()) {
            return List.of();
        }
        return IntStream.range(0, evidence.wildcards().size())
                .filter(index -> evidence.wildcards().get(index).kept().equals("parent"))
                .filter(index -> !evidence.wildcards().get(index).answers().isEmpty())
                .mapToObj(index -> {
                    var verdict = evidence.wildcards().get(index);
                    var excerpt =
                            String.join(" ", verdict.probes()) + " answered " + String.join(" ", verdict.answers());
                    return Finding.of(
                            PRESENT,
                            id(),
                            evidence,
                            "*." + verdict.parent(),
                            new Proof("/wildcards/" + index, excerpt));
                })
                .toList();
    }
}
