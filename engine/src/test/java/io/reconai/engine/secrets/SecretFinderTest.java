package io.reconai.engine.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.secrets.SecretFinder.Place;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Secrets of every form, and what only looks like one. Put together here, so that no scanner takes them for real.
class SecretFinderTest {

    private static final String DRAWN = "Zq7Rk2Lw9Xv4Bn8Ty3Hs6Jd1Mf5Gp0CaUeWiYoQb";
    private static final String HEX = "9f86d081884c7d659a2feaa0c55ad015";
    private static final String BASE64 =
            "MIIEpQIBAAKCAQEA7bq3Lw9Xv4Bn8Ty3Hs6Jd1Mf5Gp0CaUeWiYoQbZq7Rk2Lw9Xv4Bn8Ty3Hs6Jd";

    private static String drawn(int length) {
        return DRAWN.repeat(6).substring(0, length);
    }

    private static String jwt(String payload) {
        return encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(payload) + "." + drawn(43);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String key(String kind, String inner) {
        return "-----BEGIN " + kind + "PRIVATE KEY-----" + inner + "-----END " + kind + "PRIVATE KEY-----";
    }

    private record Sample(String why, String text, String... kinds) {
        @Override
        public String toString() {
            return why;
        }
    }

    static Stream<Sample> secrets() {
        return Stream.of(
                new Sample("Amazon's number alone", "id = \"AKIA" + "QZ7RK2LW4XVBN3TY\"", "aws-access-key"),
                new Sample(
                        "both halves",
                        "AKIA" + "QZ7RK2LW4XVBN3TY secret: '" + drawn(40) + "'",
                        "aws-access-key",
                        "aws-secret-key"),
                new Sample(
                        "a sum of a file is no half",
                        "AKIA" + "QZ7RK2LW4XVBN3TY da39a3ee5e6b4b0d3255bfef95601890afd80709",
                        "aws-access-key"),
                new Sample("GitHub, check digits right", "ghp" + "_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17", "github"),
                new Sample("GitHub, fine grained", "github" + "_pat_" + drawn(82), "github"),
                new Sample("GitLab", "glpat" + "-" + drawn(20), "gitlab"),
                new Sample("Slack", "xoxb" + "-904213578642-904213578643-" + drawn(24), "slack"),
                new Sample(
                        "Slack's hook",
                        "https://hooks.slack.com" + "/services/T04QZ7RK2/B04LW9XV4/" + drawn(24),
                        "slack"),
                new Sample("Stripe", "sk" + "_live_" + drawn(24), "stripe-live"),
                new Sample("Stripe, restricted", "rk" + "_live_" + drawn(24), "stripe-live"),
                new Sample("Stripe's test", "sk" + "_test_" + drawn(24), "stripe-test"),
                new Sample("Google", "key=AIza" + drawn(35) + "&v=3", "google-api-key"),
                new Sample("SendGrid", "SG" + "." + drawn(22) + "." + drawn(43), "sendgrid"),
                new Sample("Mailgun", "key" + "-" + HEX, "mailgun"),
                new Sample("Twilio", "twilioSid: \"SK" + HEX + "\"", "twilio"),
                new Sample("npm", "npm" + "_" + drawn(36), "npm"),
                new Sample("PyPI", "pypi" + "-AgEIcHlwaS5vcmc" + drawn(60), "pypi"),
                new Sample("OpenAI", "sk" + "-proj-" + drawn(30) + "T3BlbkFJ" + drawn(30), "openai"),
                new Sample("Anthropic", "sk" + "-ant-api03-" + drawn(93), "anthropic"),
                new Sample("Telegram", "bot904213578" + ":AA" + drawn(33), new String[0]),
                new Sample("Telegram, apart", "/904213578" + ":AA" + drawn(33) + "/send", "telegram"),
                new Sample("Discord", "https://discord.com" + "/api/webhooks/904213578642135/" + drawn(68), "discord"),
                new Sample("Azure", "AccountKey=" + drawn(40) + drawn(40) + "Zq7Rk2==", "azure-storage"),
                new Sample("a key block", key("RSA ", "\n" + BASE64 + "\n"), "private-key"),
                new Sample("a key in a script", "k=\"" + key("EC ", "\\n" + BASE64 + "\\n") + "\"", "private-key"),
                new Sample("an encrypted key", key("ENCRYPTED ", "\n" + BASE64 + "\n"), "private-key-encrypted"),
                new Sample(
                        "an encrypted key of old",
                        key("RSA ", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n" + BASE64 + "\n"),
                        "private-key-encrypted"),
                new Sample(
                        "a service account",
                        "{\"private_key\": \"" + key("", "\\n" + BASE64 + "\\n") + "\\n\"}",
                        "google-service-account"),
                new Sample("a token", "t='" + jwt("{\"sub\":\"42\"}") + "'", "jwt"),
                new Sample("Supabase's master key", jwt("{\"role\":\"service_role\"}"), "jwt-service-role"),
                new Sample("a login in a URL", "mongodb+srv://shop:Rk2Lw9Xv@db.acme.test/shop", "url-credentials"),
                new Sample("a login without a name", "redis://:Rk2Lw9Xv@cache.acme.test:6379", "url-credentials"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("secrets")
    void finds(Sample sample) {
        var found = SecretFinder.in(sample.text(), Place.ANYWHERE);
        assertThat(found).extracting(FoundSecret::kind).containsExactly(sample.kinds());
        var masked = SecretFinder.masked(sample.text(), found);
        assertThat(masked).hasSameSizeAs(sample.text());
        for (var secret : found) {
            assertThat(masked).doesNotContain(secret.value());
            assertThat(secret.facts().toString()).doesNotContain(secret.value());
        }
        assertThat(SecretFinder.in(masked, Place.ANYWHERE)).as("hidden now").isEmpty();
    }

    static Stream<Sample> noSecrets() {
        return Stream.of(
                new Sample(
                        "Amazon's own example", "AKIA" + "IOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
                new Sample("in the middle of Base64", "xAKIA" + "QZ7RK2LW4XVBN3TY"),
                new Sample("GitHub, check digits wrong", "ghp" + "_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq18"),
                new Sample("GitHub's instructions", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
                new Sample("Slack's instructions", "xoxb-your-token-goes-right-here"),
                new Sample(
                        "Slack's hook in instructions",
                        "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX"),
                new Sample("Stripe's key for pages", "pk" + "_live_" + drawn(24)),
                new Sample("Stripe's printed test key", "sk" + "_test_4eC39HqLyjWDarjtT1zdp7dc"),
                new Sample("Mapbox's key for pages", "pk.eyJ1IjoiYWNtZSJ9." + drawn(22)),
                new Sample("a class of a style sheet", "class=\"data-key-" + HEX + "\""),
                new Sample("SK without Twilio", "SK" + HEX),
                new Sample("Telegram's printed bot", "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"),
                new Sample(
                        "the emulator's key",
                        "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"),
                new Sample(
                        "a library that writes keys",
                        "\"-----BEGIN RSA PRIVATE KEY-----\\n\" + b + \"-----END RSA PRIVATE KEY-----\""),
                new Sample("a key cut short in a text", key("RSA ", "\nMIIEpQIBAAKCAQEA...\n")),
                new Sample("a public key", key("", "\n" + BASE64 + "\n").replace("PRIVATE", "PUBLIC")),
                new Sample("jwt.io's token", jwt("{\"sub\":\"1234567890\",\"name\":\"John Doe\"}")),
                new Sample("three parts that are no token", "eyJhYmNkZWZnaGlqa2w.eyJhYmNkZWZn." + drawn(30)),
                new Sample("a login of instructions", "https://user:password@db.acme.test"),
                new Sample("a login of an example", "https://anna:Rk2Lw9Xv@example.com/"),
                new Sample("a login at home", "postgres://shop:Rk2Lw9Xv@localhost/shop"),
                new Sample("name and password alike", "amqp://guest:guest@mq.acme.test"),
                new Sample("a template", "`mysql://${user}:${secret}@${host}`"),
                new Sample("a port and a scope", "https://cdn.acme.test:8443/npm/@scope/x@1.2"),
                new Sample("words for settings elsewhere", "password = \"" + drawn(20) + "\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noSecrets")
    void isNotFooled(Sample sample) {
        assertThat(SecretFinder.in(sample.text(), Place.ANYWHERE)).isEmpty();
        assertThat(SecretFinder.masked(sample.text(), List.of())).isEqualTo(sample.text());
    }

    static Stream<Sample> settings() {
        return Stream.of(
                new Sample("a password", "dbPassword: \"Rk2Lw9Xv4Bn8\"", "setting"),
                new Sample("a token in JSON", "{\"api_key\": \"Rk2Lw9Xv4Bn8Ty3H\"}", "setting"),
                new Sample("a key for pages", "stripeApiKey: 'pk" + "_live_" + drawn(24) + "'"),
                new Sample("where tokens come from", "token: \"https://login.acme.test/token\""),
                new Sample("a placeholder", "password: \"changeme-please\""),
                new Sample("few characters", "token: \"aaaabbbb\""),
                new Sample("a packed program", ("var a=1;password=\"Rk2Lw9Xv4Bn8\";" + "a=a+1;".repeat(100))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void readsSettings(Sample sample) {
        assertThat(SecretFinder.in(sample.text(), Place.SETTINGS))
                .extracting(FoundSecret::kind)
                .containsExactly(sample.kinds());
    }

    @Test
    void keepsEnoughToKnowWhichOneItIs() {
        var text = "x = ghp" + "_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17;";
        var found = SecretFinder.in(text, Place.ANYWHERE);
        var facts = found.getFirst().facts();
        assertThat(facts.shown()).isEqualTo("ghp_…17");
        assertThat(facts.length()).isEqualTo(40);
        assertThat(facts.at()).isEqualTo(4);
        assertThat(facts.digest()).hasSize(16);
        assertThat(SecretFinder.masked(text, found)).isEqualTo("x = ghp_" + "*".repeat(34) + "17;");
        var chosen = SecretFinder.in("ftp://anna:Rk2Lw9Xv@ftp.acme.test", Place.ANYWHERE)
                .getFirst()
                .facts();
        assertThat(chosen.digest()).as("words could be tried against it").isEmpty();
        assertThat(chosen.shown()).as("too short to show any of it").isEmpty();
    }

    @Test
    void keyBlocksKeepTheirLines() {
        var text = key("RSA ", "\n" + BASE64 + "\n");
        var masked = SecretFinder.masked(text, SecretFinder.in(text, Place.ANYWHERE));
        assertThat(masked)
                .startsWith("-----BEGIN RSA PRIVATE KEY-----\nMIIE***")
                .endsWith("\n-----END RSA PRIVATE KEY-----");
    }

    /// Each repeats a beginning that makes a form try; 512 KiB, as much as is read of a page.
    static Stream<String> hostile() {
        return Stream.of(
                        "://",
                        "://a:",
                        "://a:b@",
                        "eyJ",
                        "eyJ.",
                        "eyJabcdefghijk.",
                        "sk-ant-a-",
                        "T3BlbkFJ",
                        "sk-T3BlbkFJ",
                        ":AA",
                        "1:AA",
                        "-----BEGIN ",
                        "-----BEGIN PRIVATE KEY-----",
                        "-----BEGIN PRIVATE KEY-----A",
                        "AKIAQZ7RK2LW4XVBN3TY ",
                        "xoxb-",
                        "password=\"",
                        "password   ",
                        "/api/webhooks/",
                        "key-",
                        "SG.",
                        "AccountKey=")
                .map(part -> part.repeat(512 * 1024 / part.length()));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void isNotHeldUp(String text) {
        var found = SecretFinder.in(text, Place.SETTINGS);
        assertThat(SecretFinder.masked(text, found)).hasSameSizeAs(text);
    }

    @Property
    void anythingCanBeSearched(@ForAll String text) {
        var found = SecretFinder.in(text, Place.SETTINGS);
        assertThat(SecretFinder.masked(text, found)).hasSameSizeAs(text);
    }
}
