package io.reconai.lab;

import io.reconai.lab.CertificateAuthority.Leaf;
import io.reconai.lab.HostEntry.Signer;
import io.reconai.lab.SignedZone.Denial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// The organisation `acme.test`: its zone, its hosts, their faults, and what a perfect scanner says of each.
///
/// The findings are written by hand from the rules of the checks; this is the oracle that scans are measured against.
final class Organisation {

    static final String DOMAIN = "acme.test";

    private static final String SENDER = "203.0.113.90";
    private static final String SENDER_IPV6 = "2001:db8::90";
    private static final String NAMELESS = "203.0.113.91";

    private static final String FRONT_PAGE =
            "<p>Everything for coyotes.</p><a href=\"//osprey-42.acme.test/news\">News</a> acme.test.evil.example";

    private static final String ROBOTS =
            "User-agent: *\nDisallow: /private\nHost: pipit-55.acme.test\nSitemap: https://www.acme.test/sitemap.xml\n";
    private static final String SITEMAP =
            "<?xml version=\"1.0\"?><urlset><url><loc>https://quail-56.acme.test/eggs</loc></url></urlset>";

    private static final String MAIL_POLICY =
            "version: STSv1\r\nmode: testing\r\nmx: *.acme.test\r\nmax_age: 604800\r\n";

    /// RSA of 1,024 bits, in a SubjectPublicKeyInfo.
    private static final String SHORT_KEY =
            "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCqv4zUaf7hUNQj6MLjmIjsecnikscIQC2l8/4BgaxpvBwOb1F1SgkeHutB"
                    + "K97Zc3aU3Tqn4BkZbSbjI1YkYAs+r9qKtfV+mcEffjIEz2yIJUpOXC9iIJ35BCAiyhEUAStvvwrlRYnU4OUGT7GUimzZ"
                    + "+L+Zkl89nIaJtX0e6/NUQQIDAQAB";

    static final String ED25519_KEY = "z0FNAO2VHTrQAtf8OxRJU2Dk8jAi4r+m8og5DiogMT4=";

    private static final Duration DAY = Duration.ofDays(1);

    private final List<HostEntry> hosts = new ArrayList<>();
    private final TlsHosts tlsHosts = new TlsHosts();
    private final TakeoverHosts takeoverHosts = new TakeoverHosts();
    private final GeneratedHosts generated;
    private final AtomicLong printed = new AtomicLong();

    /// @param options hosts are generated until there are as many as these ask for
    Organisation(LabOptions options) {
        addFront();
        addFaultyTransport();
        addFaultyContent();
        addServices();
        addHidden();
        addZones();
        addAddresses();
        addOddities();
        hosts.addAll(tlsHosts.hosts());
        hosts.addAll(ExposedHosts.all());
        hosts.addAll(LeakyHosts.all());
        hosts.addAll(takeoverHosts.hosts());
        hosts.addAll(new ServiceHosts().hosts());
        hosts.addAll(OutdatedHosts.all());
        generated = new GeneratedHosts(options.hosts() - hosts.size(), options);
        hosts.addAll(generated.hosts());
    }

    List<HostEntry> hosts() {
        return hosts;
    }

    /// Where issuers' certificates are, and what is there.
    String issuersAddress() {
        return tlsHosts.issuersAddress();
    }

    Site issuers(CertificateAuthority root) {
        return tlsHosts.issuers(root);
    }

    /// Bytes that visitors sent to the printer.
    long printedBytes() {
        return printed.get();
    }

    private HostEntry host(String label, String... addresses) {
        var host = new HostEntry(label.isEmpty() ? DOMAIN : label + "." + DOMAIN, addresses);
        hosts.add(host);
        return host;
    }

