package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.List;

/// Hosts that pretend: more kinds of services than any host has, or the same greeting on many ports.
///
/// Its services are then reported by no other detector, and say nothing of the risk.
final class HoneypotDetector implements Detector {

    private static final Check SUSPECTED = new Check(
            "service.honeypot-suspected",
            "Exposed Service",
            INFO,
            "This host seems to be a honeypot or a tar pit",
            "What its ports say is probably made up, so that none of it is reported.",
            "Nothing, where the host is meant to be one; otherwise find out what answers in its place",
            List.of());

    @Override
    public String id() {
        return "service_honeypot_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(SUSPECTED);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return ServiceFacts.pretence(evidence).stream()
                .map(proof -> Finding.of(
                                SUSPECTED, id(), evidence, evidence.host().value(), proof)
                        .withConfidence(Confidence.TENTATIVE))
                .toList();
    }
}
