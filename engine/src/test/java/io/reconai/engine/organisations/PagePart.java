package io.reconai.engine.organisations;

import java.util.List;
import java.util.random.RandomGenerator;

/// A start page: the fields that protect it (W3C CSP 3, HTML standard, Fetch standard), and what it loads.
final class PagePart {

    private static final List<Choice> POLICIES = Choice.table("http.csp.", """
        default-src 'self'                                                  |
        default-src 'none'; script-src 'self'                               |
        script-src 'nonce-abc' 'strict-dynamic' 'unsafe-inline' https:; object-src 'none'; base-uri 'none' |
        script-src 'self' 'unsafe-inline' 'sha256-abc'; object-src 'none'; base-uri 'self' |
        script-src 'unsafe-inline', default-src 'self'                      |
        default-src 'self' 'wasm-unsafe-eval'                               |
        default-src 'self'; upgrade-insecure-requests                       |
        script-src 'none'                                                   |
        script-src 'self' 'unsafe-inline'; object-src 'none'                | weak-script-src
        script-src data:; object-src 'none'                                 | weak-script-src
        default-src *                                                       | weak-script-src
        img-src 'self'; object-src 'none'                                   | weak-script-src
        img-src 'self'                                                      | weak-script-src no-object-src
        default-src 'self' 'unsafe-eval'                                    | unsafe-eval
        script-src 'self'                                                   | no-object-src
        script-src 'nonce-abc'; object-src 'none'                           | no-base-uri
        default-src 'self' http://cdn.example                               | http-source
        default-src 'self'; img-src 'self'; img-src 'self'                  |
        default-src 'self'; img-src 'self'; img-src cdn.example             | duplicate-directive
        """);

    private static final List<Choice> FRAMING = Choice.table("http.framing.", """
                                 | missing
        DENY                     |
        sameorigin               |
        ALLOWALL                 | invalid
        DENY, SAMEORIGIN         | invalid
        ALLOW-FROM https://a.example | allow-from
        """);

    private static final List<Choice> SNIFFING = Choice.table("http.xcto.", """
                        | missing
        nosniff         |
        NoSniff, nosniff |
        none            | invalid
        """);

    /// Fields of which absence is right.
    private static final List<List<Choice>> FURTHER = List.of(
            Choice.table("http.referrer-policy.", """
                                                        |
                Referrer-Policy: no-referrer            |
                Referrer-Policy: unsafe-url, same-origin |
                Referrer-Policy: same-origin, future-word |
                Referrer-Policy: strict-origin, unsafe-url | unsafe
                Referrer-Policy: origin                 | unsafe
                Referrer-Policy: no-referer             | invalid
                """),
            Choice.table("http.permissions-policy.", """
                                                                  |
                Permissions-Policy: camera=(), geolocation=(self) |
                Permissions-Policy: fullscreen=*                  |
                Permissions-Policy: camera=*                      | wildcard
                Permissions-Policy: geolocation 'none'            | invalid
                """),
            Choice.table("http.", """
                                                                      |
                Cross-Origin-Opener-Policy: same-origin               |
                Cross-Origin-Opener-Policy: same-origin; report-to="m" |
                Cross-Origin-Opener-Policy: require-corp              | coop.invalid
                Cross-Origin-Embedder-Policy: credentialless          |
                Cross-Origin-Embedder-Policy: same-origin             | coep.invalid
                Cross-Origin-Resource-Policy: cross-origin            |
                Cross-Origin-Resource-Policy: *                       | corp.invalid
                """),
            Choice.table("http.", """
                                              |
                X-XSS-Protection: 0           |
                X-XSS-Protection: 1; mode=block |
                X-XSS-Protection: 1           | xxp.enabled
                """),
            Choice.table("http.", """
                                                                       |
                X-Forwarded-Server: 203.0.113.9                        |
                X-Backend-Server: web1.internal                        | disclosure.internal-address
                Via: 1.1 10.1.2.3                                      | disclosure.internal-address
                """));

    /// Fields that only count over https.
    private static final List<Choice> DEAD = Choice.table("http.", """
                                                               |
        Public-Key-Pins: pin-sha256="abc"; max-age=0           |
        Expect-CT: max-age=86400, enforce                      | expect-ct
        Public-Key-Pins: pin-sha256="abc"; max-age=5184000     | hpkp
        """);

    /// What is loaded over plain http from an https page.
    private static final List<Choice> MIXED = Choice.table("http.mixed.", """
                                                                   |
        <a href='http://cdn.example/'>there</a>                    |
        <script src='//cdn.example/a.js'></script>                 |
        <!-- <script src='http://cdn.example/a.js'></script> -->   |
        <noscript><img src='http://cdn.example/a.png'></noscript>  |
        <script src='http://cdn.example/a.js'></script>            | active
        <iframe src='http://cdn.example/'></iframe>                | active
        <form action='http://HOST/search'><input name=q></form>    | active
        <img src='http://cdn.example/a.png'>                       | passive
        <audio src='http://cdn.example/a.ogg'></audio>             | passive
        """);

    private static final String HASH = "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC";