    private void addFront() {
        host("", "203.0.113.10", "2001:db8::10")
                .web(Sites.careful(Sites.page("Acme", FRONT_PAGE)))
                .certificate(Signer.LAB, Leaf.good(List.of(DOMAIN, "www." + DOMAIN)))
                .finds("dns.dmarc.policy-none", "p=none with rua")
                .trap("dns.ns.version-disclosed", "an address is no version")
                .trap("dns.ns.mismatch", "the registry has the same servers")
                .trap("dns.ns.glue-mismatch", "and the same addresses of them")
                .trap("dns.ns.no-tcp", "both answer over TCP")
                .trap("dns.dnssec.nsec-walkable", "it is not signed, if zones below are")
                .finds("dns.mta-sts.testing", "the policy is in testing mode")
                .finds("dns.tls-rpt.missing", "a mail domain without TLS reports")
                .finds("dns.dkim.weak-key", "the first selector has a key of 1,024 bits")
                .finds("dns.dkim.dangling-cname", "the mailer no longer publishes the key")
                .finds("dns.dnssec.unsigned", "no DS and no DNSKEY")
                .finds("dns.ns.axfr-open", "ns1 gives the whole zone away")
                .finds("dns.ns.open-resolver", "ns1 resolves names of others")
                .finds(
                        "dns.dmarc.report-unauthorised",
                        "the second receiver of reports does not say that it takes them")
                .finds("breach.site", "the forum leaked eighteen months ago")
                .finds("breach.accounts", "two addresses are in leaks")
                .finds("bucket.similar-name", "acme-backup is public, and somebody else's")
                .finds("http.securitytxt.missing", "the domain itself says 404; www has one")
                .trap("dns.spf.missing", "there is one")
                .trap("dns.caa.missing", "there is one")
                .trap("dns.mta-sts.missing", "there is one")
                .trap("dns.mta-sts.mx-mismatch", "the star stands for the exchanger's one label");
        host("mta-sts", "203.0.113.69")
                .secure(Sites.careful(
                        Sites.withFile(Sites.page("Mail", "<p>Policy.</p>"), "/.well-known/mta-sts.txt", MAIL_POLICY)));
        host("www", "203.0.113.10", "2001:db8::10")
                .web(Sites.modern(Sites.careful(Sites.guided("Acme", FRONT_PAGE, ROBOTS, SITEMAP))))
                .certificate(Signer.LAB, Leaf.good(List.of(DOMAIN, "www." + DOMAIN)))
                .finds("http.cookie.no-secure", "the language may go over plain http")
                .trap("http.securitytxt.missing", "there is one")
                .trap("dns.spf.missing", "a host that is no mail domain")
                .trap("dns.dmarc.missing", "inherited from the organisation's domain");
        host("api", "203.0.113.30")
                .secure(Sites.api()
                        .with("Strict-Transport-Security", "max-age=31536000")
                        .with("X-Content-Type-Options", "nosniff"))
                .finds("http.page.not-judged", "a 404 in JSON is no page")
                .trap("http.csp.missing", "not HTML")
                .trap("http.framing.missing", "not HTML");
        host("cdn", "203.0.113.39").web(Sites.careful(Sites.page("CDN", ""))).certificate(Signer.LAB, manyNames());
        // An alias to a provider, whose own listeners answer.
        host("support")
                .withoutAddressRecords()
                .openElsewhere(80)
                .openElsewhere(443)
                .classicalOnly();
        host("portal", "203.0.113.36")
                .web(Sites.careful(Sites.login()))
                .certificate(Signer.LAB, DAY.multipliedBy(85), DAY.multipliedBy(5))
                .finds("tls.cert.expiring", "five of ninety days are left")
                .trap("http.form.password-over-http", "http only sends to https");
    }

    private static Leaf manyNames() {
        var names = new ArrayList<String>();
        names.add("cdn." + DOMAIN);
        names.add("kestrel-41." + DOMAIN);
        for (var i = 1; i < 200; i++) {
            names.add("edge-" + i + ".customers.example");
        }
        return Leaf.good(names);
    }

