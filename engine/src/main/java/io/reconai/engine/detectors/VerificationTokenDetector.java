package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.INFO;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Texts by which the domain was shown to services as one's own, and which tell strangers what services those are.
///
/// A fact and no weakness: most services want the text to stay. Known by the usual form, a service's name before
/// `verification` and a token behind it, and by the forms of those that have one of their own; what has no token, or
/// one of a few characters, is a text like any other. One finding for all of them.
final class VerificationTokenDetector implements Detector {

    private static final Check TOKENS = new Check(
            "dns.txt.verification-tokens",
            "DNS Misconfiguration",
            INFO,
            "The domain's texts tell which services are used",
            "Each was put there to show a service that the domain is one's own; strangers learn whom to pass themselves off as.",
            "Remove those of services that are no longer used",
            List.of("CWE-200"));

    /// `google-site-verification=…`, `facebook-domain-verification=…`, `citrix-verification-code:…`
    private static final Pattern USUAL = Pattern.compile(
            "(?<service>[a-z0-9]{1,40}(-[a-z0-9]{1,20}){0,4}?)(-(domain|site|idp-site|sign-site|sso|developer))?-verification(-code)?\\s*"
                    + "[=:]\\s*[\"']?[!-~]{8,}.*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ZOOM = Pattern.compile("(?<service>ZOOM)_verify_[!-~]{8,}", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOCUSIGN = Pattern.compile("(?<service>docusign)=[0-9a-f-]{36}");
    private static final Pattern BREVO =
            Pattern.compile("(?<service>brevo|sendinblue)-code:[!-~]{8,}", Pattern.CASE_INSENSITIVE);
    private static final Pattern MICROSOFT = Pattern.compile("(?<service>MS)=ms\\d{6,}", Pattern.CASE_INSENSITIVE);

    private static final int MOST_PROOFS = 20;

    private static final List<Pattern> FORMS = List.of(USUAL, ZOOM, DOCUSIGN, BREVO, MICROSOFT);

    @Override
    public String id() {
        return "dns_verification_token_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(TOKENS);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (!evidence.host().isApex()) {
            return List.of();
        }
        return DnsFacts.of(evidence, evidence.host().value(), "TXT").flatMap(texts -> judge(evidence, texts)).stream()
                .toList();
    }

    private Optional<Finding> judge(Evidence evidence, DnsFacts.Fact texts) {
        var tokens =
                texts.data().stream().filter(text -> service(text).isPresent()).toList();
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        var services = tokens.stream()
                .flatMap(text -> service(text).stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        var proofs =
                tokens.stream().map(texts::answer).distinct().limit(MOST_PROOFS).toList();
        return Optional.of(Finding.of(TOKENS, id(), evidence, evidence.host().value(), proofs.getFirst())
                .provedBy(proofs)
                .adding("Here: " + services + "."));
    }

    /// The service that a text is for; empty for any other text.
    static Optional<String> service(String text) {
        return FORMS.stream()
                .map(form -> form.matcher(text))
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group("service").toLowerCase(Locale.ROOT))
                .map(service -> service.equals("ms") ? "microsoft" : service)
                .findFirst();
    }
}
