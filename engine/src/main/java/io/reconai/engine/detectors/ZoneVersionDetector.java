package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.SoaRereading;
import io.reconai.engine.zone.ZoneVersions;
import java.util.List;
import java.util.Optional;

/// A name server that keeps an old version of the zone (Zonemaster Consistency01).
///
/// Two readings of every server's serial number, a minute apart, are compared by RFC 1982 §3.2: past its
/// last, the number begins anew. A server lags when its version in the second reading is still older than one
/// that another server had in the first, and than what that one has now. So nothing is said of what had
/// arrived by then, of a primary that went back, nor of a zone that changes all the time and whose copies are
/// always a moment late. Servers that did not answer both times are not compared, nor those that name
/// different primaries ([ZoneVersions]).
final class ZoneVersionDetector implements Detector {

    private static final Check DIFFERS = new Check(
            "dns.ns.serial-differs",
            "DNS Misconfiguration",
            INFO,
            "A name server keeps an old version of the zone",
            "Visitors get old answers from it, and none once its copy has expired.",
            "See why it does not fetch the zone: whether the primary notifies it, lets it transfer, and shares its key",
            List.of("RFC 1912 §2.2", "RFC 1982 §3.2", "Zonemaster Consistency01"));

    private static final long MS_PER_SECOND = 1_000;

    @Override
    public String id() {
        return "dns_zone_version_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(DIFFERS);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var again = evidence.soaRereading();
        return again == null || !evidence.host().isApex()
                ? List.of()
                : lag(evidence, again).stream()
                        .map(lag -> finding(evidence, again, lag))
                        .toList();
    }

    private static Optional<ZoneVersions.Lag> lag(Evidence evidence, SoaRereading again) {
        var second = ZoneVersions.of(again.lookups(), evidence.host().value());
        return ZoneVersions.first(evidence).lag(second);
    }

    private Finding finding(Evidence evidence, SoaRereading again, ZoneVersions.Lag lag) {
        var ahead = lag.ahead();
        var behind = proof(
                lag.behind(),
                ", " + again.afterMs() / MS_PER_SECOND + " s after " + ahead.server() + " had " + ahead.serial());
        return Finding.of(DIFFERS, id(), evidence, evidence.host().value(), behind)
                .provedBy(List.of(behind, proof(lag.later(), "")));
    }

    private static Proof proof(ZoneVersions.Held held, String more) {
        return new Proof(
                "/soa_rereading/lookups/" + held.place() + "/answers/0",
                held.server() + " has serial " + held.serial() + more);
    }
}
