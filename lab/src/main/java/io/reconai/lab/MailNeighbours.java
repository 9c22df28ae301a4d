package io.reconai.lab;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Domains whose records for mail are badly kept in one way each, and those whose records only look so.
final class MailNeighbours {

    private static final String NO_STS = "dns.mta-sts.missing";
    private static final String NO_REPORTS = "dns.tls-rpt.missing";

    private static final String POLICY = "version: STSv1\nmode: enforce\nmx: mx1.hosting.test\nmax_age: 604800\n";

    private final List<Neighbour> domains = new ArrayList<>();
    private int policies;
    private int logos;

    private MailNeighbours() {
        addSenders();
        addDmarc();
        addReports();
        addKeys();
        addExchangers();
        addTransport();
        addDane();
        addLogos();
    }

    static List<Neighbour> all() {
        return new MailNeighbours().domains;
    }

    private Neighbour domain(String label) {
        var domain = new Neighbour(label + ".lab.test");
        domains.add(domain);
        return domain;
    }

    // SPF

    private void addSenders() {
        domain("well-kept")
                .trap("dns.spf.missing", "no mail is sent, and it says so")
                .trap(NO_STS, "no mail is taken")
                .trap("dns.dmarc.no-reports", "there is an address")
                .trap("dns.caa.missing", "there is one")
                .trap("dns.dnssec.unsigned", "it is signed, and its parent knows");
        domain("no-spf").instead("", "TXT").finds("dns.spf.parked-missing", "no mail is taken, and nobody is kept out");
        domain("two-spf")
                .with("", "TXT", "\"v=spf1 ip4:192.0.2.1 -all\"")
                .finds("dns.spf.multiple", "receivers take none of two");
        domain("bad-spf").sending("v=spf1 ipv4:192.0.2.1 -all").finds("dns.spf.syntax", "there is no mechanism ipv4");
        domain("long-spf").instead("", "TXT", text(includes(11))).finds("dns.spf.too-many-lookups", "eleven includes");
        domain("loop-spf")
                .sending("v=spf1 include:loop-spf.lab.test -all")
                .finds("dns.spf.too-many-lookups", "it includes itself");
        domain("void-spf")
                .sending("v=spf1 a:gone1.hosting.test a:gone2.hosting.test a:gone3.hosting.test -all")
                .finds("dns.spf.void-lookups", "three names that do not exist");
        domain("broken-spf")
                .sending("v=spf1 include:mx1.hosting.test -all")
                .finds("dns.spf.include-broken", "what is included has no policy");
        domain("open-spf").sending("v=spf1 +all").finds("dns.spf.pass-all", "everybody may send");
        domain("wide-spf")
                .sending("v=spf1 ptr ip4:11.0.0.0/8 ?all")
                .finds("dns.spf.ptr", "whoever holds an address names it")
                .finds("dns.spf.huge-range", "sixteen million addresses")
                .finds("dns.spf.neutral-all", "of everybody else nothing is said");
        domain("soft-spf")
                .sending("v=spf1 ip4:192.0.2.1 ~all")
                .reporting("v=DMARC1; p=none; rua=mailto:dmarc@soft-spf.lab.test")
                .finds("dns.spf.softfail", "and DMARC only watches")
                .finds("dns.dmarc.policy-none", "p=none");
        domain("wordy-spf")
                .instead("", "TXT", text("v=spf1" + " ip4:192.0.2.1".repeat(32) + " -all"))
                .finds("dns.spf.long", "459 octets");
        domain("old-spf").with("", "SPF", "\"v=spf1 -all\"").finds("dns.spf.type99", "a record of its own type");
        domain("alias-spf")
                .instead("", "TXT")
                .with("", "CNAME", "old-spf.lab.test.")
                .trap("dns.spf.type99", "somebody else's");
        domain("ten-spf")
                .instead("", "TXT", '"' + includes(10).replace(" -all", "") + "\" \" -all\"")
                .trap("dns.spf.too-many-lookups", "ten are allowed")
                .trap("dns.spf.syntax", "two strings are one text");
        domain("capital-spf").sending("V=SPF1 -ALL").trap("dns.spf.parked-missing", "case does not matter");
        domain("redirect-spf")
                .sending("v=spf1 redirect=mx1.hosting.test -all")
                .trap("dns.spf.include-broken", "beside all a redirect is not followed");
        domain("nearly-void-spf")
                .sending("v=spf1 a:gone1.hosting.test a:gone2.hosting.test -ip4:11.0.0.0/8 ~all")
                .trap("dns.spf.void-lookups", "two are allowed")
                .trap("dns.spf.huge-range", "these may not send")
                .trap("dns.spf.softfail", "right where DMARC is enforced");
        domain("other-text")
                .with("", "TXT", "\"v=spf10 include:elsewhere.example ?all\"")
                .trap("dns.spf.multiple", "of another version, and no SPF");
    }

