package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.mail.DkimKey;
import io.reconai.engine.mail.DkimRecord;
import io.reconai.engine.mail.DkimSelectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// DKIM keys (RFC 6376) that are short, broken, switched off or left behind.
///
/// Judged under the usual selectors of the scanned domain, for those keys that are there. Selectors cannot be
/// listed, and a domain may use any other: that a mail domain has none is a mere fact, and said only where the
/// name above all of them does not exist either, since then nothing is below it (RFC 8020). Where a name that
/// nobody has is answered with the same record, a wildcard answers, as on domains that revoke all keys at once
/// (M3AAWG, parked domains). A key of another service than mail is none for mail. RSA of less than 1,024 bits
/// is not to be accepted, and signers should have 2,048 (RFC 8301 §3.2); keys of other kinds are RFC 8463's.
final class DkimDetector implements Detector {

    private static final Check WEAK = check(
            "weak-key",
            LOW,
            "A DKIM key is short",
            "Whoever computes the private key signs mail in the domain's name, which DMARC then lets pass.",
            "Publish a key of 2,048 bits under a new selector, sign with it, then remove the old one",
            "RFC 8301 §3.2");
    private static final Check SHA1 = check(
            "sha1-only",
            MEDIUM,
            "A DKIM key is for SHA-1 alone",
            "Receivers must not accept such signatures, so that the mail counts as unsigned.",
            "Remove h=sha1 and sign with SHA-256",
            "RFC 8301 §3.1");
    private static final Check TESTING = check(
            "testing",
            LOW,
            "A DKIM key is in test mode",
            "Receivers treat mail that is signed with it as unsigned.",
            "Remove the flag t=y",
            "RFC 6376 §3.6.1");
    private static final Check REVOKED = check(
            "revoked",
            INFO,
            "A DKIM key is revoked",
            "It was withdrawn on purpose; the record is left over once the last mail signed with it has arrived.",
            "Remove the record when a week has passed",
            "RFC 6376 §3.6.1");
    private static final Check INVALID = check(
            "invalid",
            LOW,
            "A DKIM key cannot be read",
            "Mail that is signed with it counts as unsigned.",
            "Publish the key again as the signing program writes it",
            "RFC 6376 §3.6.1");
    private static final Check DANGLING = check(
            "dangling-cname",
            LOW,
            "A DKIM key's alias leads nowhere",
            "Mail that is signed with it counts as unsigned; whoever gets hold of the target signs in the domain's name.",
            "Remove the alias, or have the service publish its key",
            "RFC 6376 §3.6.2");

    private static final Check NONE = check(
            "none-found",
            INFO,
            "No DKIM key was found",
            "Mail without a signature passes DMARC by SPF alone, which forwarding breaks.",
            "Have every service that sends mail for the domain sign it, and publish its key",
            "RFC 6376 §3.6.2");

    private static Check check(
            String name, Severity severity, String title, String why, String remediation, String source) {
        return new Check(
                "dns.dkim." + name, "E-mail Authentication", severity, title, why, remediation, List.of(source));
    }

    /// Below this, receivers must not accept signatures.
    private static final int LEAST_BITS = 1_024;

    private static final int GOOD_BITS = 2_048;

