package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The zone's name servers: lame, dangling, alone, or named by an alias.
///
/// A server is lame when it answers and does not know the zone (RFC 1912 §2.8); one that stays silent is unreachable,
/// which is said only where another of the same kind of address answers: else the way there may be what is shut.
/// Servers are asked directly in standard mode and above; those of a name below the domain only where it is a zone of
/// its own that resolvers get no answer from.
final class NameServerDetector implements Detector {

    private static final Check LAME =
            check("lame", LOW, "A name server does not know the zone", "Remove it, or configure the zone there");
    private static final Check ALL_LAME =
            check("all-lame", HIGH, "No name server knows the zone", "Restore the zone or remove the delegation");
    private static final Check DANGLING =
            check("dangling", MEDIUM, "A name server's name does not exist", "Remove the NS record");
    private static final Check SINGLE =
            check("single", MEDIUM, "The zone has one name server", "Use two or more, apart from each other");
    private static final Check ALIAS =
            check("cname", LOW, "A name server's name is an alias", "Use a name that has addresses");

    private static final Check UNREACHABLE =
            check("unreachable", LOW, "A name server does not answer", "Repair it, or remove it from the zone");

    private static Check check(String name, Severity severity, String title, String remediation) {
        return new Check(
                "dns.ns." + name,
                "DNS Misconfiguration",
                severity,
                title,
                "Visitors and mail find the organisation through these servers; what is wrong here fails for everything.",
                remediation,
                List.of("RFC 1034 §4", "RFC 1912 §2.8", "RFC 2182"));
    }

    private final NameServerTakeoverDetector takeover;

    /// @param takeover says more of a zone that nobody answers for, where it has something to say
    NameServerDetector(NameServerTakeoverDetector takeover) {
        this.takeover = takeover;
    }

    @Override
    public String id() {
        return "dns_name_server_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(LAME, ALL_LAME, DANGLING, SINGLE, ALIAS, UNREACHABLE);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return lame(evidence).stream().toList();
        }
        return DnsFacts.of(evidence, evidence.host().value(), "NS")
                .filter(DnsFacts.Fact::isPresent)
                .map(servers -> judge(evidence, servers))
                .orElseGet(() -> lame(evidence).stream().toList());
    }

    private List<Finding> judge(Evidence evidence, DnsFacts.Fact servers) {
        var findings = new ArrayList<Finding>();
        var addresses = new LinkedHashSet<String>();
        for (var server : servers.data()) {
            names(evidence, server, findings);
            addresses.addAll(addressesOf(evidence, server));
        }
        if (servers.data().size() == 1 || (addresses.size() == 1 && everyServerHasAddresses(evidence, servers))) {
            findings.add(finding(
                    SINGLE,
                    evidence,
                    evidence.host().value(),
                    servers,
                    servers.data().getFirst()));
        }
        lame(evidence).ifPresent(findings::add);
        silent(evidence).ifPresent(findings::add);
        return findings;
    }

    private void names(Evidence evidence, String server, List<Finding> findings) {
        DnsFacts.of(evidence, server, "CNAME")
                .filter(DnsFacts.Fact::isPresent)
                .ifPresent(alias -> findings.add(
                        finding(ALIAS, evidence, server, alias, alias.data().getFirst())));
        var ipv4 = DnsFacts.of(evidence, server, "A").filter(DnsFacts.Fact::isAbsent);
        var ipv6 = DnsFacts.of(evidence, server, "AAAA").filter(DnsFacts.Fact::isAbsent);
        if (ipv4.isPresent() && ipv6.isPresent() && DomainName.parse(server).isPresent()) {
            findings.add(Finding.of(DANGLING, id(), evidence, server, ipv4.get().outcome()));
        }
    }

    private static boolean everyServerHasAddresses(Evidence evidence, DnsFacts.Fact servers) {
        return servers.data().stream()
                .allMatch(server -> !addressesOf(evidence, server).isEmpty());
    }

    private static Set<String> addressesOf(Evidence evidence, String server) {
        var addresses = new LinkedHashSet<String>();
        for (var type : List.of("A", "AAAA")) {
            DnsFacts.of(evidence, server, type).ifPresent(fact -> addresses.addAll(fact.data()));
        }
        return addresses;
    }

    private Optional<Finding> lame(Evidence evidence) {
        var direct = DnsFacts.direct(evidence, "SOA");
        var lame = direct.stream().filter(DnsFacts.Fact::isLame).toList();
        if (lame.isEmpty() || takeover.explains(evidence)) {
            return Optional.empty();
        }
        var check = lame.size() == direct.size() ? ALL_LAME : LAME;
        return Optional.of(Finding.of(
                check, id(), evidence, evidence.host().value(), lame.getFirst().outcome()));
    }

    /// FIRM because packets may have been lost on the way, however often it was asked.
    private Optional<Finding> silent(Evidence evidence) {
        var direct = DnsFacts.direct(evidence, "SOA");
        return direct.stream()
                .filter(fact -> fact.lookup().outcome() == DnsOutcome.TIMEOUT)
                .filter(fact -> direct.stream()
                        .anyMatch(other ->
                                other.lookup().outcome() == DnsOutcome.NOERROR && isIpv6(other) == isIpv6(fact)))
                .findFirst()
                .map(fact -> Finding.of(
                                UNREACHABLE, id(), evidence, evidence.host().value(), fact.outcome())
                        .withConfidence(Confidence.FIRM));
    }

    private static boolean isIpv6(DnsFacts.Fact direct) {
        return direct.lookup().server().startsWith("[");
    }

    private Finding finding(Check check, Evidence evidence, String location, DnsFacts.Fact fact, String data) {
        return Finding.of(check, id(), evidence, location, fact.answer(data));
    }
}
