package io.reconai.lab;

import io.reconai.lab.CertificateAuthority.Leaf;
import io.reconai.lab.HostEntry.Signer;
import io.reconai.lab.Site.Answer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Sites that say one thing wrong in their headers, their cookies, their redirects or their parts, and sites that only
/// seem to.
final class HeaderGallery {

    private static final String HSTS = "Strict-Transport-Security";
    private static final String CSP = "Content-Security-Policy";
    private static final String FRAMES = "X-Frame-Options";

    private static final String YEAR = "max-age=31536000; includeSubDomains";

    private static final Map<String, String> CAREFUL = Map.of(
            HSTS,
            YEAR,
            CSP,
            "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'",
            FRAMES,
            "DENY",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Server",
            "nginx");

    /// A policy that leaves frames to the older field.
    private static final String NO_FRAMES_SAID = "default-src 'none'; script-src 'self'; base-uri 'none'";

    private static final String HASH = "sha384-" + "Qk9MVEVE".repeat(8);
    private static final String LIBRARY = "https://edge.helpdesk.test/widgets@4.2.0/";

    /// Requests that the host bears with before it breaks off.
    private static final int PATIENCE = 4;

    private final Neighbour gallery;

    private HeaderGallery(Neighbour gallery) {
        this.gallery = gallery;
    }

    static void addTo(Neighbour gallery) {
        var headers = new HeaderGallery(gallery);
        headers.addTransport();
        headers.addPolicies();
        headers.addWords();
        headers.addCookies();
        headers.addWays();
        headers.addParts();
        headers.addNotices();
        headers.addCertificates();
        headers.addManners();
        headers.addFilters();
        headers.addVersions();
    }

    private HostEntry host(String label) {
        return Gallery.host(gallery, label);
    }

    /// A careful page with some fields said otherwise.
    ///
    /// @param changes names and values in turn; an empty value leaves the field out, lines are a field each
    static Site saying(String... changes) {
        return saying(Sites.page("Gallery", "<p>Pictures.</p>"), changes);
    }

    static Site saying(Site site, String... changes) {
        var fields = new LinkedHashMap<>(CAREFUL);
        for (var i = 0; i < changes.length; i += 2) {
            fields.put(changes[i], changes[i + 1]);
        }
        return request -> {
            var answer = site.answer(request);
            for (var field : fields.entrySet()) {
                for (var value : field.getValue().lines().toList()) {
                    answer = answer.with(field.getKey(), value);
                }
            }
            return answer;
        };
    }

    private void addTransport() {
        host("hsts-off").web(saying(HSTS, "max-age=0")).finds("http.hsts.disabled", "max-age=0");
        host("hsts-bad").web(saying(HSTS, "includeSubDomains")).finds("http.hsts.invalid", "no max-age");
        host("hsts-two")
                .web(saying(HSTS, YEAR + "\nmax-age=63072000"))
                .finds("http.hsts.duplicate", "a year, and two years");
        host("hsts-plain")
                .plain(Sites.toHttps().with(HSTS, YEAR))
                .secure(saying(HSTS, ""))
                .finds("http.hsts.missing", "not over https")
                .finds("http.hsts.over-http", "only over http");
        host("hsts-list")
                .web(saying(HSTS, "max-age=31536000; preload"))
                .finds("http.hsts.preload-inconsistent", "without the hosts below");
        var capitals = "MAX-AGE=\"31536000\" ;IncludeSubdomains;  Preload;";
        host("hsts-fine")
                .plain(Sites.toHttps().with(HSTS, YEAR))
                .secure(saying(HSTS, capitals + "\n" + capitals))
                .trap("http.hsts.invalid", "case, quotes and blanks do not matter")
                .trap("http.hsts.duplicate", "twice the same")
                .trap("http.hsts.over-http", "over https too")
                .trap("http.hsts.preload-inconsistent", "all that the list asks for");
    }