    private void addFaultyTransport() {
        var page = Sites.careful(Sites.page("Acme service", "<p>Internal use.</p>"));
        host("staging", "203.0.113.33")
                .web(page)
                .certificate(Signer.LAB, DAY.multipliedBy(120), DAY.multipliedBy(-3))
                .finds("tls.cert.expired", "three days ago")
                .trap("tls.cert.untrusted", "expired is not also untrusted")
                .trap("http.hsts.missing", "HSTS counts only over a verified certificate");
        host("dev", "203.0.113.34")
                .web(page)
                .certificate(Signer.ITSELF, Leaf.good(List.of("dev." + DOMAIN, "*.dev." + DOMAIN)))
                .finds("tls.cert.self-signed", "issuer is subject")
                .finds("dns.wildcard.present", "any name below dev is answered");
        host("build.dev", "203.0.113.34")
                .web(page)
                .certificate(Signer.ITSELF, Leaf.good(List.of("dev." + DOMAIN, "*.dev." + DOMAIN)))
                .finds("tls.cert.self-signed", "issuer is subject");
        host("ci.dev", "203.0.113.50").web(page);
        host("vpn", "203.0.113.35")
                .web(page)
                .certificate(Signer.LAB, Leaf.good(List.of("gateway." + DOMAIN)))
                .finds("tls.cert.host-mismatch", "the certificate is for gateway");
        host("legacy", "203.0.113.37")
                .web(page)
                .certificate(
                        Signer.LAB,
                        new Leaf(List.of("legacy." + DOMAIN), DAY.multipliedBy(30), DAY.multipliedBy(60), true))
                .finds("tls.cert.weak-key", "RSA of 1,024 bits");
        host("partner", "203.0.113.38")
                .web(page)
                .certificate(Signer.STRANGER, Leaf.good(List.of("partner." + DOMAIN)))
                .finds("tls.cert.untrusted", "signed by an authority that nobody knows");
        host("intranet", "203.0.113.40")
                .plain(Sites.protectedPage(Sites.page("Intranet", "<p>Canteen: soup.</p>")))
                .finds("http.https.unavailable", "a page over http, port 443 is closed")
                .trap("http.hsts.missing", "there is no https to be strict about");
        host("old", "198.51.100.10")
                .plain(request -> request.path().equals("/")
                        ? Site.Answer.redirect(301, "http://old." + DOMAIN + "/home")
                        : Site.Answer.redirect(301, "https://old." + DOMAIN + "/"))
                .secure(page)
                .finds("http.redirect.http-hop", "http to http to https");
        host("go", "198.51.100.11")
                .plain(Sites.toHttps())
                .secure(Sites.careful(Sites.redirect("https://go." + DOMAIN + "/")))
                .finds("http.redirect.loop", "https leads to itself");
        host("link", "198.51.100.12")
                .plain(Sites.toHttps())
                .secure(Sites.careful(Sites.redirect("https://192.168.1.10/login")))
                .finds("http.redirect.private-target", "the Location names a private address");
        host("insecure", "198.51.100.20")
                .plain(Sites.protectedPage(Sites.login()))
                .secure(page)
                .finds("http.redirect.missing", "a page over http although https is offered")
                .finds("http.form.password-over-http", "a password field on an http page");
    }