    /// What is loaded from others, and libraries.
    private static final List<List<Choice>> LOADED =
            List.of(Choice.table("http.sri.", """
                                                                           |
                <script src='https://cdn.example/5.3.0/a.js'></script>     | missing
                <link rel=stylesheet href='https://cdn.example/5.3.0/a.css'> | missing
                <script src='https://cdn.example/5.3.0/a.js' integrity='HASH' crossorigin></script> |
                <script src='https://cdn.example/5.3.0/a.js' integrity='HASH'></script> | no-crossorigin
                <script src='/a.js' integrity='sha1-abcd'></script>        | invalid
                <script src='https://static.DOMAIN/5.3.0/a.js'></script>   |
                <script src='https://js.stripe.com/v3.1/'></script>        |
                <script src='https://cdn.example/latest/a.js'></script>    |
                """), Choice.table("tech.", """
                                                                 |
                <script src='/js/jquery-1.12.4.min.js'></script> | vulnerable-js
                <script src='/js/jquery-3.7.1.min.js'></script>  |
                <p>We ran jquery-1.8.3.min.js once</p>           |
                <a href='/jquery-1.8.3.min.js'>old</a>           |
                """), Choice.table("http.disclosure.", """
                                             |
                <!-- served by web-3 -->     |
                <!-- served by 10.1.2.3 -->  | internal-address
                <p>our net is 10.1.2.3</p>   |
                """));

    private PagePart() {}

    static Page overHttps(HostDraft host, RandomGenerator dice) {
        var policy = policy(host, dice, POLICIES);
        var mixed = Choice.pick(MIXED, dice);
        // Browsers load passive content over https then, and nothing is said.
        var isUpgraded =
                policy.contains("upgrade-insecure-requests") && mixed.checks().contains("http.mixed.passive");
        if (isUpgraded) {
            host.chose("mixed content, upgraded", mixed.first());
        } else {
            host.chose("mixed content", mixed);
        }
        var dead = Choice.pick(DEAD, dice);
        host.chose("dead fields", dead);
        var login = dice.nextInt(4);
        host.chose("login", String.valueOf(login));
        var form =
                switch (login) {
                    case 0 -> "<form method=post action='/in'><input type=password name=p></form>";
                    case 1 -> "<form method=post action='http://HOST/in'><input type=password name=p></form>";
                    default -> "";
                };
        if (login == 1) {
            host.expect(List.of("http.form.password-over-http", "http.mixed.active"));
        }
        return framed(
                host, dice, page(host, dice, mixed.first() + form).with(policy).with(dead.first()));
    }

    static Page overHttp(HostDraft host, RandomGenerator dice) {
        var policies = POLICIES.stream()
                .filter(choice -> !choice.checks().contains("http.csp.http-source"))
                .toList();
        var policy = policy(host, dice, policies);
        var mixed = Choice.pick(MIXED, dice);
        host.chose("loaded over http, as the page is", mixed.first());
        var form = "";
        if (dice.nextInt(3) == 0) {
            host.chose("login", "over http");
            host.expect("http.form.password-over-http");
            form = "<form method=post><input type=password name=p></form>";
        }
        return framed(host, dice, page(host, dice, mixed.first() + form).with(policy));
    }

    /// X-Content-Type-Options, which is for all types.
    static String sniffing(HostDraft host, RandomGenerator dice) {
        var choice = Choice.pick(SNIFFING, dice);
        host.chose("X-Content-Type-Options", choice);
        return choice.first().isEmpty() ? "" : "X-Content-Type-Options: " + choice.first();
    }

    /// The field with the policy, which may say who may frame the page.
    private static String policy(HostDraft host, RandomGenerator dice, List<Choice> policies) {
        switch (dice.nextInt(7)) {
            case 0 -> {
                host.chose("policy", "none");
                host.expect("http.csp.missing");
                return "";
            }
            case 1 -> {
                host.chose("policy", "reported only");
                host.expect("http.csp.report-only");
                return "Content-Security-Policy-Report-Only: default-src 'self'";
            }
            case 2 -> {
                host.chose("policy", "void");
                host.expect("http.csp.invalid");
                return "Content-Security-Policy: nonsense";
            }
            default -> {
                var choice = Choice.pick(policies, dice);
                host.chose("policy", choice);
                return "Content-Security-Policy: " + choice.first()
                        + (dice.nextInt(3) == 0 ? "; frame-ancestors 'self'" : "");
            }
        }
    }

    private static Page page(HostDraft host, RandomGenerator dice, String more) {
        var body = new StringBuilder("<!doctype html><html><head><title>Welcome</title></head><body>")
                .append("<script src='/a.js'></script>")
                .append(more);
        for (var table : LOADED) {
            var choice = Choice.pick(table, dice);
            host.chose("content", choice);
            body.append(choice.first());
        }
        var text = body.append("</body></html>")
                .toString()
                .replace("HASH", HASH)
                .replace("HOST", host.name())
                .replace("DOMAIN", host.domain().value());
        var page = Page.html(200, text).with(sniffing(host, dice));
        for (var table : FURTHER) {
            var choice = Choice.pick(table, dice);
            host.chose("field", choice);
            page = page.with(choice.first());
        }
        return page;
    }

    /// X-Frame-Options beside a policy: where the policy names who may frame, it alone counts.
    private static Page framed(HostDraft host, RandomGenerator dice, Page page) {
        var choice = Choice.pick(FRAMING, dice);
        if (page.fields().stream().anyMatch(field -> field.contains("frame-ancestors"))) {
            host.chose("framing, outweighed", choice.first());
        } else {
            host.chose("framing", choice);
        }
        return choice.first().isEmpty() ? page : page.with("X-Frame-Options: " + choice.first());
    }
}