    private void addPolicies() {
        host("policy-watch")
                .web(saying(CSP, "", CSP + "-Report-Only", "default-src 'self'"))
                .finds("http.csp.report-only", "nothing is enforced")
                .trap("http.csp.missing", "there is one to begin with");
        host("policy-void").web(saying(CSP, "scripts 'self'")).finds("http.csp.invalid", "no directive of that name");
        host("policy-wide")
                .web(saying(CSP, "script-src 'self' 'unsafe-eval' http://edge.helpdesk.test; object-src 'none'"))
                .finds("http.csp.unsafe-eval", "eval is allowed")
                .finds("http.csp.http-source", "scripts over plain http");
        host("policy-nonce")
                .web(saying(CSP, "script-src 'nonce-r4nd0m' https://cdn.jsdelivr.net; object-src 'none'"))
                .finds("http.csp.no-base-uri", "a nonce without it")
                .finds("http.csp.bypass-host", "everybody's scripts are there");
        host("policy-two")
                .web(saying(
                        CSP,
                        "script-src 'unsafe-inline' 'unsafe-eval' https:; object-src 'none'\n"
                                + "default-src 'none'; script-src 'self'"))
                .trap("http.csp.weak-script-src", "the second holds too")
                .trap("http.csp.unsafe-eval", "the second holds too")
                .trap("http.csp.duplicate-directive", "each has a list of its own");
        var strict = "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'; ";
        host("policy-twice")
                .web(saying(CSP, strict + "script-src 'self' https://edge.helpdesk.test"))
                .finds("http.csp.duplicate-directive", "the second list of scripts is ignored");
        host("policy-styles")
                .web(saying(CSP, strict + "style-src 'self' 'unsafe-inline'"))
                .finds("http.csp.style-unsafe", "scripts are limited, styles are not");
        host("policy-hash")
                .web(saying(CSP, strict + "style-src 'self' 'unsafe-inline' 'sha256-Qk9MVEVEQk9MVEVE'"))
                .trap("http.csp.style-unsafe", "browsers ignore the word beside a hash");
        host("policy-again")
                .web(saying(CSP, strict + "Script-Src  'SELF'"))
                .trap("http.csp.duplicate-directive", "it says the same again");
        host("policy-path")
                .web(saying(
                        CSP,
                        "script-src 'self' 'wasm-unsafe-eval' https://cdn.jsdelivr.net/npm/anvil@4.2.0/;"
                                + " object-src 'none'"))
                .trap("http.csp.bypass-host", "the path names the scripts")
                .trap("http.csp.unsafe-eval", "no script can be made of text");
    }