    private void addFaultyContent() {
        host("blog", "203.0.113.31")
                .web(Sites.blog())
                .finds("http.hsts.missing", "no header over verified https")
                .finds("http.csp.missing", "no policy on an HTML page")
                .finds("http.framing.missing", "neither frame-ancestors nor X-Frame-Options")
                .finds("http.xcto.missing", "no nosniff")
                .finds("http.disclosure.server", "Apache/2.4.49 and PHP/7.4.3")
                .finds("tech.end-of-life", "beside a Debian mark, PHP 7.4 is Debian 11's, which has ended");
        host("shop", "203.0.113.32")
                .web(Sites.scripted(Sites.page("Shop", "<p>Anvils.</p>"), "/*! jQuery v1.12.4 | jquery.org/license */")
                        .with("Strict-Transport-Security", "max-age=3600")
                        .with("Content-Security-Policy", "script-src 'self' 'unsafe-inline'")
                        .with("X-Frame-Options", "SAMEORIGIN")
                        .with("X-Content-Type-Options", "nosniff")
                        .with("Referrer-Policy", "unsafe-url"))
                .finds("http.hsts.short", "an hour")
                .finds("http.csp.weak-script-src", "unsafe-inline without nonce or hash")
                .finds("http.csp.no-object-src", "neither object-src nor default-src")
                .finds("http.referrer-policy.unsafe", "unsafe-url")
                .finds("tech.vulnerable-js", "jQuery 1.12.4, as its script says and its address does not")
                .finds("tech.end-of-life", "jQuery before 3 gets no fixes");
        host("careers", "198.51.100.21")
                .web(Sites.scripted(
                                Sites.page("Careers", "<p>Work with us, on jQuery 1.4.2 and other old things.</p>"),
                                "/*! jQuery v3.7.1 | jquery.org/license */")
                        .with("Strict-Transport-Security", "max-age=31536000")
                        .with(
                                "Content-Security-Policy",
                                "script-src 'nonce-r4nd0m' 'strict-dynamic' 'unsafe-inline' https:; object-src 'none';"
                                        + " base-uri 'none'; frame-ancestors 'self' https://merlin-43.acme.test")
                        .with("X-XSS-Protection", "0")
                        .with("X-Content-Type-Options", "nosniff"))
                .trap("http.csp.weak-script-src", "unsafe-inline beside a nonce is ignored by browsers")
                .trap("http.xxp.enabled", "0 is right")
                .trap("tech.end-of-life", "jQuery 3 gets fixes")
                .trap("tech.vulnerable-js", "jQuery 3.7.1 has no published weakness; an older one is only spoken of");
        host("members", "198.51.100.24")
                .web(Sites.protectedPage(Sites.lettingIn(Sites.members(), origin -> origin.startsWith("https://"))))
                .finds("http.hsts.missing", "no header over verified https")
                .finds("http.cookie.no-secure", "a session without Secure")
                .finds("http.cookie.no-httponly", "the same session can be read by scripts")
                .finds("http.cookie.samesite-invalid", "None without Secure")
                .finds("http.cookie.prefix-violated", "__Host- with a Domain")
                .finds("http.cache.sensitive", "public, with the session")
                .finds("http.mixed.active", "a script over plain http")
                .finds("http.mixed.passive", "a picture over plain http")
                .finds("http.sri.missing", "another organisation's library, by its version")
                .finds("http.coop.invalid", "a word of another header")
                .finds("http.disclosure.internal-address", "the name of the machine behind")
                .finds("http.cors.reflects-origin-with-credentials", "every https origin is let in")
                .trap("http.cookie.csrf-no-samesite", "a token with SameSite");
        host("feed", "198.51.100.26")
                .web(Sites.careful(Sites.lettingIn(
                        Sites.page("Feed", "<p>News.</p>"),
                        origin -> origin.equals("null") || origin.endsWith("acme.test"))))
                .finds("http.cors.null-origin", "pages without an origin are let in")
                .finds("http.cors.suffix-match", "evilacme.test is let in, which anybody may register")
                .trap("http.cors.reflects-origin-with-credentials", "not every origin is let in");
        host("account", "198.51.100.25")
                .web(Sites.careful(Sites.lettingIn(Sites.account(), origin -> origin.equals("https://www.acme.test"))))
                .trap("http.cookie.no-httponly", "scripts must read XSRF-TOKEN")
                .trap("http.cookie.no-secure", "a load balancer's, a bot filter's, and one that is deleted")
                .trap("http.cache.sensitive", "private")
                .trap("http.mixed.active", "//host/, a comment and a link are none")
                .trap("http.sri.missing", "what has no version changes by design")
                .trap("http.cors.reflects-origin-with-credentials", "only a page of the organisation is let in")
                .trap("http.cors.suffix-match", "names are compared whole");
        host("trace", "203.0.113.70")
                .web(Sites.careful(Sites.tracing(Sites.page("Trace", "<p>There and back.</p>"))))
                .finds("http.method.trace", "the request comes back");
        host("upgrade", "203.0.113.71")
                .web(Sites.careful(Sites.upgrading(Sites.page("Upgrade", "<p>Faster.</p>"))))
                .finds("http.h2c.exposed", "101 to the wish for h2c");
        host("files", "203.0.113.41")
                .web(Sites.careful(Sites.apacheListing("/uploads/", List.of("price-list.pdf", "customers-2026.sql"))))
                .finds("exposure.listing", "an Apache listing with a database dump");
        host("static", "203.0.113.42")
                .web(Sites.careful(Sites.nginxListing(List.of("logo.svg", "style.css"))))
                .finds("exposure.listing", "an nginx listing at the root");
        host("test", "198.51.100.22")
                .web(Sites.careful(Sites.pythonListing("/data/", List.of("run1.csv", "run2.csv"))))
                .finds("exposure.listing", "Python's http.server");
        host("wiki", "203.0.113.43")
                .web(Sites.careful(Sites.postAboutListings()))
                .trap("exposure.listing", "a post that speaks of Index of /");
        host("app", "203.0.113.45")
                .web(Sites.careful(Sites.soft404()))
                .trap("exposure.listing", "200 to everything is a soft 404");
        host("promo", "203.0.113.46")
                .web(Sites.careful(Sites.homeForAll()))
                .trap("exposure.listing", "every path leads home");
    }

