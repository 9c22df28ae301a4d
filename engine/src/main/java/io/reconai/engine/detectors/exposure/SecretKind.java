package io.reconai.engine.detectors.exposure;

import static io.reconai.engine.asset.Confidence.CERTAIN;
import static io.reconai.engine.asset.Confidence.FIRM;
import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How grave it is that everybody can read a secret of one kind.
///
/// Nobody tries whether it still works. Where several kinds are of one check, they are forms of one secret.
///
/// @param noted the kind as it is noted in evidence
/// @param name for people
/// @param isProof nothing else looks like it, so that it proves the hole by itself
record SecretKind(String noted, Check check, Severity severity, Confidence confidence, boolean isProof, String name)
        implements Comparable<SecretKind> {

    private static final String ROTATE =
            "Take the secret back where it was issued and issue another; keep it on the server, out of what is published";

    private static final Check JWT = check(
            "jwt",
            INFO,
            "A signed token (JWT) is published",
            "Tokens for anonymous visitors are usual; one for a user or a service lets strangers act as it.");
    private static final Check PRIVATE_KEY = check(
            "private-key",
            CRITICAL,
            "A private key is published",
            "Whoever has it can pass for its owner, or read what was meant for it.");
    private static final Check AWS = check(
            "aws-access-key",
            MEDIUM,
            "A key of Amazon's cloud is published",
            "Its number says that it exists; with its other half strangers use the cloud on your account.");
    private static final Check STRIPE = check(
            "stripe",
            CRITICAL,
            "A secret key of Stripe is published",
            "It moves money and reads customers; a test key does so in the test environment only.");

    private static final List<SecretKind> ALL = List.of(
            strong("aws-access-key", AWS, MEDIUM, "the number of a key of Amazon's"),
            strong("aws-secret-key", AWS, CRITICAL, "a key of Amazon's"),
            strong("github", CRITICAL, "a token of GitHub's", "It reads and writes repositories."),
            strong("gitlab", CRITICAL, "a token of GitLab's", "It reads and writes repositories."),
            strong("slack", HIGH, "a token or hook of Slack's", "It reads or writes messages of the organisation."),
            strong("stripe-live", STRIPE, CRITICAL, "a live key of Stripe's"),
            strong("stripe-test", STRIPE, LOW, "a test key of Stripe's"),
            strong(
                    "google-api-key",
                    INFO,
                    "an API key of Google's",
                    "Keys for maps and the like belong in pages; without restrictions others use them on your account."),
            strong(
                    "google-service-account",
                    CRITICAL,
                    "the key of a Google service account",
                    "Whoever has it acts as the service."),
            strong("sendgrid", CRITICAL, "a key of SendGrid's", "It sends mail in the organisation's name."),
            firm("mailgun", HIGH, "a key of Mailgun's", "It sends mail in the organisation's name."),
            firm("twilio", HIGH, "a key of Twilio's", "It sends messages and calls on your account."),
            strong("npm", CRITICAL, "a token of npm's", "It may publish packages that others run."),
            strong("pypi", CRITICAL, "a token of PyPI's", "It may publish packages that others run."),
            strong(
                    "openai",
                    CRITICAL,
                    "a key of OpenAI's",
                    "It is used on your account, and reads what is stored there."),
            strong(
                    "anthropic",
                    CRITICAL,
                    "a key of Anthropic's",
                    "It is used on your account, and reads what is stored there."),
            firm(
                    "telegram",
                    HIGH,
                    "a token of a Telegram bot",
                    "Whoever has it is the bot, and reads what it is told."),
            strong("discord", HIGH, "a hook of Discord's", "It writes messages in the organisation's name."),
            strong(
                    "azure-storage",
                    CRITICAL,
                    "a key of Azure storage",
                    "It reads and writes everything in the account."),
            strong("private-key", PRIVATE_KEY, CRITICAL, "a private key"),
            strong("private-key-encrypted", PRIVATE_KEY, HIGH, "an encrypted private key"),
            strong("jwt", JWT, INFO, "a signed token"),
            strong("jwt-service-role", JWT, HIGH, "a signed token of the role service_role"),
            firm("url-credentials", HIGH, "a password in a URL", "Whoever reads it can log in there."),
            firm(
                    "setting",
                    "generic",
                    LOW,
                    "a setting that looks like a secret",
                    "Its name and its form say so; look at it."));

    static List<Check> checks() {
        return ALL.stream().map(SecretKind::check).distinct().toList();
    }

    /// Evidence of other versions may hold kinds that are not known here.
    static Optional<SecretKind> of(String noted) {
        return ALL.stream().filter(kind -> kind.noted.equals(noted)).findFirst();
    }

    private static SecretKind strong(String noted, Severity severity, String name, String why) {
        return strong(noted, check(noted, severity, title(name), why), severity, name);
    }

    private static SecretKind strong(String noted, Check check, Severity severity, String name) {
        return new SecretKind(noted, check, severity, CERTAIN, true, name);
    }

    private static SecretKind firm(String noted, Severity severity, String name, String why) {
        return firm(noted, noted, severity, name, why);
    }

    private static SecretKind firm(String noted, String id, Severity severity, String name, String why) {
        return new SecretKind(noted, check(id, severity, title(name), why), severity, FIRM, false, name);
    }

    private static String title(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1) + " is published";
    }

    private static Check check(String name, Severity severity, String title, String why) {
        return new Check(
                "exposure.secret." + name,
                "Exposed Secret",
                severity,
                title,
                why,
                ROTATE,
                List.of("CWE-312", "CWE-798", "OWASP WSTG-INFO-05"));
    }

    @Override
    public int compareTo(SecretKind other) {
        return Comparator.comparing(SecretKind::severity).compare(this, other);
    }
}