    private void addWords() {
        host("words-wrong")
                .web(saying(
                        CSP,
                        NO_FRAMES_SAID,
                        FRAMES,
                        "ALLOWALL",
                        "X-Content-Type-Options",
                        "sniff",
                        "Referrer-Policy",
                        "nobody",
                        "Permissions-Policy",
                        "camera 'none'",
                        "Cross-Origin-Embedder-Policy",
                        "same-origin",
                        "Cross-Origin-Resource-Policy",
                        "same",
                        "Expect-CT",
                        "max-age=86400",
                        "Public-Key-Pins",
                        "pin-sha256=\"AAAA\"; max-age=5184000",
                        "X-XSS-Protection",
                        "1"))
                .finds("http.framing.invalid", "no such value")
                .finds("http.xcto.invalid", "no such value")
                .finds("http.referrer-policy.invalid", "no such value")
                .finds("http.permissions-policy.invalid", "the syntax of its forerunner")
                .finds("http.coep.invalid", "a word of another header")
                .finds("http.corp.invalid", "no such value")
                .finds("http.expect-ct", "sent")
                .finds("http.hpkp", "a key is pinned")
                .finds("http.xxp.enabled", "1 without mode=block");
        host("words-old")
                .web(saying(
                        CSP,
                        NO_FRAMES_SAID,
                        FRAMES,
                        "ALLOW-FROM https://www.gallery.test",
                        "Permissions-Policy",
                        "camera=*, geolocation=()",
                        "Access-Control-Allow-Origin",
                        "*",
                        "Access-Control-Allow-Credentials",
                        "true"))
                .finds("http.framing.allow-from", "no browser heeds it")
                .finds("http.permissions-policy.wildcard", "the camera is everybody's")
                .finds("http.cors.star-credentials", "both at once")
                .trap("http.cors.reflects-origin-with-credentials", "browsers refuse the star with credentials");
        host("words-right")
                .web(saying(
                        CSP,
                        NO_FRAMES_SAID,
                        FRAMES,
                        "sameorigin",
                        "X-Content-Type-Options",
                        "NoSniff",
                        "Referrer-Policy",
                        "nobody, strict-origin",
                        "Permissions-Policy",
                        "camera=(), geolocation=(self \"https://maps.example\")",
                        "Cross-Origin-Embedder-Policy",
                        "require-corp; report-to=\"main\"",
                        "Cross-Origin-Resource-Policy",
                        "same-site",
                        "Public-Key-Pins",
                        "pin-sha256=\"AAAA\"; max-age=0",
                        "X-XSS-Protection",
                        "1; mode=block",
                        "Access-Control-Allow-Origin",
                        "*"))
                .trap("http.framing.invalid", "case does not matter")
                .trap("http.xcto.invalid", "case does not matter")
                .trap("http.referrer-policy.invalid", "the last known token counts")
                .trap("http.permissions-policy.invalid", "a dictionary")
                .trap("http.coep.invalid", "a parameter may follow")
                .trap("http.hpkp", "max-age=0 takes the pins back")
                .trap("http.xxp.enabled", "the page is blocked")
                .trap("http.cors.star-credentials", "without credentials");
    }

    private void addCookies() {
        var session = "sessionid=4fA81b2c9d0e4fA81b2c9d0e; HttpOnly; SameSite=Lax; Path=/";
        host("jar")
                .plain(Sites.toHttps().with("Set-Cookie", session))
                .secure(saying().with("Set-Cookie", session + "; Secure; Domain=gallery.test")
                        .with("Set-Cookie", "csrftoken=4fA81b2c9d0e4fA81b2c9d0e; Secure"))
                .finds("http.cookie.over-http", "a session over plain http")
                .finds(
                        "http.cookie.parent-domain",
                        "info",
                        "for every host of the domain, of which none can be taken over")
                .finds("http.cookie.csrf-no-samesite", "a token without SameSite")
                .trap("http.cookie.no-httponly", "scripts must read the token");
        host("jar-fine")
                .plain(Sites.toHttps().with("Set-Cookie", "lang=en; Path=/; SameSite=Lax"))
                .secure(saying().with("Set-Cookie", session + "; Secure; Domain=jar-fine.gallery.test"))
                .trap("http.cookie.over-http", "no session")
                .trap("http.cookie.parent-domain", "for the host and what is below it");
    }

