package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Breach;
import io.reconai.engine.asset.BreachHistory;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Proof;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Leaks of the domain's own site, and addresses of the domain in leaks of others, as a breach source tells of them.
///
/// Never above medium, since it is history and no hole; never certain, since it is somebody else's word. A leak of an
/// unknown day counts as an old one.
final class BreachDetector implements Detector {

    private static final Period RECENT = Period.ofYears(3);
    private static final Period PASSWORDS_IN_USE = Period.ofYears(2);

    private static final Check SITE = new Check(
            "breach.site",
            "Breaches",
            MEDIUM,
            "Data of the domain's own site has leaked",
            "What was taken is in the hands of strangers and is used to sign in elsewhere and to deceive people.",
            "Make sure that its cause is mended, that passwords were changed, and that those concerned know",
            List.of("CWE-359", "GDPR Art. 33 and 34"));

    private static final Check ACCOUNTS = new Check(
            "breach.accounts",
            "Breaches",
            LOW,
            "Mail addresses of the domain are in leaks of others",
            "People use the same password in several places, and a leaked address draws deceiving mail.",
            "Refuse leaked passwords and require a second factor",
            List.of("NIST SP 800-63B §5.1.1.2", "CWE-521"));

    @Override
    public String id() {
        return "breach_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(SITE, ACCOUNTS);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var history = evidence.breachHistory();
        if (history == null) {
            return List.of();
        }
        var today = LocalDate.ofInstant(evidence.observedAt(), ZoneOffset.UTC);
        var findings = new ArrayList<Finding>();
        for (var i = 0; i < history.breaches().size(); i++) {
            findings.add(site(evidence, history, i, today));
        }
        var accounts = accounts(evidence, history, today);
        if (accounts != null) {
            findings.add(accounts);
        }
        return findings;
    }

    private Finding site(Evidence evidence, BreachHistory history, int index, LocalDate today) {
        var breach = history.breaches().get(index);
        var proof = new Proof("/breach_history/breaches/" + index, said(history.source(), breach));
        return Finding.of(SITE, id(), evidence, breach.name(), proof)
                .withSeverity(breach.isSince(today.minus(RECENT)) ? MEDIUM : INFO)
                .withConfidence(breach.verified() ? Confidence.FIRM : Confidence.TENTATIVE);
    }

    private static String said(String source, Breach breach) {
        var when = breach.date() == null ? "on an unknown day" : "on " + breach.date();
        var accounts = breach.accounts() == null ? "" : ", " + breach.accounts() + " accounts";
        return source + ": " + breach.name() + " " + when + accounts + ": "
                + String.join(", ", breach.compromisedData());
    }

    private @Nullable Finding accounts(Evidence evidence, BreachHistory history, LocalDate today) {
        var leaked = history.accounts();
        if (leaked == null || leaked.addresses() == 0) {
            return null;
        }
        var mayBeInUse = leaked.breaches().stream()
                .anyMatch(breach -> breach.isSince(today.minus(PASSWORDS_IN_USE)) && hasPasswords(breach));
        var names = leaked.breaches().stream().map(Breach::name).toList();
        var excerpt = history.source() + ": " + leaked.addresses() + " addresses in " + String.join(", ", names);
        return Finding.of(ACCOUNTS, id(), evidence, history.domain(), new Proof("/breach_history/accounts", excerpt))
                .withSeverity(mayBeInUse ? MEDIUM : LOW)
                .withConfidence(Confidence.FIRM);
    }

    private static boolean hasPasswords(Breach breach) {
        return breach.compromisedData().stream()
                .anyMatch(kind -> kind.toLowerCase(Locale.ROOT).equals("passwords"));
    }
}
