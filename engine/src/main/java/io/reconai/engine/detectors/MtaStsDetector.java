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
import io.reconai.engine.mail.MtaStsPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An MTA-STS policy (RFC 8461) that does not work, keeps mail out, or protects little.
///
/// The policy is fetched as senders do: over https with a certificate for its host, without following redirects (§3.3).
/// Broken is only what every sender must find so: no such host, a certificate that does not fit, a redirect, no file,
/// or a file that is no policy. Silence, refusals and distress of the server may be about us or about today. Whether a
/// mail exchanger is covered is judged for those that the domain has now. That there is no policy at all is
/// [MailTransportDetector]'s matter.
final class MtaStsDetector implements Detector {

    private static final Check BROKEN = check(
            "broken",
            MEDIUM,
            "The MTA-STS policy does not work",
            "Senders find no policy and go on as if there were none: mail can be read on the way.",
            "Publish the policy at https://mta-sts.<domain>/.well-known/mta-sts.txt with a certificate for that name");
    private static final Check MISMATCH = check(
            "mx-mismatch",
            HIGH,
            "The MTA-STS policy leaves a mail exchanger out",
            "Senders that keep to the policy do not deliver to it: mail is delayed or lost.",
            "Add the exchanger to the policy, then publish a new id");
    private static final Check TESTING = check(
            "testing",
            INFO,
            "The MTA-STS policy only tests",
            "Senders report what goes wrong and deliver all the same.",
            "Read the reports, then change the mode to enforce");
    private static final Check SHORT = check(
            "short-max-age",
            LOW,
            "The MTA-STS policy is soon forgotten",
            "Who keeps a sender from fetching it for a day has it deliver without protection.",
            "Set max_age to a week at least");
    private static final Check MULTIPLE = check(
            "multiple",
            MEDIUM,
            "More than one MTA-STS record",
            "Senders then take the domain for one without a policy.",
            "Keep one record");

    private static final Duration SHORTEST = Duration.ofDays(1);

    private static Check check(String name, Severity severity, String title, String why, String remediation) {
        return new Check(
                "dns.mta-sts." + name, "E-mail Authentication", severity, title, why, remediation, List.of("RFC 8461"));
    }

    @Override
    public String id() {
        return "dns_mta_sts_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(BROKEN, MISMATCH, TESTING, SHORT, MULTIPLE);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex() || !DnsFacts.isMailDomain(evidence)) {
            return List.of();
        }
        return DnsFacts.of(evidence, "_mta-sts." + evidence.host().value(), "TXT")
                .map(fact -> judge(evidence, fact))
                .orElse(List.of());
    }

    private List<Finding> judge(Evidence evidence, DnsFacts.Fact fact) {
        var records = fact.data().stream().filter(MtaStsPolicy::isRecord).toList();
        if (records.isEmpty()) {
            return List.of();
        }
        if (records.size() > 1) {
            return List.of(finding(MULTIPLE, evidence, fact.answer(records.get(1))));
        }
        if (!MtaStsPolicy.hasId(records.getFirst())) {
            return List.of(finding(BROKEN, evidence, fact.answer(records.getFirst()))
                    .adding("The record has no id of letters and digits."));
        }
        var missing = missingHost(evidence);
        if (missing.isPresent()) {
            return List.of(broken(evidence, missing.get(), "Its host does not exist."));
        }
        return WebFacts.probed(evidence, MtaStsPolicy.LABEL).stream()
                .findFirst()
                .filter(asked -> asked.exchange().detail().isEmpty())
                .map(asked -> fetched(evidence, asked))
                .orElse(List.of());
    }

    private static Optional<Proof> missingHost(Evidence evidence) {
        var name = MtaStsPolicy.LABEL + "." + evidence.host().value();
        var ipv4 = DnsFacts.of(evidence, name, "A").filter(DnsFacts.Fact::isAbsent);
        var ipv6 = DnsFacts.of(evidence, name, "AAAA").filter(DnsFacts.Fact::isAbsent);
        return ipv6.isPresent() ? ipv4.map(DnsFacts.Fact::outcome) : Optional.empty();
    }

    private List<Finding> fetched(Evidence evidence, WebFacts.Fact asked) {
        if (!asked.exchange().tlsVerified()) {
            return List.of(broken(evidence, asked.status(), "Its host's certificate does not fit."));
        }
        var status = asked.answer().status();
        if (asked.isRedirect()) {
            return List.of(
                    broken(evidence, asked.status(), "Its address sends elsewhere, where senders do not follow."));
        }
        if (status == 404 || status == 410) {
            return List.of(broken(evidence, asked.status(), "There is no such file."));
        }
        if (status != 200 || asked.answer().truncated()) {
            return List.of();
        }
        var policy = MtaStsPolicy.parse(asked.answer().body());
        return policy.error().isEmpty()
                ? content(evidence, asked, policy)
                : List.of(broken(evidence, asked.body(policy.error()), "In its file " + policy.error() + "."));
    }

    private List<Finding> content(Evidence evidence, WebFacts.Fact asked, MtaStsPolicy policy) {
        var findings = new ArrayList<Finding>();
        var enforces = policy.mode().equals("enforce");
        if (policy.mode().equals("none")) {
            return findings;
        }
        var uncovered = DnsFacts.exchangers(evidence).stream()
                .filter(exchanger -> !policy.covers(exchanger))
                .toList();
        if (!uncovered.isEmpty()) {
            var excerpt = uncovered.getFirst() + " is none of " + String.join(", ", policy.patterns());
            findings.add(finding(MISMATCH, evidence, asked.body(excerpt)).withSeverity(enforces ? HIGH : LOW));
        }
        if (!enforces) {
            findings.add(finding(TESTING, evidence, asked.body("mode: " + policy.mode())));
        } else if (policy.maxAgeSeconds() < SHORTEST.toSeconds()) {
            findings.add(finding(SHORT, evidence, asked.body("max_age: " + policy.maxAgeSeconds())));
        }
        return findings;
    }

    private Finding broken(Evidence evidence, Proof proof, String words) {
        return finding(BROKEN, evidence, proof).adding(words);
    }

    private Finding finding(Check check, Evidence evidence, Proof proof) {
        return Finding.of(check, id(), evidence, "_mta-sts." + evidence.host().value(), proof);
    }
}