    private static String includes(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> "include:s" + number + ".hosting.test")
                .collect(Collectors.joining(" ", "v=spf1 ", " -all"));
    }

    // DMARC

    private void addDmarc() {
        domain("no-dmarc").instead("_dmarc", "TXT").finds("dns.dmarc.missing", "NXDOMAIN for _dmarc");
        domain("two-dmarc")
                .with("_dmarc", "TXT", "\"v=DMARC1; p=none\"")
                .finds("dns.dmarc.multiple", "receivers take none of two");
        domain("bad-dmarc").reporting("v=DMARC1; p=block").finds("dns.dmarc.invalid", "there is no such policy");
        domain("small-dmarc").reporting("v=dmarc1; p=reject").finds("dns.dmarc.invalid", "the version is in capitals");
        domain("lost-dmarc")
                .instead("_dmarc", "TXT")
                .with("", "TXT", "\"v=DMARC1; p=reject; rua=mailto:dmarc@lost-dmarc.lab.test\"")
                .finds("dns.dmarc.at-apex", "at the domain instead of below it");
        domain("below-dmarc")
                .reporting("v=DMARC1; p=quarantine; sp=none; pct=50; rua=mailto:dmarc@below-dmarc.lab.test")
                .finds("dns.dmarc.subdomain-weaker", "sp=none")
                .finds("dns.dmarc.partial", "pct=50");
        domain("trying-dmarc")
                .reporting("v=DMARC1; p=reject; t=y; rua=mailto:dmarc@trying-dmarc.lab.test")
                .finds("dns.dmarc.test-mode", "t=y lowers it")
                .trap("dns.dmarc.policy-none", "to quarantine");
        domain("silent-dmarc").reporting("v=DMARC1; p=reject").finds("dns.dmarc.no-reports", "no rua");
        domain("half-dmarc")
                .reporting("v=DMARC1; p=reject; rua=mailto:dmarc@half-dmarc.lab.test,dmarc@half-dmarc.lab.test")
                .finds("dns.dmarc.invalid-report-uri", "the second lacks mailto:");
        domain("odd-dmarc")
                .reporting("v = DMARC1 ; P=REJECT; fo=1; colour=blue; pct=100; rua=mailto:dmarc@odd-dmarc.lab.test")
                .with("_dmarc", "TXT", "\"not of DMARC\"")
                .trap("dns.dmarc.invalid", "case, blanks and unknown tags do not matter")
                .trap("dns.dmarc.multiple", "the other text is none")
                .trap("dns.dmarc.partial", "all of it");
        domain("alias-dmarc")
                .instead("_dmarc", "TXT")
                .with("_dmarc", "CNAME", "_dmarc.hosting.test.")
                .trap("dns.dmarc.missing", "an alias leads to it");
    }

    private void addReports() {
        domain("reports-gone")
                .reporting("v=DMARC1; p=reject; rua=mailto:dmarc@gone-reports.test")
                .finds("dns.dmarc.report-takeable", "neither DNS nor the registry knows the receiver's domain");
        domain("reports-refused")
                .reporting("v=DMARC1; p=reject; rua=mailto:dmarc@pages.test")
                .finds("dns.dmarc.report-unauthorised", "the receiver does not say that it takes them");
        domain("reports-taken")
                .reporting("v=DMARC1; p=reject; rua=mailto:dmarc@hosting.test!10m")
                .trap("dns.dmarc.report-unauthorised", "the receiver takes everybody's")
                .trap("dns.dmarc.invalid-report-uri", "a size may stand behind the address");
    }

    // DKIM

    private void addKeys() {
        var good = key(2_048);
        mail("keys")
                .with("selector1._domainkey", "TXT", text("v=DKIM1; h=sha1; p=" + good))
                .with("selector2._domainkey", "TXT", text("v=DKIM1; t=y; p=" + good))
                .with("s1._domainkey", "TXT", "\"v=DKIM1; p=\"")
                .with("s2._domainkey", "TXT", "\"v=DKIM1; p=made-up\"")
                .with("k1._domainkey", "TXT", text("v=DKIM1; p=" + key(1_024)))
                .finds("dns.dkim.sha1-only", "h=sha1")
                .finds("dns.dkim.testing", "t=y")
                .finds("dns.dkim.revoked", "an empty key")
                .finds("dns.dkim.invalid", "no Base64")
                .finds("dns.dkim.weak-key", "1,024 bits");
        mail("good-keys")
                .with("selector1._domainkey", "TXT", text("k=rsa; p=" + good))
                .with("selector2._domainkey", "TXT", text("v=DKIM1; h=sha1:sha256; t=s; p=" + good))
                .with("s1._domainkey", "TXT", text("v=DKIM1; s=tlsrpt; h=sha1; p=" + key(1_024)))
                .with("s2._domainkey", "TXT", "\"v=DKIM2; p=\"")
                .trap("dns.dkim.invalid", "the version may be left out, and a key comes in two strings")
                .trap("dns.dkim.sha1-only", "SHA-256 as well")
                .trap("dns.dkim.testing", "t=s is another flag")
                .trap("dns.dkim.weak-key", "not for mail")
                .trap("dns.dkim.revoked", "not of this version");
        mail("no-keys")
                .with("*._domainkey", "TXT", "\"v=DKIM1; p=\"")
                .trap("dns.dkim.revoked", "a wildcard revokes whatever there may be")
                .trap("dns.dkim.none-found", "there is an answer for every selector");
        mail("unsigned-mail")
                .instead("default._domainkey", "TXT")
                .finds("dns.dkim.none-found", "nothing is where keys are");
        mail("own-selector")
                .instead("default._domainkey", "TXT")
                .with("q7x2._domainkey", "TXT", text("v=DKIM1; p=" + good))
                .trap("dns.dkim.none-found", "a key under a name that nobody guesses");
    }

    private static String key(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPublic().getEncoded());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// A text in strings, of which none may be longer than 255 octets (RFC 1035 §3.3.14).
    private static String text(String whole) {
        return whole.replaceAll("(.{1,200})", "\"$1\" ").strip();
    }

    // Mail exchangers

    private void addExchangers() {
        domain("lost-mail")
                .signing()
                .with("", "MX", "10 alias.hosting.test.")
                .with("", "MX", "20 192.0.2.1.")
                .with("", "MX", "30 gone1.hosting.test.")
                .with("", "MX", "40 inside.hosting.test.")
                .finds("dns.mx.cname", "the first is an alias")
                .finds("dns.mx.ip-literal", "the second is an address")
                .finds("dns.mx.unresolvable", "the third does not exist")
                .finds("dns.mx.private-address", "the fourth is within a network")
                .finds(NO_STS, "no policy")
                .finds(NO_REPORTS, "no reports");
        domain("null-and-mail")
                .signing()
                .with("", "MX", "0 .")
                .with("", "MX", "10 mx1.hosting.test.")
                .finds("dns.mx.null-with-others", "no mail, and yet an exchanger")
                .finds(NO_STS, "no policy")
                .finds(NO_REPORTS, "no reports");
        domain("null-sends")
                .with("", "MX", "0 .")
                .sending("v=spf1 ip4:192.0.2.1 -all")
                .finds("dns.mx.null-but-sends", "what comes back has nowhere to go");
        domain("null-mail")
                .with("", "MX", "0 .")
                .trap("dns.mx.unresolvable", "a null MX is no name")
                .trap("dns.mx.null-but-sends", "nobody sends")
                .trap(NO_STS, "no mail is taken");
    }

    // MTA-STS and reports on TLS

    private Neighbour mail(String label) {
        return mail(label, POLICY);
    }

    private Neighbour mail(String label, String policy) {
        return domain(label).receiving(policy, "2001:db8:2::" + Integer.toHexString(++policies));
    }

    private void addTransport() {
        mail("well-kept-mail")
                .trap(NO_STS, "there is a policy")
                .trap(NO_REPORTS, "there is an address")
                .trap("dns.mta-sts.mx-mismatch", "the exchanger is named")
                .trap("dns.mta-sts.short-max-age", "a week")
                .trap("dns.spf.missing", "there is one");
        mail("no-policy", "").finds("dns.mta-sts.broken", "announced, and 404");
        mail("bad-policy", POLICY.replace("604800", "31557601")).finds("dns.mta-sts.broken", "longer than a year");
        mail("two-policies")
                .with("_mta-sts", "TXT", "\"v=STSv1; id=20260102T000000;\"")
                .finds("dns.mta-sts.multiple", "senders take none of two");
        mail("other-policy", POLICY.replace("mx1", "mx2"))
                .finds("dns.mta-sts.mx-mismatch", "mail to the exchanger is refused");
        mail("deep-policy", POLICY.replace("mx1.hosting.test", "*.test"))
                .finds("dns.mta-sts.mx-mismatch", "a star stands for one label");
        mail("short-policy", POLICY.replace("604800", "3600")).finds("dns.mta-sts.short-max-age", "an hour");
        mail("off-policy", "version: STSv1\r\nmode: none\r\nmax_age: 60\r\n")
                .trap("dns.mta-sts.broken", "without a mode no exchanger is named")
                .trap("dns.mta-sts.short-max-age", "nothing to remember");
        mail("upper-policy", POLICY.replace("mx1.hosting.test", "MX1.Hosting.Test") + "mode: testing\n")
                .with("_mta-sts", "TXT", "\"not of MTA-STS\"")
                .trap("dns.mta-sts.mx-mismatch", "case does not matter")
                .trap("dns.mta-sts.testing", "the first of two modes counts")
                .trap("dns.mta-sts.multiple", "the other text is none");
        mail("bad-reports")
                .instead("_smtp._tls", "TXT", "\"v=TLSRPTv1; rua=ftp://reports.example\"")
                .finds("dns.tls-rpt.invalid", "neither mailto: nor https:");
        mail("web-reports")
                .instead("_smtp._tls", "TXT", "\"v=TLSRPTv1;rua=https://reports.example/tls,ftp://reports.example\"")
                .trap("dns.tls-rpt.invalid", "one address can be used");
    }

    // DANE; the hosting company's zone is signed

    private void addDane() {
        exchanging("dane-mail", "dane1.hosting.test.")
                .trap("dns.dane.unusable", "the server's key")
                .trap("dns.dane.insecure", "its zone is signed")
                .trap("dns.dane.partial", "there is no other exchanger");
        exchanging("dane-part", "dane1.hosting.test.", "mx1.hosting.test.")
                .finds("dns.dane.partial", "the second has no record");
        exchanging("dane-void", "dane2.hosting.test.").finds("dns.dane.unusable", "of a public authority");
        exchanging("dane-plain", "mx.plain-mail.test.").finds("dns.dane.insecure", "its zone is not signed");
        exchanging("dane-none", "mx1.hosting.test.").trap("dns.dane.partial", "none has a record");
    }

    /// Mail is taken, without a policy for its way.
    private Neighbour exchanging(String label, String... exchangers) {
        var domain = domain(label).signing().finds(NO_STS, "no policy").finds(NO_REPORTS, "no reports");
        for (var exchanger : exchangers) {
            domain.with("", "MX", "10 " + exchanger);
        }
        return domain;
    }

    // BIMI

    private void addLogos() {
        pictured("logo", "/logo.svg")
                .trap("dns.bimi.invalid", "a logo and its certificate")
                .trap("dns.bimi.logo-unreachable", "it is there")
                .trap("dns.bimi.dmarc-too-weak", "p=reject");
        pictured("lost-logo", "/old-logo.svg").finds("dns.bimi.logo-unreachable", "404 for it");
        pictured("busy-logo", "/busy.svg").trap("dns.bimi.logo-unreachable", "an error may pass");
        domain("gone-logo")
                .with("default._bimi", "TXT", "\"v=BIMI1; l=https://gone1.hosting.test/logo.svg\"")
                .finds("dns.bimi.logo-unreachable", "its host does not exist");
        domain("no-logo")
                .with("default._bimi", "TXT", "\"v=BIMI1; l=; a=;\"")
                .reporting("v=DMARC1; p=none; rua=mailto:dmarc@no-logo.lab.test")
                .finds("dns.dmarc.policy-none", "p=none")
                .trap("dns.bimi.invalid", "none is wanted")
                .trap("dns.bimi.dmarc-too-weak", "none is wanted");
        domain("bad-logo")
                .with("default._bimi", "TXT", "\"v=BIMI1; l=http://hosting.test/logo.svg\"")
                .finds("dns.bimi.invalid", "not over https");
        domain("weak-logo")
                .with("default._bimi", "TXT", "\"v=BIMI1; l=https://mx1.hosting.test/logo.svg\"")
                .reporting("v=DMARC1; p=reject; sp=none; rua=mailto:dmarc@weak-logo.lab.test")
                .finds("dns.dmarc.subdomain-weaker", "sp=none")
                .finds("dns.bimi.dmarc-too-weak", "names below may be forged");
    }

    /// A domain whose mail has a logo, which is on a host of its own.
    private Neighbour pictured(String label, String path) {
        var domain = domain(label);
        var host = "brand." + domain.domain;
        var address = "2001:db8:5::" + Integer.toHexString(++logos);
        domain.with("brand", "AAAA", address)
                .with(
                        "default._bimi",
                        "TXT",
                        "\"v=BIMI1; l=https://" + host + path + "; a=https://" + host + "/mark.pem\"");
        var file = Sites.withFile(Sites.page("Brand", "<p>Our mark.</p>"), "/logo.svg", "<svg></svg>");
        domain.helpers.add(new HostEntry(host, address)
                .secure(request -> request.path().equals("/busy.svg")
                        ? Site.Answer.html(503, Sites.html("Busy", "<p>Come again.</p>"))
                        : file.answer(request)));
        return domain;
    }
}
