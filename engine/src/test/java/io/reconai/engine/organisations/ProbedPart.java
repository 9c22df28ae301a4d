package io.reconai.engine.organisations;

import io.reconai.engine.asset.Header;
import io.reconai.engine.web.Baseline;
import io.reconai.engine.web.PathShape;
import java.util.List;
import java.util.random.RandomGenerator;

/// What a site answers beyond its start page: to paths that nobody has, to files, and to other origins.
final class ProbedPart {

    private static final String RANDOM = "qzjxkvwpmfbtdnhr";

    private static final String LISTING = "<html><head><title>Index of /files</title></head><body>"
            + "<h1>Index of /files</h1><table><tr><th><a href=\"?C=N;O=D\">Name</a></th></tr>"
            + "<tr><td><a href=\"/\">Parent Directory</a></td></tr><tr><td><a href=\"a.txt\">a.txt</a></td></tr>"
            + "</table></body></html>";

    /// Path, media type, text; `~` is the end of a line.
    private static final List<Choice> FILES = Choice.table("exposure.", """
        /.env              | text/plain | APP_ENV=production~DB_HOST=db~DB_PASSWORD=******~                    | dotenv
        /.env              | text/plain | DB_PASSWORD=abc                                                      |
        /.git/HEAD         | text/plain | ref: refs/heads/main~                                                | git
        /.git/HEAD         | text/plain | ref: refs/heads/main is where work happens                           |
        /.svn/entries      | text/plain | 10~~dir~4711~svn://svn.example/site~                                 | svn
        /.htpasswd         | text/plain | anna:$apr1$****************~                                         | htpasswd
        /.htpasswd         | text/plain | anna:hello~                                                          |
        /id_rsa            | text/plain | -----BEGIN RSA PRIVATE KEY-----~MIIE****************~****~-----END RSA PRIVATE KEY-----~ | private-key
        /id_rsa            | text/plain | -----BEGIN PUBLIC KEY-----~MIIE~-----END PUBLIC KEY-----~            |
        /dump.sql          | text/plain | -- MySQL dump 10.13~CREATE TABLE `a` (b int);~INSERT INTO `a` VALUES (1)~ | db-dump
        /dump.sql          | text/plain | CREATE TABLE is what one writes                                      |
        /info.php          | text/html  | <html><head><title>PHP 8.2.1 - phpinfo()</title></head></html>       | phpinfo
        /info.php          | text/html  | <html><head><title>Why phpinfo() is dangerous</title></head></html>  |
        /server-status     | text/html  | <html><h1>Apache Server Status for HOST</h1></html>                  | apache-status
        /actuator/health   | application/json | {"status":"UP"}                                                | spring-actuator
        /actuator/health   | application/json | {"status":"ok"}                                                |
        /composer.json     | application/json | {"require":{"php":">=8"}}                                      | manifest
        /Dockerfile        | text/plain | FROM debian:12~RUN true~                                             | dockerfile
        /Dockerfile        | text/plain | RUN true~FROM debian~                                                |
        /crossdomain.xml   | text/xml   | <cross-domain-policy><allow-access-from domain="*"/></cross-domain-policy> | crossdomain
        /adminer.php       | text/html  | <!DOCTYPE html><html><head><title>Login - Adminer</title></head></html> | adminer
        """);

    /// What a path that nobody has is answered, and whether that tells a file from nothing.
    private static final List<Choice> NOTHING = Choice.table("exposure.", """
        404 | <html><body>Not found</body></html>                                                  | yes |
        404 | <html><h1>Whitelabel Error Page</h1></html>                                          | yes | debug-page
        404 | <p>You're seeing this error because you have <code>DEBUG = True</code> in your settings | yes | debug-page
        200 | <!doctype html><html><head><title>App</title></head><body><div id=app></div></body></html> | no |
        302 |                                                                                      | no  |
        """);

    /// Origin asked from, probe, what is allowed and whether with credentials.
    private static final List<Choice> ORIGINS = Choice.table("http.cors.", """
        https://x.example  | cors-foreign | https://x.example true  | reflects-origin-with-credentials
        https://x.example  | cors-foreign | https://x.example false |
        https://x.example  | cors-foreign | * true                  | star-credentials
        https://x.example  | cors-foreign | * false                 |
        https://x.example  | cors-foreign | https://app.acme.example true |
        null               | cors-null    | null true               | null-origin
        null               | cors-null    | null false              |
        """);

