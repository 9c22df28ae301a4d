package io.reconai.engine.organisations;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A web site: whether there is one, how http and https lead to each other, and what the start page is.
final class SitePart {

    private static final List<Choice> STRICT_TRANSPORT = Choice.table("http.hsts.", """
                                                      | missing
        max-age=31536000; includeSubDomains           |
        max-age="31536000"                            |
        MAX-AGE = 31536000 ; unknown=1                |
        max-age=31536000; includeSubDomains; preload  |
        max-age=31536000; preload                     | preload-inconsistent
        max-age=86400; includeSubDomains; preload     | short preload-inconsistent
        max-age=15551999                              | short
        max-age=15552000                              |
        max-age=0                                     | disabled
        includeSubDomains                             | invalid
        max-age=abc                                   | invalid
        max-age=31536000; max-age=1                   | invalid
        max-age=31536000 && max-age=31536001          | duplicate
        max-age=31536000 && max-age=31536000          |
        """);

    private static final List<Choice> SOFTWARE = Choice.table("http.disclosure.", """
                                       |
        Server: nginx                  |
        Server: nginx/1.29.4           | server
        Server: cloudflare             |
        Server: Product/10.0.0.1       | server
        X-Powered-By: PHP/8.4.1        | server
        X-Powered-By: Express          |
        Via: 1.1 varnish               |
        Via: 1.1 cache (Varnish/6.0)   | server
        X-Runtime: 0.005               |
        """);

    /// Where a start page over https sends everybody.
    private static final List<Choice> ELSEWHERE = Choice.table("http.redirect.", """
        https://login.partner.example/ |
        https://10.0.0.5/login         | private-target
        https://intranet/login         | private-target
        /                              | loop
        http://[::bad                  |
        """);

    private SitePart() {}

    static void add(HostDraft host, RandomGenerator dice) {
        switch (dice.nextInt(10)) {
            case 0 -> host.chose("site", "none");
            case 1 -> plain(host, dice);
            case 2 -> elsewhere(host, dice);
            case 3 -> error(host, dice);
            case 4 -> interfaceOnly(host, dice);
            case 5 -> backToHttp(host, dice);
            default -> addPage(host, dice);
        }
    }

    /// A page over https, and one of the ways to get there from http.
    static void addPage(HostDraft host, RandomGenerator dice) {
        host.chose("site", "a page over https");
        var verified = TransportPart.add(host, dice);
        var common = common(host, dice, verified);
        wayFromHttp(host, dice, common);
        var cookies = CookiePart.overHttps(host, dice);
        var page = PagePart.overHttps(host, dice).with(common).with(cookies);
        host.asked("root", https(host), verified, page.answer());
        ProbedPart.add(host, dice, https(host), verified);
    }

    /// What every answer of the host over https carries.
    private static List<String> common(HostDraft host, RandomGenerator dice, boolean verified) {
        var strict = Choice.pick(STRICT_TRANSPORT, dice);
        if (verified) {
            host.chose("HSTS", strict);
        } else {
            host.chose("HSTS, which browsers ignore here", strict.first());
        }
        var software = Choice.pick(SOFTWARE, dice);
        host.chose("software", software);
        var fields = new ArrayList<String>();
        for (var value : strict.first().split("&&")) {
            if (!value.isBlank()) {
                fields.add("Strict-Transport-Security: " + value.strip());
            }
        }
        fields.add(software.first());
        return fields;
    }

