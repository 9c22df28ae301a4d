package io.reconai.engine.secrets;

import io.reconai.engine.secrets.SecretForm.Sighting;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// The table of forms: what vendors say of the keys that they give out.
///
/// Keys that browsers are meant to have are not in it (`pk_live_` of Stripe, `pk.` of Mapbox), but for Google's, which
/// are of use to strangers where nobody restricted them. The first form that fits a place counts.
final class SecretForms {

    private static final String APART = "(?<![A-Za-z0-9_])";
    private static final String END = "(?![A-Za-z0-9_])";

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_PART = 30;
    private static final int CHECKED_PART = 36;

    /// Names that stand for a password in instructions.
    private static final List<String> STAND_INS =
            List.of("pass", "password", "passwd", "pwd", "pw", "secret", "token", "key", "auth", "hunter2", "hidden");

    /// Hosts of instructions.
    private static final List<String> EXAMPLE_HOSTS = List.of("example.", "localhost", "127.0.0.1", "host", "0.0.0.0");

    static final List<SecretForm> ALL = Stream.of(
                    Stream.of("AKIA", "ASIA")
                            .map(mark -> SecretForm.of("aws-access-key", mark, APART + mark + "[A-Z2-7]{16}" + END)),
                    Stream.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_").map(mark -> SecretForm.of(
                                    "github", mark, APART + mark + "(?<chosen>[A-Za-z0-9]{36,250})" + END)
                            .when(SecretForms::hasCheckDigits)),
                    Stream.of(
                            SecretForm.of("github", "github_pat_", APART + "github_pat_(?<chosen>\\w{82})" + END),
                            SecretForm.of(
                                    "gitlab", "glpat-", APART + "glpat-(?<chosen>[\\w-]{20,200}(?:\\.[\\w.]{1,40})?)")),
                    Stream.of("xoxa-", "xoxb-", "xoxp-", "xoxr-", "xoxs-")
                            .map(mark -> SecretForm.of("slack", mark, APART + mark + "(?<chosen>[0-9A-Za-z-]{10,300})")
                                    .when(SecretForms::hasDigits)),
                    Stream.of(SecretForm.of(
                            "slack",
                            "hooks.slack.com/services/",
                            "hooks\\.slack\\.com/services/(?<hidden>T[A-Z0-9]{7,15}/B[A-Z0-9]{7,15}/[A-Za-z0-9]{16,40})"
                                    + END)),
                    Stream.of("sk_live_", "rk_live_")
                            .map(mark -> SecretForm.of(
                                    "stripe-live", mark, APART + mark + "(?<chosen>[0-9A-Za-z]{16,250})" + END)),
                    Stream.of("sk_test_", "rk_test_")
                            .map(mark -> SecretForm.of(
                                    "stripe-test", mark, APART + mark + "(?<chosen>[0-9A-Za-z]{16,250})" + END)),
                    Stream.of(
                            SecretForm.of(
                                    "google-api-key", "AIza", APART + "AIza(?<chosen>[0-9A-Za-z_-]{35})(?![\\w-])"),
                            SecretForm.of(
                                    "sendgrid", "SG.", APART + "SG\\.(?<chosen>[\\w-]{22}\\.[\\w-]{43})(?![\\w-])"),
                            SecretForm.of("mailgun", "key-", "(?<![\\w-])key-(?<chosen>[0-9a-f]{32})" + END)
                                    .when(found -> Chance.looksDrawn(found.chosen())),
                            SecretForm.of("twilio", "SK", APART + "SK(?<chosen>[0-9a-f]{32})" + END)
                                    .when(beside("twilio")),
                            SecretForm.of("npm", "npm_", APART + "npm_(?<chosen>[A-Za-z0-9]{36})" + END),
                            SecretForm.of(
                                    "pypi",
                                    "pypi-AgEIcHlwaS5vcmc",
                                    APART + "pypi-AgEIcHlwaS5vcmc(?<chosen>[\\w-]{50,400})"),
                            SecretForm.of(
                                            "openai",
                                            "T3BlbkFJ",
                                            APART + "sk-(?:proj-)?(?<chosen>[\\w-]{20,200}T3BlbkFJ[\\w-]{20,200})")
                                    .after(210, SecretForms::isOfToken),
                            SecretForm.of(
                                    "anthropic", "sk-ant-", APART + "sk-ant-[a-z0-9]{1,20}-(?<chosen>[\\w-]{80,300})"),
                            SecretForm.of("telegram", ":AA", APART + "\\d{8,10}:(?<chosen>AA[\\w-]{33})(?![\\w-])")
                                    .after(10, Character::isDigit),
                            SecretForm.of(
                                            "discord",
                                            "/api/webhooks/",
                                            "discord(?:app)?\\.com/api/webhooks/(?<hidden>\\d{5,25}/(?<chosen>[\\w-]{60,200}))")
                                    .after(14, c -> c == '.' || c >= 'a' && c <= 'z'),
                            SecretForm.of(
                                    "azure-storage",
                                    "AccountKey=",
                                    "AccountKey=(?<hidden>[A-Za-z0-9+/]{86}==)(?![\\w+/=])"),
                            SecretForm.of("jwt-service-role", "eyJ", token()).when(SecretForms::isServiceRole),
                            SecretForm.of("jwt", "eyJ", token()).when(SecretForms::isToken),
                            SecretForm.of(
                                            "url-credentials",
                                            "://",
                                            "://(?<user>[^/\\s:@\"'`<>{}$\\\\()|*,;?#]{0,64}):(?<hidden>[^/\\s:@\"'`<>{}$\\\\()|*,;?#]{3,200})@(?<host>[\\w.\\[-][\\w.-]{0,250})")
                                    .when(SecretForms::isLogin)))
            .flatMap(forms -> forms)
            .toList();

    private SecretForms() {}

    private static String token() {
        return "(?<![\\w.-])eyJ[\\w-]{10,4000}\\.eyJ[\\w-]{2,8000}\\.[\\w-]{16,2000}(?![\\w-])";
    }

    private static boolean isOfToken(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
    }

    /// Of 36 characters the last six are the CRC-32 of those before, in base 62; longer ones are of a later form.
    static boolean hasCheckDigits(Sighting found) {
        if (found.chosen().length() != CHECKED_PART) {
            return true;
        }
        var crc = new CRC32();
        crc.update(found.chosen().substring(0, RANDOM_PART).getBytes(StandardCharsets.US_ASCII));
        var expected = new StringBuilder();
        for (var rest = crc.getValue(); expected.length() < CHECKED_PART - RANDOM_PART; rest /= DIGITS.length()) {
            expected.insert(0, DIGITS.charAt((int) (rest % DIGITS.length())));
        }
        return found.chosen().endsWith(expected.toString());
    }

    /// Slack's begin with numbers of the workspace and of the user.
    private static boolean hasDigits(Sighting found) {
        return found.chosen().chars().filter(Character::isDigit).count() >= 6;
    }

    private static Predicate<Sighting> beside(String word) {
        return found -> found.surroundings().toLowerCase(Locale.ROOT).contains(word);
    }

    private static boolean isToken(Sighting found) {
        return part(found, 0).contains("\"alg\"") && !part(found, 1).contains("\"John Doe\"");
    }

    /// Supabase's key that no rule of its database holds back.
    private static boolean isServiceRole(Sighting found) {
        return isToken(found) && part(found, 1).contains("\"role\":\"service_role\"");
    }

    private static String part(Sighting found, int number) {
        try {
            var part = found.secret().split("\\.", 3)[number];
            return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            return "";
        }
    }

    /// A login that somebody uses, and none of instructions.
    private static boolean isLogin(Sighting found) {
        var password = found.chosen().toLowerCase(Locale.ROOT);
        var login = found.text().lastIndexOf("://", found.from());
        var user = found.text().substring(login + 3, found.from() - 1).toLowerCase(Locale.ROOT);
        var host = found.text().substring(found.to() + 1, Math.min(found.text().length(), found.to() + 64));
        return !STAND_INS.contains(password)
                && !password.equals(user)
                && !password.startsWith("my")
                && !password.startsWith("%")
                && EXAMPLE_HOSTS.stream().noneMatch(host.toLowerCase(Locale.ROOT)::startsWith);
    }
}