    @Override
    public String id() {
        return "dns_dkim_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(WEAK, SHA1, TESTING, REVOKED, INVALID, DANGLING, NONE);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return List.of();
        }
        var facts = facts(evidence);
        var none = none(evidence, facts);
        if (none.isPresent()) {
            return List.of(none.get());
        }
        var wild = facts.stream()
                .filter(fact -> !DkimSelectors.isUsual(fact.lookup().name()))
                .flatMap(fact -> fact.lookup().data())
                .toList();
        Map<String, Finding> findings = new LinkedHashMap<>(); // two records of one name are one finding
        facts.stream()
                .filter(fact -> DkimSelectors.isUsual(fact.lookup().name()))
                .flatMap(fact -> Stream.concat(
                        dangling(evidence, fact).stream(),
                        fact.data().stream()
                                .filter(text -> !wild.contains(text))
                                .flatMap(text -> judge(evidence, fact, text))))
                .forEach(finding -> findings.putIfAbsent(finding.id(), finding));
        return List.copyOf(findings.values());
    }

    private Optional<Finding> none(Evidence evidence, List<DnsFacts.Fact> keys) {
        var isEachAbsent = !keys.isEmpty() && keys.stream().allMatch(DkimDetector::isPlainlyAbsent);
        if (!isEachAbsent || !DnsFacts.isMailDomain(evidence)) {
            return Optional.empty();
        }
        return DkimSelectors.parent(evidence.host().domain())
                .flatMap(parent -> DnsFacts.of(evidence, parent.value(), "TXT"))
                .filter(parent -> parent.lookup().outcome() == DnsOutcome.NXDOMAIN && isPlainlyAbsent(parent))
                .map(parent -> Finding.of(NONE, id(), evidence, evidence.host().value(), parent.outcome()));
    }

    /// Absent, and not by way of an alias: then something is there, if only the alias.
    private static boolean isPlainlyAbsent(DnsFacts.Fact fact) {
        return fact.isAbsent() && fact.lookup().cnameChain().isEmpty();
    }

    private static List<DnsFacts.Fact> facts(Evidence evidence) {
        var facts = new ArrayList<DnsFacts.Fact>();
        for (var index = 0; index < evidence.dns().size(); index++) {
            var lookup = evidence.dns().get(index);
            if (lookup.type().equals("TXT")
                    && DkimSelectors.isKey(lookup.name(), evidence.host().domain())) {
                facts.add(new DnsFacts.Fact(index, lookup));
            }
        }
        return facts;
    }

    private Stream<Finding> judge(Evidence evidence, DnsFacts.Fact fact, String text) {
        var record = DkimRecord.of(text).filter(DkimRecord::isForMail);
        if (record.isEmpty()) {
            return Stream.empty();
        }
        var findings = new ArrayList<Finding>();
        switch (record.get().key()) {
            case DkimKey.Rsa(var bits)
            when bits < GOOD_BITS ->
                findings.add(finding(WEAK, evidence, fact, text)
                        .withSeverity(bits < LEAST_BITS ? HIGH : LOW)
                        .adding("The key has " + bits + " bits."));
            case DkimKey.Revoked _ -> {
                return Stream.of(finding(REVOKED, evidence, fact, text));
            }
            case DkimKey.Unreadable(var why) ->
                findings.add(finding(INVALID, evidence, fact, text).adding("Here " + why + "."));
            case DkimKey.Rsa _, DkimKey.Ed25519 _, DkimKey.Unknown _ -> {}
        }
        if (record.get().isSha1Only()) {
            findings.add(finding(SHA1, evidence, fact, text));
        }
        if (record.get().isTest()) {
            findings.add(finding(TESTING, evidence, fact, text));
        }
        return findings.stream();
    }

    /// The alias is there and its target is not: said by NXDOMAIN behind at least one link.
    private Optional<Finding> dangling(Evidence evidence, DnsFacts.Fact fact) {
        var chain = fact.lookup().cnameChain();
        if (fact.lookup().outcome() != DnsOutcome.NXDOMAIN || chain.isEmpty()) {
            return Optional.empty();
        }
        var finding = Finding.of(DANGLING, id(), evidence, fact.lookup().name(), fact.outcome());
        var free = DomainName.parse(chain.getLast())
                .flatMap(name -> DomainFacts.around(evidence, name))
                .filter(DomainFacts.Fact::isFree);
        return Optional.of(
                free.isEmpty()
                        ? finding
                        : finding.withSeverity(MEDIUM)
                                .provedBy(List.of(fact.outcome(), free.get().proof())));
    }

    private Finding finding(Check check, Evidence evidence, DnsFacts.Fact fact, String text) {
        return Finding.of(check, id(), evidence, fact.lookup().name(), fact.answer(text));
    }
}