    private void addWays() {
        var page = saying();
        var index = saying(Sites.pages(Map.of("/index", Sites.html("Index", "<p>Pictures.</p>"))), HSTS, "");
        host("way-back")
                .plain(request -> request.path().equals("/")
                        ? Answer.redirect(301, "https://way-back.gallery.test/")
                        : index.answer(request))
                .secure(saying(Sites.redirect("http://way-back.gallery.test/index")))
                .finds("http.redirect.downgrade", "https leads to http")
                .finds("http.redirect.ends-in-http", "and there it ends");
        host("way-off")
                .plain(Sites.redirect("https://hsts-fine.gallery.test/"))
                .secure(page)
                .finds("http.redirect.off-host-first", "to another host before https of its own")
                .trap("http.redirect.missing", "it leads to https");
        Site guarded = request -> Answer.html(401, Sites.html("Sign in", "<p>Who are you?</p>"))
                .with("WWW-Authenticate", "Basic realm=\"gallery\"");
        host("guard-plain")
                .plain(saying(guarded, HSTS, ""))
                .secure(page)
                .finds("http.auth.basic-over-http", "the password would be read on its way")
                .finds("http.redirect.missing", "a page over http although https is offered");
        host("guard").web(saying(guarded)).trap("http.auth.basic-over-http", "over https only");
        host("way-slow")
                .plain(saying(
                        Sites.page(
                                "Moved",
                                "<meta http-equiv=\"refresh\" content=\"0; url=https://way-slow.gallery.test/\">"),
                        HSTS,
                        ""))
                .secure(page)
                .finds("http.redirect.by-meta", "the page sends the browser on by itself")
                .trap("http.redirect.missing", "a slow redirect is one");
        host("way-nowhere")
                .plain(saying(Sites.page("News", "<meta http-equiv=\"refresh\" content=\"300\">"), HSTS, ""))
                .secure(page)
                .finds("http.redirect.missing", "it stays on http")
                .trap("http.redirect.by-meta", "the page only shows itself anew");
    }

    private void addParts() {
        var body = "<script src=\"" + LIBRARY + "a.js\" integrity=\"md5-anvil\" crossorigin=\"anonymous\"></script>"
                + "<script src=\"" + LIBRARY + "b.js\" integrity=\"" + HASH + "\"></script>";
        host("parts")
                .web(saying(Sites.page("Parts", body)))
                .finds("http.sri.invalid", "no such hash")
                .finds("http.sri.no-crossorigin", "browsers block it");
        var careful = "<script src=\"" + LIBRARY + "a.js\" integrity=\"" + HASH + " " + HASH
                + "\" crossorigin></script><script src=\"/own.js\" integrity=\"" + HASH + "\"></script>";
        host("parts-fine")
                .web(saying(Sites.page("Parts", careful)))
                .trap("http.sri.missing", "there is one")
                .trap("http.sri.invalid", "two hashes")
                .trap("http.sri.no-crossorigin", "the second is its own");
    }

    private void addNotices() {
        notice("notice-old", "Expires: 2020-01-01T00:00:00Z\nCanonical: https://elsewhere.example/security.txt\n")
                .finds("http.securitytxt.expired", "long ago")
                .finds("http.securitytxt.canonical-mismatch", "it belongs elsewhere");
        host("www")
                .web(saying(Sites.withFile(
                        Sites.page("Notice", "<p>Tell us.</p>"),
                        "/security.txt",
                        "Contact: mailto:security@gallery.test\n" + Sites.expiringSoon())))
                .finds("http.securitytxt.only-root", "where it was before there was a standard")
                .trap("http.securitytxt.missing", "there is one");
        notice("notice-far", "Expires: 2099-01-01T00:00:00Z\n")
                .finds("http.securitytxt.far-expiry", "nobody knows whom to tell so long ahead");
        notice("notice-bare", "").finds("http.securitytxt.invalid", "no Expires");
        notice(
                        "notice-fine",
                        "# signed elsewhere\r\nContact: https://gallery.test/report\r\n"
                                + Sites.expiringSoon()
                                + "Canonical: https://notice-fine.gallery.test/.well-known/security.txt\r\n")
                .trap("http.securitytxt.far-expiry", "half a year is what the standard means")
                .trap("http.securitytxt.invalid", "comments and two contacts are allowed")
                .trap("http.securitytxt.canonical-mismatch", "it names itself");
    }

    private HostEntry notice(String label, String further) {
        return host(label)
                .web(saying(Sites.withFile(
                        Sites.page("Notice", "<p>Tell us.</p>"),
                        "/.well-known/security.txt",
                        "Contact: mailto:security@gallery.test\n" + further)));
    }