    private void addServices() {
        host("mail", "203.0.113.25")
                .service(25, Banners.smtp(), "smtp Postfix")
                .service(143, Banners.imap(), "imap Dovecot")
                .trap("port.plaintext-login", "whether it knows TLS it does not say");
        host("git", "203.0.113.44")
                .web(Sites.careful(Sites.leaky()))
                .service(22, Banners.ssh(), "ssh OpenSSH 9.2p1")
                .finds("exposure.dotenv", "an environment file with a password")
                .finds("exposure.git", "HEAD and the configuration of a repository")
                .trap("tech.outdated-release", "Debian patches its OpenSSH");
        host("tools", "198.51.100.23")
                .plainOn(8080, Sites.page("Build queue", "<p>Jobs.</p>"))
                .secureOn(8443, Sites.page("Console", "<p>Machines.</p>"))
                .secureOn(9000, Sites.page("Objects", "<p>Buckets.</p>"));
        host("ftp", "203.0.113.47")
                .service(21, Banners.ftp(), "ftp vsftpd 3.0.3")
                .finds("service.ftp.exposed", "FTP without TLS")
                .service(873, Banners.rsync(), "rsync rsync")
                .service(9100, Banners.printer(printed), "");
        host("db", "203.0.113.48")
                .service(3306, Banners.mysql(), "mysql MySQL 8.0.36")
                .finds("service.database.exposed", "MySQL")
                .trap("tech.end-of-life", "a Debian host: who patches its MySQL cannot be told")
                .service(5432, Banners.postgresql(), "postgresql PostgreSQL")
                .finds("service.database.exposed", "PostgreSQL")
                .service(22, Banners.ssh(), "ssh OpenSSH 9.2p1");
        host("cache", "203.0.113.49")
                .service(6379, Banners.redis(), "redis Redis 7.0.15")
                .finds("service.redis.open", "INFO is answered")
                .finds("tech.end-of-life", "Redis 7.0 ended in 2024")
                .service(11211, Banners.memcached(), "memcached memcached 1.6.18")
                .finds("service.memcached.open", "stats is answered");
        host("fw", "198.51.100.17")
                .secure(Sites.careful(Sites.page("Firewall", "")))
                .filtered(22, 80, 3389);
    }

    /// Hosts with names that nobody guesses, each mentioned in one place only.
    private void addHidden() {
        var page = Sites.careful(Sites.page("Acme", "<p>Hard to find.</p>"));
        host("kestrel-41", "198.51.100.31").unlogged().web(page);
        host("osprey-42", "198.51.100.32")
                .unlogged()
                .web(Sites.careful(Sites.page("Osprey", "<a href=\"https://osprey-inner-44.acme.test:8443/\">in</a>")));
        host("merlin-43", "198.51.100.33").unlogged().web(page);
        host("osprey-inner-44", "198.51.100.34").unlogged().service(22, Banners.ssh());
    }

