package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// MTA-STS (RFC 8461) and TLS reporting (RFC 8460) of a domain that receives mail.
///
/// The scanned domain alone. Several TXT records may stand at the same name; only those that begin with the version
/// tag count. Where DANE protects all of the mail already, a missing policy is a mere fact. TLS reports matter only
/// where something can fail, so without either their absence is one too.
final class MailTransportDetector implements Detector {

    private static final Check STS = new Check(
            "dns.mta-sts.missing",
            "E-mail Authentication",
            LOW,
            "No MTA-STS policy",
            "Without MTA-STS or DANE, mail to the domain can be read on the way by whoever strips the encryption.",
            "Publish an MTA-STS policy, or DANE records in a signed zone",
            List.of("RFC 8461", "RFC 7672"));
    private static final Check REPORTS = new Check(
            "dns.tls-rpt.missing",
            "E-mail Authentication",
            INFO,
            "No reports on failed encryption",
            "Senders can report when they could not deliver mail over TLS; nobody asked them to.",
            "Publish v=TLSRPTv1; rua=mailto:… at _smtp._tls",
            List.of("RFC 8460"));

    private static final Check INVALID = new Check(
            "dns.tls-rpt.invalid",
            "E-mail Authentication",
            LOW,
            "Reports on failed encryption cannot be sent",
            "The record asks senders for reports in a way that they cannot follow.",
            "Publish one record v=TLSRPTv1; rua= with mailto: or https: addresses",
            List.of("RFC 8460 §3"));

    /// Where reports may go to (RFC 8460 §3).
    private static final Pattern ADDRESS = Pattern.compile("(mailto:[^@\\s]+@[^@\\s]+|https://\\S+)", CASE_INSENSITIVE);

    @Override
    public String id() {
        return "dns_mail_transport_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(STS, REPORTS, INVALID);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex() || !DnsFacts.isMailDomain(evidence)) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        var hasDane = DaneFacts.isComplete(evidence);
        var canFail = hasDane || has(evidence, "_mta-sts", "v=STSv1");
        absent(evidence, "_mta-sts", "v=STSv1", STS).stream()
                .map(finding -> finding.withSeverity(hasDane ? INFO : LOW))
                .forEach(findings::add);
        absent(evidence, "_smtp._tls", "v=TLSRPTv1", REPORTS).stream()
                .map(finding -> finding.withSeverity(canFail ? LOW : INFO))
                .forEach(findings::add);
        invalid(evidence).ifPresent(findings::add);
        return findings;
    }

    /// Of several records senders take none; one without an address that can be used is as good as none.
    private Optional<Finding> invalid(Evidence evidence) {
        var name = "_smtp._tls." + evidence.host().value();
        return DnsFacts.of(evidence, name, "TXT").flatMap(fact -> {
            var records = fact.data().stream()
                    .filter(text -> text.startsWith("v=TLSRPTv1"))
                    .toList();
            var isFine = records.isEmpty() || records.size() == 1 && hasAddress(records.getFirst());
            return isFine
                    ? Optional.empty()
                    : Optional.of(Finding.of(INVALID, id(), evidence, name, fact.answer(records.getLast())));
        });
    }

    private static boolean hasAddress(String record) {
        return Stream.of(record.split(";", -1))
                .map(String::strip)
                .filter(field -> field.startsWith("rua"))
                .flatMap(field ->
                        Stream.of(field.substring(field.indexOf('=') + 1).split(",", -1)))
                .anyMatch(address -> ADDRESS.matcher(address.strip()).matches());
    }

    private List<Finding> absent(Evidence evidence, String label, String version, Check check) {
        var name = label + "." + evidence.host().value();
        return DnsFacts.of(evidence, name, "TXT").stream()
                .filter(fact -> fact.lookup().outcome().isAnswer())
                .filter(fact -> fact.data().stream().noneMatch(text -> text.startsWith(version)))
                .map(fact -> Finding.of(check, id(), evidence, name, fact.outcome()))
                .toList();
    }

    private static boolean has(Evidence evidence, String label, String version) {
        return DnsFacts.of(evidence, label + "." + evidence.host().value(), "TXT").stream()
                .flatMap(fact -> fact.lookup().data())
                .anyMatch(text -> text.startsWith(version));
    }
}
