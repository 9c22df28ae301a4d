package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.IpAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Mail exchangers that cannot receive mail: aliases, addresses for names, names without address, private addresses.
///
/// A null MX alone says "no mail here" (RFC 7505) and is right. What could not be resolved is unknown, not missing.
final class MailExchangerDetector implements Detector {

    private static final Check ALIAS =
            check("cname", LOW, "A mail exchanger's name is an alias", "Use a name that has addresses");
    private static final Check LITERAL = check(
            "ip-literal",
            MEDIUM,
            "A mail exchanger is written as an address",
            "Use a name: an address in an MX record means a name made of digits");
    private static final Check UNRESOLVABLE =
            check("unresolvable", LOW, "A mail exchanger does not exist", "Remove the MX record or restore the name");
    private static final Check NULL_MIXED = check(
            "null-with-others", MEDIUM, "A null MX stands beside others", "Keep either the null MX or the others");
    private static final Check PRIVATE =
            check("private-address", MEDIUM, "A mail exchanger has only private addresses", "Give it a public address");

    private static final Set<String> NOT_PRIVATE =
            Set.of("documentation", "multicast", "6to4", "6to4-relay", "as112", "amt");

    private static Check check(String name, Severity severity, String title, String remediation) {
        return new Check(
                "dns.mx." + name,
                "DNS Misconfiguration",
                severity,
                title,
                "Mail to the domain gets lost or delayed.",
                remediation,
                List.of("RFC 5321 §5.1", "RFC 7505", "RFC 2181 §10.3"));
    }

    @Override
    public String id() {
        return "dns_mail_exchanger_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(ALIAS, LITERAL, UNRESOLVABLE, NULL_MIXED, PRIVATE);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return DnsFacts.of(evidence, evidence.host().value(), "MX")
                .filter(DnsFacts.Fact::isPresent)
                .map(fact -> judge(evidence, fact))
                .orElse(List.of());
    }

    private List<Finding> judge(Evidence evidence, DnsFacts.Fact fact) {
        var findings = new ArrayList<Finding>();
        var records = fact.data();
        var exchangers = DnsFacts.exchangers(evidence);
        var nulls = records.stream().filter(data -> data.endsWith(" .")).toList();
        if (!nulls.isEmpty() && !exchangers.isEmpty()) {
            findings.add(
                    Finding.of(NULL_MIXED, id(), evidence, evidence.host().value(), fact.answer(nulls.getFirst())));
        }
        var unresolvable = exchangers.stream()
                .filter(name -> isUnresolvable(evidence, name))
                .toList();
        for (var record : records) {
            var exchanger = record.substring(record.indexOf(' ') + 1);
            if (IpAddresses.parse(exchanger).isPresent()) {
                findings.add(Finding.of(LITERAL, id(), evidence, exchanger, fact.answer(record)));
            } else if (unresolvable.contains(exchanger)) {
                findings.add(Finding.of(UNRESOLVABLE, id(), evidence, exchanger, fact.answer(record))
                        .withSeverity(unresolvable.size() == exchangers.size() ? HIGH : LOW));
            } else {
                resolved(evidence, exchanger, findings);
            }
        }
        return findings;
    }

    private void resolved(Evidence evidence, String exchanger, List<Finding> findings) {
        DnsFacts.of(evidence, exchanger, "CNAME")
                .filter(DnsFacts.Fact::isPresent)
                .ifPresent(alias -> findings.add(Finding.of(
                        ALIAS,
                        id(),
                        evidence,
                        exchanger,
                        alias.answer(alias.data().getFirst()))));
        var ipv4 = DnsFacts.of(evidence, exchanger, "A");
        var ipv6 = DnsFacts.of(evidence, exchanger, "AAAA");
        if (ipv4.isPresent() && ipv6.isPresent() && ipv4.get().isPresent()) {
            var all = new ArrayList<>(ipv4.get().data());
            all.addAll(ipv6.get().data());
            if (all.stream().allMatch(MailExchangerDetector::isPrivate)) {
                findings.add(Finding.of(
                        PRIVATE, id(), evidence, exchanger, ipv4.get().answer(all.getFirst())));
            }
        }
    }

    private static boolean isUnresolvable(Evidence evidence, String exchanger) {
        var ipv4 = DnsFacts.of(evidence, exchanger, "A").filter(DnsFacts.Fact::isAbsent);
        var ipv6 = DnsFacts.of(evidence, exchanger, "AAAA").filter(DnsFacts.Fact::isAbsent);
        return ipv4.isPresent() && ipv6.isPresent();
    }

    private static boolean isPrivate(String address) {
        return IpAddresses.parse(address)
                .flatMap(AddressPolicy.publicOnly()::forbids)
                .filter(rule -> !NOT_PRIVATE.contains(rule))
                .isPresent();
    }
}
