package io.reconai.lab;

import io.reconai.lab.Site.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// The web sites of the lab, good and bad.
final class Sites {

    private static final int PATIENCE = 5;
    private static final int HUGE_HEADER = 1024 * 1024;

    private Sites() {}

    /// Everything that a careful operator sends.
    static Site careful(Site site) {
        return protectedPage(site).with("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }

    /// The protections of a page, without those of the transport.
    static Site protectedPage(Site site) {
        return site.with(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'")
                .with("X-Frame-Options", "DENY")
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Server", "nginx");
    }

    /// One page at `/`; elsewhere a clean 404.
    static Site page(String title, String body) {
        return pages(Map.of("/", html(title, body)));
    }

    /// A page with robots.txt (RFC 9309) and a sitemap beside it.
    static Site guided(String title, String body, String robots, String sitemap) {
        var page = page(title, body);
        return request -> switch (request.path()) {
            case "/robots.txt" -> Answer.text(200, "text/plain", robots);
            case "/sitemap.xml" -> Answer.text(200, "application/xml", sitemap);
            default -> page.answer(request);
        };
    }

    /// A site with a contact for reporters, an icon that its pages name, cookies and an offer of HTTP/3.
    static Site modern(Site site) {
        return request -> switch (request.path()) {
            case "/" ->
                site.answer(request)
                        .replacing("</head>", "<link rel=\"shortcut icon\" href=\"/assets/icon.png?v=2\"></head>")
                        .with("Alt-Svc", "h3=\":443\"; ma=86400, h2=\":443\"")
                        .with("Set-Cookie", "__Host-theme=dark; Path=/; Secure; HttpOnly; SameSite=Lax")
                        .with("Set-Cookie", "lang=en; Max-Age=3600; Domain=.acme.test");
            case "/.well-known/security.txt" ->
                Answer.text(
                        200,
                        "text/plain; charset=utf-8",
                        "Contact: mailto:security@acme.test\nExpires: 2030-01-01T00:00:00Z\nPreferred-Languages: en\n");
            case "/assets/icon.png" ->
                new Answer(200, List.of(new Site.Field("Content-Type", "image/png")), icon(), Site.Pace.WHOLE);
            default -> site.answer(request);
        };
    }

    /// All octets once; what is in a picture does not matter here.
    private static byte[] icon() {
        var octets = new byte[256];
        for (var i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        return octets;
    }

    /// A site whose pages' script is there. @param banner how the script begins; what follows does not matter
    static Site scripted(Site site, String banner) {
        return request -> request.path().equals("/app.js")
                ? Answer.text(200, "text/javascript", banner + "\n(function () { 'use strict'; })();\n")
                : site.answer(request);
    }

    /// A site whose server knows TRACE (RFC 9110 §9.3.8).
    static Site tracing(Site site) {
        return request -> request.method().equals("TRACE")
                ? Answer.text(200, "message/http", request.message())
                : site.answer(request);
    }

    /// A site whose server changes to HTTP/2 without TLS when it is asked to (RFC 7540 §3.2).
    static Site upgrading(Site site) {
        return request -> request.says("Upgrade: h2c")
                ? Answer.text(101, "text/plain", "")
                        .with("Connection", "Upgrade")
                        .with("Upgrade", "h2c")
                : site.answer(request);
    }

    /// A site with a text file beside its pages.
    static Site withFile(Site site, String path, String text) {
        return request -> request.path().equals(path) ? Answer.text(200, "text/plain", text) : site.answer(request);
    }

    static Site pages(Map<String, String> pages) {
        return request -> {
            var body = pages.get(request.path());
            return body == null ? notFound() : Answer.html(200, body);
        };
    }

    static Answer notFound() {
        return Answer.html(404, html("Not found", "<p>There is no such page.</p>"));
    }

    static String html(String title, String body) {
        return "<!DOCTYPE html><html lang=\"en\"><head><title>" + title + "</title></head><body><h1>" + title + "</h1>"
                + body + "<p>" + "Acme makes anvils, rockets and paint that looks like tunnels. ".repeat(20)
                + "</p><script src=\"/app.js\"></script></body></html>";
    }

    /// Sends everybody to the same host over https.
    static Site toHttps() {
        return request -> Answer.redirect(301, "https://" + request.host() + request.path());
    }

    static Site redirect(String location) {
        return request -> Answer.redirect(302, location);
    }

    /// The same page with status 200 whatever is asked: a single-page application.
    static Site soft404() {
        return request -> Answer.html(200, html("Acme app", "<div id=\"root\"></div>"));
    }

    /// Any unknown path leads home.
    static Site homeForAll() {
        return request -> request.path().equals("/")
                ? Answer.html(200, html("Promotion", "<p>Buy now.</p>"))
                : Answer.redirect(302, "/");
    }

    static Site login() {
        return page(
                "Customer portal",
                "<form method=\"post\" action=\"/login\"><input name=\"user\"><input type=\"password\" name=\"p\"></form>");
    }

    /// A members' area with careless cookies and parts from everywhere. Values are made up.
    static Site members() {
        return page(
                        "Members",
                        "<script src=\"http://edge.helpdesk.test/app.js\"></script><img src=\"http://edge.helpdesk.test/anvil.png\">"
                                + "<script src=\"https://edge.helpdesk.test/widgets@4.2.0/widgets.js\"></script>")
                .with("Set-Cookie", "sessionid=4fA81b2c9d0e4fA81b2c9d0e; Path=/")
                .with("Set-Cookie", "tour=1; SameSite=None; HttpOnly")
                .with("Set-Cookie", "__Host-cart=7; Secure; Path=/; Domain=members.acme.test")
                .with("Set-Cookie", "csrftoken=4fA81b2c9d0e4fA81b2c9d0e; Secure; SameSite=Strict")
                .with("Cache-Control", "public, max-age=600")
                .with("Cross-Origin-Opener-Policy", "require-corp")
                .with("X-Backend-Server", "anvil-3.prod.internal");
    }

    /// Lets pages of other origins read as the visitor who is signed in. @param trusts says which
    static Site lettingIn(Site site, Predicate<String> trusts) {
        return request -> {
            var answer = site.answer(request).with("Vary", "Origin");
            return trusts.test(request.origin())
                    ? answer.with("Access-Control-Allow-Origin", request.origin())
                            .with("Access-Control-Allow-Credentials", "true")
                    : answer;
        };
    }

    /// The same done with care, and what only looks careless.
    static Site account() {
        return page(
                        "Account",
                        "<!-- <script src=\"http://edge.helpdesk.test/old.js\"></script> -->"
                                + "<script src=\"//edge.helpdesk.test/latest/app.js\"></script>"
                                + "<a href=\"http://acme.test/\">Home</a>")
                .with("Set-Cookie", "__Host-sid=4fA81b2c9d0e4fA81b2c9d0e; Path=/; Secure; HttpOnly; SameSite=Lax")
                .with("Set-Cookie", "XSRF-TOKEN=4fA81b2c9d0e4fA81b2c9d0e; Path=/; Secure; SameSite=Strict")
                .with("Set-Cookie", "incap_ses_1=4fA81b2c9d0e4fA81b2c9d0e; Path=/")
                .with("Set-Cookie", "AWSALB=4fA81b2c9d0e4fA81b2c9d0e; Path=/")
                .with("Set-Cookie", "session=gone; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT")
                .with("Cache-Control", "private, max-age=600")
                .with("Cross-Origin-Opener-Policy", "same-origin; report-to=\"main\"");
    }

    static Site api() {
        return request -> Answer.text(404, "application/json", "{\"error\":\"not found\"}");
    }

    static Site blog() {
        return page(
                        "Acme blog",
                        "<link rel=\"stylesheet\" href=\"/wp-content/themes/acme/style.css\">"
                                + "<meta name=\"generator\" content=\"WordPress 5.8\">")
                .with("Server", "Apache/2.4.49 (Debian)")
                .with("X-Powered-By", "PHP/7.4.3");
    }

    /// A post that speaks of listings and is none.
    static Site postAboutListings() {
        return pages(Map.of(
                "/", html("Acme wiki", "<a href=\"/files/\">Why Index of / pages are dangerous</a>"),
                "/files/",
                        html(
                                "Index of / and why you should care",
                                "<p>Index of / pages list files.</p>" + "<pre>Parent Directory</pre>")));
    }

    /// Apache's mod_autoindex below one path.
    static Site apacheListing(String path, List<String> files) {
        var rows = new StringBuilder();
        for (var file : files) {
            rows.append("<tr><td><a href=\"")
                    .append(file)
                    .append("\">")
                    .append(file)
                    .append("</a></td><td align=\"right\">2026-01-02 03:04  </td><td align=\"right\">1.2M</td></tr>\n");
        }
        var listing = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">\n<html>\n <head>\n  <title>Index of "
                + path.substring(0, path.length() - 1) + "</title>\n </head>\n <body>\n<h1>Index of "
                + path.substring(0, path.length() - 1)
                + "</h1>\n  <table>\n   <tr><th><a href=\"?C=N;O=D\">Name</a></th>"
                + "<th><a href=\"?C=M;O=A\">Last modified</a></th></tr>\n"
                + "<tr><td><a href=\"/\">Parent Directory</a></td></tr>\n" + rows + "</table>\n</body></html>\n";
        return pages(Map.of("/", html("Acme files", "<p>Downloads for partners.</p>"), path, listing));
    }

    /// nginx's autoindex at the root.
    static Site nginxListing(List<String> files) {
        var rows = new StringBuilder();
        for (var file : files) {
            rows.append("<a href=\"")
                    .append(file)
                    .append("\">")
                    .append(file)
                    .append("</a>                    02-Jan-2026 03:04                1234\n");
        }
        return pages(Map.of(
                "/",
                "<html>\r\n<head><title>Index of /</title></head>\r\n<body>\r\n<h1>Index of /</h1><hr><pre><a href=\"../\">../</a>\r\n"
                        + rows + "</pre><hr></body>\r\n</html>\r\n"));
    }

    /// Python's http.server below one path.
    static Site pythonListing(String path, List<String> files) {
        var rows = new StringBuilder();
        for (var file : files) {
            rows.append("<li><a href=\"")
                    .append(file)
                    .append("\">")
                    .append(file)
                    .append("</a></li>\n");
        }
        return pages(Map.of(
                "/",
                html("Acme test", "<p>Nothing to see.</p>"),
                path,
                "<!DOCTYPE HTML>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Directory listing for "
                        + path + "</title>\n</head>\n<body>\n<h1>Directory listing for " + path + "</h1>\n<hr>\n<ul>\n"
                        + rows + "</ul>\n<hr>\n</body>\n</html>\n"));
    }

    /// Files that should not be there. The secrets are made up.
    static Site leaky() {
        return request -> switch (request.path()) {
            case "/" -> Answer.html(200, html("Acme git", "<p>Repositories.</p>"));
            case "/.env" ->
                Answer.text(
                        200,
                        "application/octet-stream",
                        "APP_ENV=production\nAPP_KEY=base64:bm90LWEtcmVhbC1rZXk=\nDB_PASSWORD=made-up-for-the-lab\n");
            case "/.git/HEAD" -> Answer.text(200, "application/octet-stream", "ref: refs/heads/main\n");
            case "/.git/config" ->
                Answer.text(200, "application/octet-stream", "[core]\n\trepositoryformatversion = 0\n\tbare = false\n");
            default -> notFound();
        };
    }

    static Site endless() {
        return request -> new Answer(
                200,
                List.of(new Site.Field("Content-Type", "text/html")),
                "<p>and so on and on and on </p>\n".repeat(100).getBytes(StandardCharsets.UTF_8),
                Site.Pace.ENDLESS);
    }

    /// Asks for rest after a few requests.
    static Site impatient() {
        var count = new AtomicInteger();
        var page = page("Rate", "<p>Slowly, please.</p>");
        return request -> count.incrementAndGet() > PATIENCE
                ? Answer.html(429, html("Too many requests", "")).with("Retry-After", "60")
                : page.answer(request);
    }

    /// Says what would hurt a careless tool that shows it.
    static Site hostile() {
        return request -> request.path().equals("/")
                ? Answer.html(200, html("<script>alert(1)</script>\u001b[31m\u202e=cmd|' /C calc'!A0", "<p>evil</p>"))
                        .with("X-Note", "=cmd|' /C calc'!A0 \u0007")
                : notFound().with("X-Filler", "x".repeat(HUGE_HEADER));
    }

    /// The line of a security.txt that ends in half a year.
    static String expiringSoon() {
        return "Expires: " + Instant.now().plus(Duration.ofDays(180)).truncatedTo(ChronoUnit.SECONDS) + "\n";
    }
}