    /// Hosts that third parties, records and neighbours know of, and those of zones of their own.
    private void addZones() {
        var page = Sites.careful(Sites.page("Acme", "<p>Hard to find.</p>"));
        host("heron-45", "203.0.113.61").unlogged().web(page);
        host("ibis-46", "203.0.113.62").unlogged().web(page);
        host("jay-47", "203.0.113.63").unlogged().web(page);
        host("kite-48", "203.0.113.64").unlogged().web(page);
        host("lark-49", "203.0.113.65").unlogged().web(page);
        host("magpie-50", "203.0.113.66").unlogged().service(22, Banners.ssh());
        host("owl-54", "203.0.113.77").unlogged().web(page);
        host("pipit-55", "203.0.113.67").unlogged().web(page);
        host("quail-56", "203.0.113.68").unlogged().web(page);
        host("corp", "198.51.100.40").unlogged().web(page);
        host("falcon-51.corp", "198.51.100.41").unlogged().web(page);
        host("gannet-52.corp", "198.51.100.42").unlogged().web(page);
        host("sec", "198.51.100.43").unlogged().web(page);
        host("www.sec", "198.51.100.44").unlogged().web(page);
        host("node-07.sec", "198.51.100.45").web(page);
        host("node-08.sec", "198.51.100.46").unlogged().web(page);
        host("thin", "198.51.100.47").unlogged().web(page);
        host("leak", "198.51.100.48").unlogged().web(page).finds("dns.wildcard.present", "any name below is an alias");
        host("raven-53.leak", "198.51.100.49").unlogged().web(page);
        // Below a wildcard, with its address, and told from it by a mail exchanger of its own.
        host("post.dev", "203.0.113.34")
                .unlogged()
                .web(page)
                .certificate(Signer.ITSELF, Leaf.good(List.of("dev." + DOMAIN, "*.dev." + DOMAIN)))
                .finds("tls.cert.self-signed", "issuer is subject")
                .finds("dns.spf.missing", "a mail domain of its own without a policy");
    }

    /// Hosts that no name leads to: those that the SPF record lets send mail, and one whose only name is its PTR
    /// record.
    private void addAddresses() {
        var page = Sites.protectedPage(Sites.page("Relay", "<p>Mail goes out here.</p>"));
        address(SENDER)
                .plain(page)
                .service(25, Banners.smtp())
                .finds("http.https.unavailable", "a page over http, port 443 is closed");
        address(SENDER_IPV6).plain(page).finds("http.https.unavailable", "a page over http, port 443 is closed");
        address(NAMELESS).service(22, Banners.ssh());
    }

    private HostEntry address(String address) {
        var entry = new HostEntry(address, address).withoutAddressRecords().unlogged();
        hosts.add(entry);
        return entry;
    }

    private void addOddities() {
        // Answered by the name servers' own listeners, which the lab maps.
        host("ns1", "203.0.113.53")
                .openElsewhere(53)
                .answersElsewhere(53, "dns")
                .datagram(123, Datagrams.ntp(), "ntp")
                .datagram(161, Datagrams.snmp(), "snmp Net-SNMP")
                .datagram(1900, Datagrams.ssdp(), "ssdp MiniUPnPd 2.2.1");
        host("ns2", "198.51.100.53").openElsewhere(53);
        host("stream", "198.51.100.13").web(Sites.careful(Sites.endless()));
        host("slow", "198.51.100.14").silentTls();
        host("trap", "198.51.100.15").allPortsOpen();
        host("rate", "198.51.100.16").web(Sites.careful(Sites.impatient()));
        host("evil", "198.51.100.18").web(Sites.careful(Sites.hostile()));
        host("rebind", "198.51.100.19").withoutAddressRecords().unreachable();
        host("vault", "10.0.0.5")
                .unreachable()
                .finds("dns.address.private", "an address of RFC 1918 in the public zone");
        host("status")
                .withoutAddressRecords()
                .finds("dns.cname.dangling", "the alias leads to a name that does not exist");
    }

