package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.mail.BimiRecord;
import io.reconai.engine.mail.DmarcRecord;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// BIMI (draft-brand-indicators-for-message-identification): a logo for the domain's mail that no receiver will show.
///
/// The scanned domain alone, and facts only. Having none is never reported; a record whose addresses are empty
/// says that no logo is wanted. Receivers show it where DMARC is enforced for all of the mail; without an
/// answer about DMARC nothing is said of that. A logo cannot be fetched when its host does not exist, shows a
/// certificate that does not fit, or has no such file; silence and errors pass, and who sends elsewhere is not
/// followed. The certificate of the mark is not looked at.
final class BimiDetector implements Detector {

    private static final Check INVALID = check(
            "invalid",
            "The BIMI record cannot be used",
            "Publish one record v=BIMI1; l=https://….svg; a=https://….pem at default._bimi");
    private static final Check WEAK = check(
            "dmarc-too-weak",
            "There is a BIMI logo, and DMARC is too weak for it",
            "Raise DMARC to quarantine or reject, for names below the domain too, and remove pct");

    private static final Check UNREACHABLE = check(
            "logo-unreachable",
            "The BIMI logo cannot be fetched",
            "Put the logo back, or correct its address in the record");

    private static final Set<Integer> GONE = Set.of(404, 410);

    private static Check check(String name, String title, String remediation) {
        return new Check(
                "dns.bimi." + name,
                "E-mail Authentication",
                INFO,
                title,
                "Receivers do not show the logo that was meant to stand beside the domain's mail.",
                remediation,
                List.of("draft-brand-indicators-for-message-identification", "RFC 9989"));
    }

    @Override
    public String id() {
        return "dns_bimi_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(INVALID, WEAK, UNREACHABLE);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return List.of();
        }
        var name = BimiRecord.LABEL + "." + evidence.host().value();
        return DnsFacts.of(evidence, name, "TXT").stream()
                .flatMap(fact -> judge(evidence, name, fact).stream())
                .toList();
    }

    private List<Finding> judge(Evidence evidence, String name, DnsFacts.Fact fact) {
        var records = fact.data().stream().filter(BimiRecord::isBimi).toList();
        if (records.isEmpty()) {
            return fact.data().stream()
                    .filter(BimiRecord::isBroken)
                    .limit(1)
                    .map(text -> Finding.of(INVALID, id(), evidence, name, fact.answer(text)))
                    .toList();
        }
        var text = records.getLast();
        var record = BimiRecord.parse(text);
        if (records.size() > 1 || !record.isUsable()) { // of several receivers take none
            return List.of(Finding.of(INVALID, id(), evidence, name, fact.answer(text)));
        }
        if (record.isDeclined()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        if (isKnownToBeTooWeak(evidence)) {
            findings.add(Finding.of(WEAK, id(), evidence, name, fact.answer(text)));
        }
        record.logo()
                .flatMap(logo -> missing(evidence, logo))
                .map(proof -> Finding.of(UNREACHABLE, id(), evidence, name, proof)
                        .provedBy(List.of(fact.answer(text), proof)))
                .ifPresent(findings::add);
        return findings;
    }

    /// What shows that nobody can fetch the logo; empty while that is not known.
    private static Optional<Proof> missing(Evidence evidence, URI logo) {
        var asked = WebFacts.probed(evidence, BimiRecord.PROBE).stream()
                .filter(answered -> answered.exchange().detail().isEmpty())
                .filter(answered -> !answered.exchange().tlsVerified()
                        || GONE.contains(answered.answer().status()))
                .findFirst();
        if (asked.isPresent()) {
            return asked.map(WebFacts.Fact::status);
        }
        var host = Optional.ofNullable(logo.getHost()).orElse("").toLowerCase(Locale.ROOT);
        var ipv4 = DnsFacts.of(evidence, host, "A").filter(DnsFacts.Fact::isAbsent);
        var ipv6 = DnsFacts.of(evidence, host, "AAAA").filter(DnsFacts.Fact::isAbsent);
        return ipv6.isPresent() ? ipv4.map(DnsFacts.Fact::outcome) : Optional.empty();
    }

    private static boolean isKnownToBeTooWeak(Evidence evidence) {
        return DnsFacts.of(evidence, "_dmarc." + evidence.host().value(), "TXT")
                .filter(fact -> fact.lookup().outcome().isAnswer())
                .filter(fact -> !isEnforced(fact))
                .isPresent();
    }

    /// One record that asks for all of the mail to be kept out, or put aside.
    private static boolean isEnforced(DnsFacts.Fact dmarc) {
        var records = dmarc.data().stream().filter(DmarcRecord::isDmarc).toList();
        if (records.size() != 1) {
            return false;
        }
        var record = DmarcRecord.parse(records.getFirst());
        var isPartial =
                record.tag("pct").filter(value -> value.matches("\\d{1,2}")).isPresent();
        return !isPartial
                && !record.effectivePolicy().orElse("none").equals("none")
                && !record.effectiveSubdomainPolicy().orElse("none").equals("none");
    }
}
