package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.mail.SoaKeeper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The zone's timers (SOA) outside of what RFC 1912 §2.2 and RFC 2308 §5 recommend, and an address for its keeper that
/// nothing reaches. Facts, never more.
///
/// The address is written as a name, the `@` as a dot (RFC 1035 §3.3.13). That its domain takes no mail is said only
/// where MX, A and AAAA are all known to be absent: a host without MX takes mail at its address.
final class SoaDetector implements Detector {

    private static final Check EXPIRE =
            check("expire", "Secondaries give up too early or too late", "Use two to four weeks");
    private static final Check REFRESH = check(
            "refresh",
            "Secondaries ask too often or too rarely",
            "Use 20 minutes to 12 hours, and retry below refresh");
    private static final Check MINIMUM =
            check("minimum", "Missing names are remembered for more than a day", "Use 5 minutes to an hour");

    private static final Check KEEPER = new Check(
            "dns.soa.rname",
            "DNS Misconfiguration",
            INFO,
            "The zone's keeper cannot be reached by mail",
            "Who sees that something is wrong with the zone writes to the address in its SOA record.",
            "Name a mailbox that is read, with a dot in place of the @",
            List.of("RFC 1912 §2.2", "RFC 2142 §7"));

    private static final long WEEK = 604_800;
    private static final long FOUR_WEEKS = 2_419_200;
    private static final long TWENTY_MINUTES = 1_200;
    private static final long HALF_DAY = 43_200;
    private static final long DAY = 86_400;

    private static Check check(String name, String title, String remediation) {
        return new Check(
                "dns.soa." + name,
                "DNS Misconfiguration",
                INFO,
                title,
                "The zone's timers decide how long changes take and how long an outage is bridged.",
                remediation,
                List.of("RFC 1912 §2.2", "RFC 2308 §5"));
    }

    @Override
    public String id() {
        return "dns_soa_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(EXPIRE, REFRESH, MINIMUM, KEEPER);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return List.of();
        }
        return DnsFacts.of(evidence, evidence.host().value(), "SOA")
                .filter(DnsFacts.Fact::isPresent)
                .map(fact -> judge(evidence, fact))
                .orElse(List.of());
    }

    private List<Finding> judge(Evidence evidence, DnsFacts.Fact fact) {
        var record = fact.data().getFirst();
        var parts = record.split(" ");
        if (parts.length != 7) {
            return List.of();
        }
        var refresh = Long.parseLong(parts[3]);
        var retry = Long.parseLong(parts[4]);
        var expire = Long.parseLong(parts[5]);
        var minimum = Long.parseLong(parts[6]);
        var found = new ArrayList<Check>();
        if (expire < WEEK || expire > FOUR_WEEKS) {
            found.add(EXPIRE);
        }
        if (refresh < TWENTY_MINUTES || refresh > HALF_DAY || retry >= refresh) {
            found.add(REFRESH);
        }
        if (minimum > DAY) {
            found.add(MINIMUM);
        }
        if (isUnreachable(evidence, parts[1])) {
            found.add(KEEPER);
        }
        return found.stream()
                .map(check -> Finding.of(check, id(), evidence, evidence.host().value(), fact.answer(record)))
                .toList();
    }

    private static boolean isUnreachable(Evidence evidence, String keeper) {
        if (keeper.contains("@")) {
            return true;
        }
        var domain = SoaKeeper.domain(keeper);
        return domain.isPresent()
                && Stream.of("MX", "A", "AAAA")
                        .allMatch(type -> DnsFacts.of(evidence, domain.get().value(), type)
                                .filter(DnsFacts.Fact::isAbsent)
                                .isPresent());
    }
}