    /// The zone's records beyond the hosts' addresses, and those of the third parties in it.
    void fill(ZoneData zones) {
        zones.add(DOMAIN, "SOA", "ns1.acme.test. hostmaster.acme.test. 2026010101 7200 3600 1209600 3600");
        zones.add(DOMAIN, "NS", "ns1.acme.test.");
        zones.add(DOMAIN, "NS", "ns2.acme.test.");
        zones.add(DOMAIN, "MX", "10 mail.acme.test.");
        zones.add(
                DOMAIN,
                "TXT",
                "\"v=spf1 mx ip4:" + SENDER + " ip6:" + SENDER_IPV6
                        + "/128 ip4:203.0.113.25 ip4:203.0.113.96/31 include:_spf.mailer.test -all\"");
        zones.add(DOMAIN, "TXT", "\"google-site-verification=lab\"");
        zones.add(DOMAIN, "CAA", "0 issue \"lab-ca.test\"");
        zones.add(
                "_dmarc." + DOMAIN, "TXT", "\"v=DMARC1; p=none; rua=mailto:dmarc@acme.test,mailto:acme@mailer.test\"");
        zones.add("_mta-sts." + DOMAIN, "TXT", "\"v=STSv1; id=20260101T000000;\"");
        zones.add("selector1._domainkey." + DOMAIN, "TXT", "\"v=DKIM1; k=rsa; p=" + SHORT_KEY + "\"");
        zones.add("selector2._domainkey." + DOMAIN, "TXT", "\"v=DKIM1; k=ed25519; p=" + ED25519_KEY + "\"");
        zones.add("k1._domainkey." + DOMAIN, "CNAME", "dkim.mailer.test.");
        zones.add("_sip._tls." + DOMAIN, "SRV", "10 5 5061 support.acme.test.");
        zones.add("*.dev." + DOMAIN, "A", "203.0.113.34");
        zones.rotate(
                "*.pool." + DOMAIN,
                List.of(
                        List.of("203.0.113.201"),
                        List.of("203.0.113.202"),
                        List.of("203.0.113.203"),
                        List.of("203.0.113.204")),
                false);
        zones.add("support." + DOMAIN, "CNAME", "acme.helpdesk.test.");
        zones.add("status." + DOMAIN, "CNAME", "acme-status.pages.test.");
        var first = List.of("198.51.100.19"); // twice: a question that was lost is asked again
        zones.rotate("rebind." + DOMAIN, List.of(first, first, List.of("127.0.0.1")), true);
        zones.breakZone("fracture-58." + DOMAIN);
        fillDelegatedZones(zones);
        tlsHosts.fill(zones);
        takeoverHosts.fill(zones);
        generated.fill(zones);
        zones.add("_xmpp-server._tcp." + DOMAIN, "SRV", "10 5 5269 magpie-50.acme.test.");
        zones.add("post.dev." + DOMAIN, "MX", "10 mail.acme.test.");
        zones.add("a.root-servers.net", "A", "198.41.0.4");
        zones.add("example.com", "A", "203.0.113.250");
        zones.add("mailer.test", "SOA", "ns.mailer.test. hostmaster.mailer.test. 1 7200 3600 1209600 3600");
        zones.add("_spf.mailer.test", "TXT", "\"v=spf1 ip4:198.51.100.0/24 -all\"");
        zones.add("helpdesk.test", "SOA", "ns.helpdesk.test. hostmaster.helpdesk.test. 1 7200 3600 1209600 3600");
        zones.add("acme.helpdesk.test", "A", "198.51.100.60");
        zones.add("pages.test", "SOA", "ns.pages.test. hostmaster.pages.test. 1 7200 3600 1209600 3600");
        zones.add("10.113.0.203.in-addr.arpa", "PTR", "www.acme.test.");
        zones.add("77.113.0.203.in-addr.arpa", "PTR", "owl-54.acme.test.");
        zones.add("91.113.0.203.in-addr.arpa", "PTR", "relay-58.acme.test.");
        zones.add("92.113.0.203.in-addr.arpa", "PTR", "www.acme.test.");
        zones.add("*.113.0.203.origin.asn.cymru.com", "TXT", "\"64500 | 203.0.113.0/24 | US | arin | 2000-01-01\"");
        zones.add("as64500.asn.cymru.com", "TXT", "\"64500 | US | arin | 2000-01-01 | LAB, US\"");
        for (var host : hosts) {
            if (host.hasAddressRecords) {
                host.addresses.forEach(address -> zones.add(host.name, address.contains(":") ? "AAAA" : "A", address));
            }
        }
        zones.sign("corp." + DOMAIN, Denial.NSEC);
        zones.sign("sec." + DOMAIN, Denial.NSEC3);
        zones.sign("thin." + DOMAIN, Denial.MINIMAL);
        generated.sign(zones);
    }

