package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.mail.DmarcRecord;
import io.reconai.engine.mail.SpfTerms;
import io.reconai.engine.net.CidrRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// SPF (RFC 7208) absent, doubled, broken, too costly or too wide.
///
/// Judged for the scanned domain and for names with an SPF record of their own, never for every host: a host without
/// a mail exchanger is no mail domain. "Missing" only where the answer proves it. A branch of includes that could not
/// be looked up is unknown and gives no finding. `~all` is right where DMARC is enforced (RFC 9989 §7.1), so it is
/// reported only where that is known not to be so.
final class SpfDetector implements Detector {

    private static final String CATEGORY = "E-mail Authentication";
    private static final String WHY =
            "SPF lists the servers that may send mail for the domain. Without a sound list anybody can send in its name.";

    private static final Check MISSING =
            check("missing", MEDIUM, "No SPF record", "Publish v=spf1 … -all with the servers that send");
    private static final Check PARKED =
            check("parked-missing", LOW, "No SPF record on a domain without mail", "Publish v=spf1 -all");
    private static final Check MULTIPLE =
            check("multiple", MEDIUM, "More than one SPF record", "Merge them into one record");
    private static final Check SYNTAX = check("syntax", MEDIUM, "The SPF record cannot be read", "Correct the term");
    private static final Check LOOKUPS = check(
            "too-many-lookups", MEDIUM, "The SPF record needs more than ten look-ups", "Remove or flatten includes");
    private static final Check VOIDS = check(
            "void-lookups",
            LOW,
            "The SPF record refers to names that do not exist",
            "Remove names that no longer exist");
    private static final Check BROKEN =
            check("include-broken", MEDIUM, "An SPF include leads to no SPF record", "Remove or repair the include");
    private static final Check PASS_ALL = check("pass-all", HIGH, "SPF lets everybody send", "Replace it with -all");
    private static final Check HUGE =
            check("huge-range", MEDIUM, "SPF allows a very large network", "Narrow the range");
    private static final Check NEUTRAL =
            check("neutral-all", LOW, "SPF ends without a verdict", "End the record with -all or ~all");
    private static final Check SOFTFAIL =
            check("softfail", INFO, "SPF only marks strangers", "Enforce DMARC, or end the record with -all");
    private static final Check PTR = check("ptr", LOW, "SPF uses the ptr mechanism", "Replace ptr by ip4, ip6 or a");

    private static final Check LONG = check(
            "long", INFO, "The SPF record is longer than an answer over UDP should be", "Shorten it, or use includes");

    private static final Check TYPE_99 = check(
            "type99",
            INFO,
            "There is a record of the type SPF, which nobody asks for",
            "Remove it, and keep the TXT record alone: two that differ mislead whoever keeps the zone");

    /// RFC 7208 §3.4: with what else stands in an answer, below 512 octets.
    private static final int MAX_OCTETS = 450;

    private static final int MAX_LOOKUPS = 10;
    private static final int MAX_VOIDS = 2;
    private static final int SHORTEST_IPV4 = 16;
    private static final int SHORTEST_IPV6 = 32;

    private static Check check(String name, Severity severity, String title, String remediation) {
        return new Check(
                "dns.spf." + name,
                CATEGORY,
                severity,
                title,
                WHY,
                remediation,
                List.of("RFC 7208", "NIST SP 800-177r1 §4.4"));
    }

