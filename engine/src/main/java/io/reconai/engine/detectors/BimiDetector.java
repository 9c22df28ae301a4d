package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.mail.BimiRecord;
import io.reconai.engine.mail.DmarcRecord;
import java.util.List;

/// BIMI (draft-brand-indicators-for-message-identification): a logo for the domain's mail that no receiver will show.
///
/// The scanned domain alone, and facts only. Having none is never reported; a record whose addresses are empty says
/// that no logo is wanted. Receivers show it where DMARC is enforced for all of the mail; without an answer about DMARC
/// nothing is said of that. Whether logo and certificate can be fetched is not looked at: they are others' hosts.
final class BimiDetector implements Detector {

    private static final Check INVALID = check(
            "invalid",
            "The BIMI record cannot be used",
            "Publish one record v=BIMI1; l=https://….svg; a=https://….pem at default._bimi");
    private static final Check WEAK = check(
            "dmarc-too-weak",
            "There is a BIMI logo, and DMARC is too weak for it",
            "Raise DMARC to quarantine or reject, for names below the domain too, and remove pct");

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
        return List.of(INVALID, WEAK);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return List.of();
        }
        var name = "default._bimi." + evidence.host().value();
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
        return record.isDeclined() || !isKnownToBeTooWeak(evidence)
                ? List.of()
                : List.of(Finding.of(WEAK, id(), evidence, name, fact.answer(text)));
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
