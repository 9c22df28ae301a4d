package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.ZoneTransferAttempt;
import java.util.List;
import java.util.stream.IntStream;

/// A name server that gives the whole zone to anybody (AXFR, RFC 5936). One finding a server; a refusal is none.
final class ZoneTransferDetector implements Detector {

    private static final int SOA_AND_ONE_MORE = 2;

    private static final Check OPEN = new Check(
            "dns.ns.axfr-open",
            "DNS Misconfiguration",
            MEDIUM,
            "A name server gives away the whole zone",
            "Anybody can list every name of the domain, the internal ones too.",
            "Restrict transfers to the secondaries, by address or TSIG",
            List.of("RFC 5936", "NIST SP 800-81", "CWE-200"));

    @Override
    public String id() {
        return "dns_zone_transfer_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(OPEN);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return IntStream.range(0, evidence.zoneTransfers().size())
                .filter(index -> isGivenAway(evidence.zoneTransfers().get(index)))
                .mapToObj(index -> {
                    var attempt = evidence.zoneTransfers().get(index);
                    var excerpt = attempt.recordCount() + " records from " + attempt.address() + ", among them "
                            + String.join(" ", attempt.sample());
                    return Finding.of(
                                    OPEN,
                                    id(),
                                    evidence,
                                    attempt.server(),
                                    new Proof("/zone_transfers/" + index, excerpt))
                            .proved();
                })
                .toList();
    }

    /// Also where the transfer was so large that we stopped it, but not where it broke off after its first record.
    private static boolean isGivenAway(ZoneTransferAttempt attempt) {
        return attempt.outcome().equals("transferred")
                || (attempt.outcome().equals("limit_reached") && attempt.recordCount() > SOA_AND_ONE_MORE);
    }
}