    private void addCertificates() {
        host("early")
                .web(saying())
                .certificate(
                        Signer.LAB,
                        new Leaf(List.of("early.gallery.test"), Duration.ofDays(-2), Duration.ofDays(90), false))
                .finds("tls.cert.not-yet-valid", "from the day after tomorrow on")
                .trap("tls.cert.expiring", "its time has not begun");
        var old = host("old-hash");
        old.plain(Sites.toHttps())
                .classicalOnly()
                .certified(443, (root, latency) -> {
                    var leaf = root.issueWithSha1(old.name);
                    var tls = CertificateAuthority.serving(leaf.key(), new X509Certificate[] {leaf.certificate()});
                    return new TlsUpgrade(tls, new WebServer("https", Map.of("", saying()), latency));
                })
                .finds("tls.cert.weak-signature", "signed with SHA-1");
        var hybrid = host("hybrid");
        hybrid.plain(Sites.toHttps())
                .certified(443, (root, latency) -> {
                    var leaf = root.issue(List.of(hybrid.name), List.of());
                    var tls = CertificateAuthority.serving(leaf.key(), new X509Certificate[] {leaf.certificate()});
                    return new HybridTls(tls, new WebServer("https", Map.of("", saying()), latency));
                })
                .trap("tls.pq.missing", "X25519MLKEM768 is asked for");
    }

    /// What filters show in place of sites, and a site that speaks of it.
    private void addFilters() {
        var challenge = Sites.html("Just a moment...", "<script>window._cf_chl_opt = {};</script>");
        var script = "<script src=\"/cdn-cgi/challenge-platform/scripts/jsd/main.js\"></script>";
        host("filter")
                .web(saying(
                        request -> Answer.html(403, challenge)
                                .with("Set-Cookie", "sessionid=4fA81b2c9d0e4fA81b2c9d0e; Path=/"),
                        CSP,
                        "",
                        FRAMES,
                        "",
                        "X-Content-Type-Options",
                        ""))
                .finds("http.page.behind-challenge", "a page that asks whether a person is looking")
                .trap("http.csp.missing", "the page is not the site's")
                .trap("http.framing.missing", "the page is not the site's")
                .trap("http.cookie.no-httponly", "nor is the cookie");
        host("filter-field")
                .web(saying(
                        request -> Answer.html(403, Sites.html("Checking", "<p>Wait.</p>")),
                        CSP,
                        "",
                        "cf-mitigated",
                        "challenge"))
                .finds("http.page.behind-challenge", "the field says so")
                .trap("http.csp.missing", "the page is not the site's");
        host("filter-words")
                .web(saying(Sites.page("Blog", "<p>Challenges say window._cf_chl_opt.</p>")))
                .trap("http.page.behind-challenge", "a page of its own that quotes the words");
        host("filter-no")
                .web(saying(request -> Answer.html(403, Sites.html("Forbidden", "<p>Staff only.</p>" + script))))
                .trap("http.page.behind-challenge", "the site refuses, and the filter only adds its script");
    }

    private void addVersions() {
        var page = Sites.protectedPage(Sites.page("Gallery", "<p>Old pictures.</p>"));
        host("speech-old")
                .ownService(80, new OldHttp(page, _ -> true), "http nginx")
                .finds("http.version.http10-only", "asked in 1.1, it answers in 1.0")
                .finds("http.https.unavailable", "a page over http, port 443 is closed");
        host("speech-mixed")
                .ownService(80, new OldHttp(page, path -> !path.equals("/")), "http nginx")
                .finds("http.https.unavailable", "a page over http, port 443 is closed")
                .trap("http.version.http10-only", "only what is not there is answered in 1.0");
    }

    private void addManners() {
        var count = new AtomicInteger();
        host("shutter")
                .web(saying(request -> count.incrementAndGet() > PATIENCE
                        ? Answer.html(200, Sites.html("Gallery", "")).sent(Site.Pace.RESET)
                        : Sites.page("Gallery", "<p>Look, and go.</p>").answer(request)))
                .trap("exposure.dotenv", "an answer that breaks off is none")
                .trap("exposure.listing", "an answer that breaks off is none");
    }
}
