package io.reconai.engine.detectors;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Technology;
import java.util.List;

/// Finds one family of weaknesses in evidence. Stateless; safe for use by many threads.
///
/// A finding is never made from the absence of an answer: on empty evidence every detector is silent.
public interface Detector {

    /// Names the detector in findings, such as `http_hsts_detector`.
    String id();

    /// Every check it may report.
    List<Check> checks();

    /// The requests it needs beyond what every host gets. Made in active mode only.
    default List<Probe> probes(Host host) {
        return List.of();
    }

    /// The requests it needs because of what was answered so far, to the start pages and to [#probes].
    default List<Probe> furtherProbes(Host host, List<Exchange> seen) {
        return List.of();
    }

    /// What is wrong with this host, each with its proof. Empty when nothing is, or when nothing is known.
    List<Finding> detect(Evidence evidence);

    /// The same, for those that judge what was recognised on the host; the others need no more than the evidence.
    default List<Finding> detect(Evidence evidence, List<Technology> recognised) {
        return detect(evidence);
    }
}