    private static void wayFromHttp(HostDraft host, RandomGenerator dice, List<String> common) {
        var http = http(host);
        var https = https(host);
        var way = dice.nextInt(9);
        host.chose("way from http", String.valueOf(way));
        switch (way) {
            case 0 -> host.closed(80);
            case 1 ->
                host.asked(
                        "root",
                        http,
                        false,
                        Page.redirect("https://www2." + host.domain() + "/").answer());
            case 2 -> {
                host.asked("root", http, false, Page.redirect(http + "home").answer());
                host.followed(
                        http + "home", false, Page.redirect(https + "home").answer());
                host.followed(
                        https + "home",
                        true,
                        Page.html(200, "<html>home</html>").answer());
            }
            case 3 -> {
                host.asked("root", http, false, Page.redirect(http + "home").answer());
                host.followed(
                        http + "home",
                        false,
                        Page.html(200, "<html>home</html>").answer());
            }
            case 4 ->
                host.asked(
                        "root",
                        http,
                        false,
                        Page.html(200, "<html>home</html>").with(common).answer());
            case 5 ->
                host.asked(
                        "root",
                        http,
                        false,
                        Page.html(200, "<html><meta http-equiv=refresh content='0; URL=" + https + "'></html>")
                                .answer());
            case 6 ->
                host.asked(
                        "root",
                        http,
                        false,
                        Page.html(401, "<html>who?</html>")
                                .with("WWW-Authenticate: Basic realm=x")
                                .answer());
            case 7 -> {
                host.asked("root", http, false, Page.redirect(https).answer());
                host.followed(
                        https,
                        true,
                        Page.redirect("https://www2." + host.domain() + "/").answer());
            }
            default -> {
                host.asked("root", http, false, Page.redirect(https).answer());
                host.followed(https, true, Page.html(200, "<html>home</html>").answer());
            }
        }
        host.expect(
                switch (way) {
                    case 1 -> List.of("http.redirect.off-host-first");
                    case 2 -> List.of("http.redirect.http-hop");
                    case 3 -> List.of("http.redirect.ends-in-http");
                    case 4 -> List.of("http.redirect.missing");
                    case 5 -> List.of("http.redirect.by-meta");
                    case 6 -> List.of("http.auth.basic-over-http", "http.redirect.missing");
                    default -> List.of();
                });
    }

    /// A page over plain http alone; that https is not offered is known only where its port was asked.
    private static void plain(HostDraft host, RandomGenerator dice) {
        host.chose("site", "over plain http");
        if (dice.nextBoolean()) {
            host.closed(443);
            host.expect("http.https.unavailable");
        }
        var page = PagePart.overHttp(host, dice).with(CookiePart.overHttp(host, dice));
        host.asked("root", http(host), false, page.answer());
    }

    private static void elsewhere(HostDraft host, RandomGenerator dice) {
        var choice = Choice.pick(ELSEWHERE, dice);
        host.chose("site, leads elsewhere", choice);
        var verified = TransportPart.add(host, dice);
        var common = common(host, dice, verified);
        host.closed(80);
        host.asked(
                "root",
                https(host),
                verified,
                Page.redirect(choice.first()).with(common).answer());
    }

    private static void backToHttp(HostDraft host, RandomGenerator dice) {
        host.chose("site", "leads from https back to http");
        host.expect("http.redirect.downgrade");
        var verified = TransportPart.add(host, dice);
        var common = common(host, dice, verified);
        var page = PagePart.overHttp(host, dice);
        host.asked(
                "root",
                https(host),
                verified,
                Page.redirect(http(host) + "in").with(common).answer());
        host.followed(http(host) + "in", false, page.answer());
    }

    /// An error where the start page should be: one word on it, and none on headers that it lacks.
    private static void error(HostDraft host, RandomGenerator dice) {
        host.chose("site", "an error");
        host.expect("http.page.not-judged");
        var verified = TransportPart.add(host, dice);
        host.closed(80);
        if (dice.nextBoolean()) {
            var common = common(host, dice, verified);
            host.asked(
                    "root",
                    https(host),
                    verified,
                    Page.html(404, "<html>no</html>").with(common).answer());
        } else {
            host.asked(
                    "root",
                    https(host),
                    verified,
                    Page.html(503, "<html>busy</html>").answer());
        }
    }

    /// An interface for programs: what protects pages says nothing there, present or absent.
    private static void interfaceOnly(HostDraft host, RandomGenerator dice) {
        host.chose("site", "an interface");
        var verified = TransportPart.add(host, dice);
        var common = common(host, dice, verified);
        host.closed(80);
        var cookies = CookiePart.overHttps(host, dice);
        var page = Page.text(200, "application/json", "{\"status\":\"ok\"}")
                .with(PagePart.sniffing(host, dice))
                .with("X-Frame-Options: ALLOWALL")
                .with("Content-Security-Policy: script-src 'unsafe-inline'")
                .with("Referrer-Policy: unsafe-url")
                .with(common)
                .with(cookies);
        host.asked("root", https(host), verified, page.answer());
        ProbedPart.add(host, dice, https(host), verified);
    }

    static String https(HostDraft host) {
        return "https://" + host.name() + "/";
    }

    private static String http(HostDraft host) {
        return "http://" + host.name() + "/";
    }
}