    /// Zones below the organisation's own: one to walk, one that hashes, one that makes names up, one that leaks.
    private static void fillDelegatedZones(ZoneData zones) {
        for (var label : List.of("corp", "sec", "thin", "leak")) {
            var zone = label + "." + DOMAIN;
            zones.add(zone, "SOA", "ns2.acme.test. hostmaster.acme.test. 1 7200 3600 1209600 3600");
            zones.add(zone, "NS", label.equals("leak") ? "ns1.acme.test." : "ns2.acme.test.");
        }
        zones.add("*.leak." + DOMAIN, "CNAME", "edge.helpdesk.test.");
        zones.add("edge.helpdesk.test", "A", "198.51.100.60");
    }

    /// What another search of the certificate logs holds; long enough for several pages.
    List<List<String>> secondTransparencyLog() {
        var log = new ArrayList<>(List.of(List.of("heron-45." + DOMAIN, "*.heron-45." + DOMAIN)));
        for (var i = 0; i < 25; i++) {
            log.addFirst(List.of("retired-" + i + "." + DOMAIN));
        }
        log.addAll(generated.secondLog());
        return log;
    }

    /// Names that passive DNS has seen, some of them long gone, some never ours.
    List<String> seenInDns() {
        var seen = new ArrayList<>(List.of(
                "ibis-46." + DOMAIN,
                "post.dev." + DOMAIN,
                "retired." + DOMAIN,
                "anything.leak." + DOMAIN,
                "IBIS-46.ACME.TEST.",
                "acme.test.evil.example",
                "bad name\n." + DOMAIN));
        seen.addAll(generated.seenInDns());
        return seen;
    }

    List<String> archivedAddresses() {
        return List.of(
                "http://www.acme.test:80/",
                "https://jay-47.acme.test/login?next=%2f",
                "http://acme.test@evil.example/",
                "http://%6aay.acme.test/",
                "ftp://retired.acme.test/pub");
    }

    /// Names that scanners of the internet have seen at addresses.
    java.util.Map<String, String> seenAtAddresses() {
        return java.util.Map.of("203.0.113.10", "kite-48." + DOMAIN);
    }

    List<String> seenByScanners() {
        return List.of("www." + DOMAIN, "lark-49." + DOMAIN);
    }

    /// What the certificate logs hold: our hosts, and names that are none.
    List<List<String>> transparencyLog() {
        var log = new ArrayList<List<String>>();
        for (var host : hosts) {
            if (host.inTransparencyLog) {
                log.add(List.of(host.name));
            }
        }
        log.add(List.of(DOMAIN, "www." + DOMAIN, "admin@acme.test"));
        log.add(List.of("*.dev." + DOMAIN));
        log.add(List.of("retired." + DOMAIN, "gone.stale." + DOMAIN));
        log.add(List.of("partner-portal.example", DOMAIN));
        log.add(List.of("a.fracture-58." + DOMAIN));
        takeoverHosts.trapNames().forEach(name -> log.add(List.of(name.value())));
        log.addAll(generated.log());
        return log;
    }

    List<Truth.Name> trapNames() {
        var traps = new ArrayList<>(List.of(
                new Truth.Name("retired." + DOMAIN, "in a certificate, no longer in the zone"),
                new Truth.Name("gone.stale." + DOMAIN, "in a certificate, no longer in the zone"),
                new Truth.Name("a.fracture-58." + DOMAIN, "its zone answers SERVFAIL: not known to exist"),
                new Truth.Name("partner-portal.example", "not of this organisation"),
                new Truth.Name("www.dev." + DOMAIN, "only the wildcard answers"),
                new Truth.Name("relay-58." + DOMAIN, "the name of an address, without an address of its own"),
                new Truth.Name("203.0.113.25", "in the SPF record, but mail is there"),
                new Truth.Name("203.0.113.92", "its name has another address"),
                new Truth.Name("203.0.113.96", "a range in the SPF record is no host"),
                new Truth.Name("anything.leak." + DOMAIN, "only a wildcard of aliases answers"),
                new Truth.Name("mail.pool." + DOMAIN, "only a rotating wildcard answers")));
        traps.addAll(takeoverHosts.trapNames());
        generated.gone().forEach(name -> traps.add(new Truth.Name(name, "in a certificate, no longer in the zone")));
        return traps;
    }
}
