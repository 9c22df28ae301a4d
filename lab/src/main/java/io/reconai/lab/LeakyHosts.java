package io.reconai.lab;

import io.reconai.lab.Site.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Hosts with secrets in what their pages load, and hosts that only show how secrets look.
///
/// All secrets are made up, and put together from pieces here, so that nobody takes them for real.
final class LeakyHosts {

    private static final String DRAWN = "Zq7Rk2Lw9Xv4Bn8Ty3Hs6Jd1Mf5Gp0CaUeWiYoQb".repeat(6);
    private static final String HEX = "9f86d081884c7d659a2feaa0c55ad015";

    private static final String LISTING =
            "[\n{ \"name\":\"old\", \"type\":\"directory\", \"mtime\":\"Thu, 01 Jan 2026 10:00:00 GMT\" },\n"
                    + "{ \"name\":\"shop.sql\", \"type\":\"file\", \"mtime\":\"Thu, 01 Jan 2026 10:00:00 GMT\", \"size\":4711 }\n]";

    private LeakyHosts() {}

    static List<HostEntry> all() {
        return List.of(
                host("loose-tongue", 113, files(looseTongue()))
                        .finds("exposure.secret.aws-access-key", "both halves in a script")
                        .finds("exposure.secret.stripe", "a live key in a script")
                        .finds("exposure.secret.google-api-key", "a key for maps in the page")
                        .finds("exposure.secret.url-credentials", "a login in a remark of the page")
                        .finds("exposure.secret.jwt", "a token in robots.txt")
                        .finds("exposure.secret.generic", "a password in the program's settings")
                        .finds("exposure.source-map", "the map of a script, with its sources")
                        .trap("exposure.manifest", "no list of packages"),
                host("key-ring", 114, files(keyRing()))
                        .finds("exposure.secret.github", "the check digits are right")
                        .finds("exposure.secret.gitlab", "a token")
                        .finds("exposure.secret.slack", "a token and a hook")
                        .finds("exposure.secret.google-service-account", "a key file within a script")
                        .finds("exposure.secret.sendgrid", "a key")
                        .finds("exposure.secret.mailgun", "a key")
                        .finds("exposure.secret.twilio", "a key beside the name")
                        .finds("exposure.secret.npm", "a token")
                        .finds("exposure.secret.pypi", "a token")
                        .finds("exposure.secret.openai", "a key")
                        .finds("exposure.secret.anthropic", "a key")
                        .finds("exposure.secret.telegram", "a bot's token")
                        .finds("exposure.secret.discord", "a hook")
                        .finds("exposure.secret.azure-storage", "an account's key")
                        .finds("exposure.secret.private-key", "a key block")
                        .finds("exposure.source-map", "a map within a script"),
                host("shelves", 115, files(Map.of("/", page(""), "/files/", json(LISTING))))
                        .finds("exposure.listing", "nginx lists for programs, with a dump")
                        .trap("exposure.db-dump", "it is listed, and not fetched"),
                host("stumble", 117, stumble()).finds("http.disclosure.stack-trace", "what is not there makes it fail"),
                host("specimens", 116, specimens())
                        .trap("exposure.secret.aws-access-key", "Amazon's own example")
                        .trap("exposure.secret.stripe", "a key for pages, and the test key that Stripe prints")
                        .trap("exposure.secret.github", "its check digits are wrong")
                        .trap("exposure.secret.slack", "a hook as instructions write it")
                        .trap("exposure.secret.private-key", "a library that writes keys")
                        .trap("exposure.secret.jwt", "the token of jwt.io")
                        .trap("exposure.secret.url-credentials", "a URL as instructions write it")
                        .trap("exposure.secret.azure-storage", "the key of the emulator")
                        .trap("exposure.secret.telegram", "the bot that Telegram prints")
                        .trap("exposure.secret.generic", "a setting that names a key for pages")
                        .trap("exposure.source-map", "a page instead of the map, and the map of a public library")
                        .trap("http.disclosure.stack-trace", "an article about one instead of what is not there")
                        .trap("exposure.listing", "a list of an interface"));
    }

    private static HostEntry host(String label, int last, Site site) {
        return new HostEntry(label + "." + Organisation.DOMAIN, "203.0.113." + last).web(Sites.careful(site));
    }

    private static Site files(Map<String, Answer> files) {
        return request -> files.getOrDefault(request.path(), Sites.notFound());
    }

    private static Map<String, Answer> looseTongue() {
        return Map.of(
                "/",
                page("<!-- https://deploy:Rk2Lw9Xv4B@www.acme.test/hooks -->"
                        + "<script src=\"/config.js\"></script><script src=\"/maps?key=AIza" + drawn(35)
                        + "\"></script>"),
                "/robots.txt",
                Answer.text(200, "text/plain", "User-agent: *\n# " + token("{\"sub\":\"42\"}") + "\n"),
                "/config.js",
                script("window.settings = {\n  dbPassword: \"Rk2Lw9Xv4Bn8\"\n};\n"),
                "/app.js",
                script("const key = 'AKIA" + "QZ7RK2LW4XVBN3TY', secret = '" + drawn(40) + "';\n"
                        + "// padding of a bundle\n".repeat(4_000)
                        + "pay('sk" + "_live_" + drawn(24) + "');\n//# sourceMappingURL=app.js.map\n"),
                "/app.js.map",
                json(
                        "{\"version\":3,\"file\":\"app.js\",\"mappings\":\"AAAA\",\"sources\":[\"webpack://acme/./src/shop.ts\"],"
                                + "\"sourcesContent\":[\"// prices are in cents\"]}"));
    }