    @Override
    public String id() {
        return "dns_spf_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(
                MISSING, PARKED, MULTIPLE, SYNTAX, LOOKUPS, VOIDS, BROKEN, PASS_ALL, HUGE, NEUTRAL, SOFTFAIL, PTR, LONG,
                TYPE_99);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        DnsFacts.of(evidence, evidence.host().value(), "TXT")
                .ifPresent(texts -> findings.addAll(judge(evidence, texts)));
        ofOldType(evidence).ifPresent(findings::add);
        return findings;
    }

    /// A record of type 99 (RFC 7208 §3.1); what an alias leads to is somebody else's.
    private Optional<Finding> ofOldType(Evidence evidence) {
        return DnsFacts.of(evidence, evidence.host().value(), "SPF")
                .filter(old -> old.isPresent() && old.lookup().cnameChain().isEmpty())
                .map(old -> finding(TYPE_99, evidence, old, old.data().getFirst()));
    }

    private List<Finding> judge(Evidence evidence, DnsFacts.Fact texts) {
        var records = new ArrayList<String>(1);
        for (var answer : texts.lookup().answers()) {
            if (SpfTerms.isSpf(answer.data())) {
                records.add(answer.data());
            }
        }
        if (records.isEmpty()) {
            return texts.lookup().outcome().isAnswer() ? missing(evidence, texts) : List.of();
        }
        if (records.size() > 1) {
            return List.of(finding(MULTIPLE, evidence, texts, records.get(1)));
        }
        var record = records.getFirst();
        var terms = SpfTerms.parse(record);
        return terms.errors().isEmpty()
                ? content(evidence, texts, record, terms)
                : List.of(finding(SYNTAX, evidence, texts, record));
    }

    private List<Finding> missing(Evidence evidence, DnsFacts.Fact texts) {
        var location = evidence.host().value();
        if (DnsFacts.isMailDomain(evidence)) {
            var severity = List.of("quarantine", "reject").contains(dmarcPolicy(evidence)) ? LOW : MEDIUM;
            return List.of(Finding.of(MISSING, id(), evidence, location, texts.outcome())
                    .withSeverity(severity));
        }
        return evidence.host().isApex() && DnsFacts.isParked(evidence)
                ? List.of(Finding.of(PARKED, id(), evidence, location, texts.outcome()))
                : List.of();
    }

    private List<Finding> content(Evidence evidence, DnsFacts.Fact texts, String record, SpfTerms terms) {
        var findings = new ArrayList<Finding>();
        var evaluation = SpfEvaluation.of(evidence, evidence.host().name(), terms);
        if (evaluation.lookups() > MAX_LOOKUPS || evaluation.hasLoop()) {
            findings.add(finding(LOOKUPS, evidence, texts, record));
        } else if (evaluation.voids() > MAX_VOIDS) {
            findings.add(finding(VOIDS, evidence, texts, record));
        }
        evaluation.brokenInclude().ifPresent(_ -> findings.add(finding(BROKEN, evidence, texts, record)));
        ending(evidence, terms).ifPresent(check -> findings.add(finding(check, evidence, texts, record)));
        if (terms.terms().stream().anyMatch(term -> term.name().equals("ptr"))) {
            findings.add(finding(PTR, evidence, texts, record));
        }
        if (record.getBytes(StandardCharsets.UTF_8).length > MAX_OCTETS) {
            findings.add(finding(LONG, evidence, texts, record));
        }
        range(terms).ifPresent(check -> findings.add(finding(check, evidence, texts, record)));
        return findings;
    }

    /// What the last word of the record says of everybody else.
    private static Optional<Check> ending(Evidence evidence, SpfTerms terms) {
        var all = terms.all();
        if (all.isEmpty()) {
            var redirects = terms.terms().stream().anyMatch(term -> term.name().equals("redirect"));
            return redirects ? Optional.empty() : Optional.of(NEUTRAL);
        }
        return switch (all.get().qualifier()) {
            case '+' -> Optional.of(PASS_ALL);
            case '?' -> Optional.of(NEUTRAL);
            case '~' -> isKnownToBeUnenforced(evidence) ? Optional.of(SOFTFAIL) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Check> range(SpfTerms terms) {
        var lengths = terms.terms().stream()
                .filter(term -> term.name().startsWith("ip") && term.qualifier() == '+')
                .flatMap(term -> CidrRange.parse(term.value() + term.cidr()).stream())
                .filter(SpfDetector::isHuge)
                .mapToInt(CidrRange::length)
                .min();
        if (lengths.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(lengths.getAsInt() == 0 ? PASS_ALL : HUGE);
    }

    private static boolean isHuge(CidrRange range) {
        var isIpv4 = range.prefix().getAddress().length == 4;
        return range.length() < (isIpv4 ? SHORTEST_IPV4 : SHORTEST_IPV6);
    }

    /// Receivers are known to let pass what DMARC disagrees with. Names below the domain inherit its policy, which is
    /// evidence of another host: of them only an own record tells.
    private static boolean isKnownToBeUnenforced(Evidence evidence) {
        var asked = DnsFacts.of(evidence, "_dmarc." + evidence.host().value(), "TXT")
                .filter(fact -> fact.lookup().outcome().isAnswer());
        var tells = asked.filter(
                fact -> evidence.host().isApex() || fact.lookup().data().anyMatch(DmarcRecord::isDmarc));
        return tells.isPresent() && !List.of("quarantine", "reject").contains(dmarcPolicy(evidence));
    }

    /// The policy that receivers apply to the domain; empty text when there is none or it is not known.
    private static String dmarcPolicy(Evidence evidence) {
        var records = DnsFacts.of(evidence, "_dmarc." + evidence.host().value(), "TXT").stream()
                .flatMap(fact -> fact.lookup().data())
                .filter(DmarcRecord::isDmarc)
                .toList();
        // RFC 9989 §4.10: of several, receivers take none.
        return records.size() == 1
                ? DmarcRecord.parse(records.getFirst()).effectivePolicy().orElse("")
                : "";
    }

    private Finding finding(Check check, Evidence evidence, DnsFacts.Fact texts, String record) {
        return Finding.of(check, id(), evidence, evidence.host().value(), texts.answer(record));
    }
}
