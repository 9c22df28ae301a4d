package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.mail.SpfTerms;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.IpAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Mail exchangers that cannot receive mail: aliases, addresses for names, names without address, private addresses.
///
/// A null MX alone says "no mail here" (RFC 7505) and is right, unless SPF lets somebody send: what cannot be delivered
/// then has nowhere to come back to (§4.2). What could not be resolved is unknown, not missing.
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

    private static final Check NULL_SENDS = check(
            "null-but-sends",
            INFO,
            "A domain that takes no mail may send it",
            "Publish v=spf1 -all, or an MX record for what comes back");

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
        return List.of(ALIAS, LITERAL, UNRESOLVABLE, NULL_MIXED, PRIVATE, NULL_SENDS);
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
        if (!nulls.isEmpty() && exchangers.isEmpty()) {
            sends(evidence)
                    .map(policy -> Finding.of(
                                    NULL_SENDS, id(), evidence, evidence.host().value(), policy)
                            .provedBy(List.of(policy, fact.answer(nulls.getFirst()))))
                    .ifPresent(findings::add);
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

    /// An SPF record by which somebody may send; one that cannot be read, or of several, says nothing.
    private static Optional<Proof> sends(Evidence evidence) {
        return DnsFacts.of(evidence, evidence.host().value(), "TXT").flatMap(fact -> {
            var records = fact.data().stream().filter(SpfTerms::isSpf).toList();
            if (records.size() != 1) {
                return Optional.empty();
            }
            var policy = SpfTerms.parse(records.getFirst());
            var sends = policy.errors().isEmpty() && policy.terms().stream().anyMatch(term -> term.qualifier() == '+');
            return sends ? Optional.of(fact.answer(records.getFirst())) : Optional.empty();
        });
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