    private static Map<String, Answer> keyRing() {
        return Map.of(
                "/", page("<script src=\"/keys.js\"></script>"), "/keys.js", script(keys() + inlineMap("src/keys.ts")));
    }

    private static String keys() {
        return String.join(
                        "\n",
                        "'ghp" + "_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17'",
                        "'glpat" + "-" + drawn(20) + "'",
                        "'xoxb" + "-904213578642-904213578643-" + drawn(24) + "'",
                        "'https://hooks.slack.com" + "/services/T04QZ7RK2/B04LW9XV4/" + drawn(24) + "'",
                        "{\"type\":\"service_account\",\"private_key\":\"" + block("", "\\n") + "\"}",
                        "'SG" + "." + drawn(22) + "." + drawn(43) + "'",
                        "'key" + "-" + HEX + "'",
                        "twilio('SK" + HEX + "')",
                        "'npm" + "_" + drawn(36) + "'",
                        "'pypi" + "-AgEIcHlwaS5vcmc" + drawn(60) + "'",
                        "'sk" + "-proj-" + drawn(30) + "T3BlbkFJ" + drawn(30) + "'",
                        "'sk" + "-ant-api03-" + drawn(93) + "'",
                        "'904213578" + ":AA" + drawn(33) + "'",
                        "'https://discord.com" + "/api/webhooks/904213578642135/" + drawn(68) + "'",
                        "'AccountKey=" + drawn(86) + "=='",
                        "`" + block("RSA ", "\n") + "`")
                + "\n";
    }

    private static Site specimens() {
        var library = "/*! Tiny v1.2.3 | MIT licence */\nvar tiny={};\n" + inlineMap("../src/tiny.js");
        var texts = "/* AKIA" + "IOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n"
                + "pk" + "_live_" + drawn(24) + " sk" + "_test_4eC39HqLyjWDarjtT1zdp7dc\n"
                + "ghp" + "_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq18\n"
                + "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX\n"
                + "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw\n"
                + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==\n"
                + token("{\"sub\":\"1234567890\",\"name\":\"John Doe\"}") + "\n"
                + "postgres://user:password@www.acme.test/shop\n*/\n"
                + "write('-----BEGIN RSA PRIVATE KEY-----\\n' + key + '-----END RSA PRIVATE KEY-----');\n"
                + "//# sourceMappingURL=app.js.map\n";
        var files = Map.of(
                "/",
                page("<script src=\"/lib/tiny.min.js\"></script><script src=\"/env.js\"></script>"),
                "/app.js",
                script(texts),
                "/lib/tiny.min.js",
                script(library),
                "/env.js",
                script("window.env = {\n  stripeApiKey: 'pk" + "_live_" + drawn(24)
                        + "',\n  token: 'your-token-goes-here'\n};\n"),
                "/files/",
                json("[{\"name\":\"anvil\",\"type\":\"file\",\"mtime\":1767261600,\"size\":1}]"));
        return request -> {
            var file = files.get(request.path());
            return file != null ? file : request.path().endsWith(".map") ? page("") : article();
        };
    }

    private static Site stumble() {
        return request -> request.path().equals("/")
                ? page("")
                : Answer.text(
                        500,
                        "application/json",
                        "{\"error\":\"no such page\",\"stack\":\"Error\\n    at find (/srv/shop/pages.js:42:7)\\n    at"
                                + " serve (/srv/shop/main.js:3:1)\"}");
    }

    private static Answer article() {
        return Answer.html(
                404,
                Sites.html(
                        "Not found",
                        "<p>Reading traces:</p><pre>at shop.Cart.add(Cart.java:42)\nat shop.Main.run(Main.java:3)</pre>"));
    }

    private static String drawn(int length) {
        return DRAWN.substring(0, length);
    }

    private static String block(String kind, String lineBreak) {
        return "-----BEGIN " + kind + "PRIVATE KEY-----" + lineBreak + "MIIEpQIBAAKCAQEA7bq3" + kind.strip()
                + drawn(120) + lineBreak + "-----END " + kind + "PRIVATE KEY-----";
    }

    private static String token(String payload) {
        return encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(payload) + "." + drawn(43);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String inlineMap(String source) {
        var json =
                "{\"version\":3,\"sources\":[\"" + source + "\"],\"sourcesContent\":[\"let a\"],\"mappings\":\"AAAA\"}";
        return "//# sourceMappingURL=data:application/json;charset=utf-8;base64,"
                + Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)) + "\n";
    }

    private static Answer page(String body) {
        return Answer.html(200, Sites.html("Acme", "<p>Nothing to see here.</p>" + body));
    }

    private static Answer script(String text) {
        return Answer.text(200, "text/javascript", text);
    }

    private static Answer json(String text) {
        return Answer.text(200, "application/json", text);
    }
}