    /// Status, media type, lines with `;` between them.
    private static final List<Choice> CONTACTS = Choice.table("http.securitytxt.", """
        200 | text/plain | Contact: mailto:a@b.example;Expires: 2027-06-01T00:00:00Z |
        200 | text/plain | Contact: mailto:a@b.example;Expires: 2026-11-25T00:00:00Z | expired
        200 | text/plain | Contact: mailto:a@b.example                               | invalid
        200 | text/plain | Contact: mailto:a@b.example;Expires: soon                 | invalid
        200 | text/plain | Contact: mailto:a@b.example;Expires: 2027-06-01T00:00:00Z;Canonical: https://b.example/x | canonical-mismatch
        403 | text/html  | no                                                        |
        500 | text/html  | no                                                        |
        """);

    private ProbedPart() {}

    static void add(HostDraft host, RandomGenerator dice, String start, boolean verified) {
        var origin = start.substring(0, start.length() - 1);
        if (dice.nextInt(3) > 0) {
            files(host, dice, origin, verified);
        }
        if (dice.nextInt(3) == 0) {
            origins(host, dice, start, verified);
        }
        if (dice.nextInt(2) == 0) {
            contacts(host, dice, origin, verified);
        }
    }

    private static void files(HostDraft host, RandomGenerator dice, String origin, boolean verified) {
        var nothing = Choice.pick(NOTHING, dice);
        host.chose("nothing there", nothing);
        var absent = nothing.first().equals("302")
                ? Page.redirect("/login")
                : Page.html(Integer.parseInt(nothing.first()), nothing.second());
        for (var shape : PathShape.values()) {
            var path = shape.sample().replace("%RANDOM%", RANDOM);
            host.asked(Baseline.PROBE, origin + path, verified, absent.answer());
        }
        var file = Choice.pick(FILES, dice);
        var isTelling = nothing.third().equals("yes");
        if (isTelling && dice.nextInt(3) > 0) {
            host.chose("file", file);
            var body = file.third().replace('~', '\n').replace("HOST", host.name());
            host.asked(
                    "exposure",
                    origin + file.first(),
                    verified,
                    Page.text(200, file.second(), body).answer());
        } else {
            host.chose("file, answered as nothing is", file.first());
            host.asked("exposure", origin + file.first(), verified, absent.answer());
        }
        if (isTelling && dice.nextInt(4) == 0) {
            host.chose("listing", "/files/");
            host.expect("exposure.listing");
            host.asked(
                    "listing",
                    origin + "/files/",
                    verified,
                    Page.html(200, LISTING).answer());
        } else if (dice.nextInt(4) == 0) {
            host.chose("listing, not allowed", "/files/");
            host.asked(
                    "listing",
                    origin + "/files/",
                    verified,
                    Page.html(403, LISTING).answer());
        }
        host.asked(Baseline.AGAIN, origin + "/" + RANDOM, verified, absent.answer());
    }

    private static void origins(HostDraft host, RandomGenerator dice, String start, boolean verified) {
        var choice = Choice.pick(ORIGINS, dice);
        host.chose("origins", choice);
        var allowed = Choice.words(choice.third());
        var answer = Page.html(200, "<html>")
                .with("Access-Control-Allow-Origin: " + allowed.getFirst())
                .with("Access-Control-Allow-Credentials: " + allowed.getLast());
        host.asked(choice.second(), start, verified, answer.answer(), new Header("Origin", choice.first()));
    }

    /// That nobody says where to report a weakness is said of the domain and of www alone.
    private static void contacts(HostDraft host, RandomGenerator dice, String origin, boolean verified) {
        var url = origin + "/.well-known/security.txt";
        if (dice.nextInt(3) == 0) {
            host.chose("security.txt", "absent");
            if (host.isApex() || host.name().equals("www." + host.domain())) {
                host.expect("http.securitytxt.missing");
            }
            var isPageForAll = dice.nextBoolean();
            host.asked(
                    "security.txt",
                    url,
                    verified,
                    Page.html(isPageForAll ? 200 : 404, "<html>Welcome</html>").answer());
            return;
        }
        var choice = Choice.pick(CONTACTS, dice);
        host.chose("security.txt", choice);
        host.asked(
                "security.txt",
                url,
                verified,
                Page.text(
                                Integer.parseInt(choice.first()),
                                choice.second(),
                                choice.third().replace(';', '\n'))
                        .answer());
    }
}
