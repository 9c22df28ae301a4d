package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.StartTlsFault;
import io.reconai.engine.detectors.TlsFacts.Fact;
import java.util.List;

/// Plain protocols whose change to TLS goes wrong: offered and then refused, or not clean (RFC 8314, CVE-2011-0411).
///
/// A server that never offered the change and refuses it simply has no TLS. Octets after the go-ahead are only seen to
/// come; that a stranger's words get into the protected conversation the other way follows from it often, not always,
/// since nothing is sent ahead to try.
final class StartTlsDetector implements Detector {

    private static final Check STRIPPED = new Check(
            "tls.starttls.stripped",
            "TLS",
            LOW,
            "TLS is offered and refused when it is asked for",
            "Mail and passwords go on in the clear, with programs that take what they get.",
            "Give the server a certificate that it can read, or stop offering TLS",
            List.of("RFC 8314", "RFC 3207 §4.1"));

    private static final Check INJECTION = new Check(
            "tls.starttls.injection",
            "TLS",
            MEDIUM,
            "The server goes on talking before TLS has begun",
            "Somebody in between can put words into a conversation that looks protected.",
            "Renew the server: it has to forget what was said in the clear when TLS begins",
            List.of("RFC 8314", "CVE-2011-0411"));

    @Override
    public String id() {
        return "tls_start_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(STRIPPED, INJECTION);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return TlsFacts.judge(evidence, fact -> fact.seen()
                .faultAtStart()
                .map(fault -> List.of(judge(evidence, fact, fault)))
                .orElse(List.of()));
    }

    private Finding judge(Evidence evidence, Fact fact, StartTlsFault fault) {
        var proof = fact.proof(
                "/detail",
                fact.seen().startedIn().orElse("") + ": " + fact.seen().detail());
        return switch (fault) {
            case REFUSED_THOUGH_OFFERED -> Finding.of(STRIPPED, id(), evidence, fact.location(), proof);
            case SPOKE_BEFORE_TLS ->
                Finding.of(INJECTION, id(), evidence, fact.location(), proof).withConfidence(Confidence.FIRM);
        };
    }
}
