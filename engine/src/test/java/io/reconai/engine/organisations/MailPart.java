package io.reconai.engine.organisations;

import io.reconai.engine.asset.DnsOutcome;
import java.util.List;
import java.util.random.RandomGenerator;

/// Mail: MX, SPF (RFC 7208), DMARC (RFC 9989), MTA-STS (RFC 8461) and TLS reports (RFC 8460).
final class MailPart {

    /// What a name's MX says of mail.
    private enum Receives {
        YES,
        NO,
        /// A null MX.
        REFUSED,
        UNKNOWN
    }

    /// What DMARC has receivers do.
    private enum Enforced {
        YES,
        NO,
        UNKNOWN
    }

    /// The records, and what they mean.
    private static final List<Choice> EXCHANGERS = Choice.table("dns.mx.", """
        10 mail.DOMAIN                 | YES     |
        10 mail.DOMAIN,20 alias.DOMAIN | YES     | cname
        10 mail.DOMAIN,20 gone.DOMAIN  | YES     | unresolvable
        10 gone.DOMAIN                 | YES     | unresolvable
        10 inner.DOMAIN                | YES     | private-address
        10 both.DOMAIN                 | YES     |
        10 slow.DOMAIN                 | YES     |
        10 203.0.113.25                | YES     | ip-literal
        0 .                            | REFUSED |
        0 .,10 mail.DOMAIN             | YES     | null-with-others
                                       | NO      |
        TIMEOUT                        | UNKNOWN |
        SERVFAIL                       | UNKNOWN |
        """);

    /// Records that are there.
    private static final List<Choice> POLICIES = Choice.table("dns.spf.", """
        v=spf1 mx -all                                                |
        V=SPF1 MX -ALL                                                |
        v=spf1 ip4:203.0.113.0/24 ip6:2001:db8::/32 -all              |
        v=spf1 ip4:10.0.0.0/16 -all                                   |
        v=spf1 -ip4:0.0.0.0/1 ip4:203.0.113.0/24 -all                 |
        v=spf1 ip4:203.0.0.0/15 -all                                  | huge-range
        v=spf1 ip6:2001:db8::/31 -all                                 | huge-range
        v=spf1 ip4:0.0.0.0/0 -all                                     | pass-all
        v=spf1 mx +all                                                | pass-all
        v=spf1 all                                                    | pass-all
        v=spf1 mx ?all                                                | neutral-all
        v=spf1 mx                                                     | neutral-all
        v=spf1 ptr -all                                               | ptr
        v=spf1 mx -all ptr                                            |
        v=spf1 ipv4:203.0.113.1 -all                                  | syntax
        v=spf1 ip4:203.0.113.1/33 -all                                | syntax
        v=spf1 -all a:localhost                                       | syntax
        v=spf1 redirect=_spf.good.example                             |
        v=spf1 redirect=_spf.good.example -all                        |
        v=spf1 redirect=_spf.none.example                             | include-broken
        v=spf1 include:_spf.good.example -all                         |
        v=spf1 include:_spf.none.example -all                         | include-broken
        v=spf1 include:_spf.slow.example -all                         |
        v=spf1 -all include:_spf.none.example                         |
        v=spf1 include:loop.example -all                              | too-many-lookups
        v=spf1 include:ten.example -all                               | too-many-lookups
        v=spf1 a:v1.example a:v2.example -all                         |
        v=spf1 a:v1.example a:v2.example a:v3.example -all            | void-lookups
        v=spf1 exists:%{i}.spf.example -all                           |
        v=spf1 exists:%{x}.spf.example -all                           | syntax
        v=spf1 mx -all,v=spf1 -all                                    | multiple
        v=spf1 mx -all,v=spf10 -all                                   |
        google-site-verification=abc,v=spf1 mx -all                   |
        """);

    private static final List<Choice> REPORTS = Choice.table("dns.dmarc.", """
        v=DMARC1; p=reject; rua=mailto:d@DOMAIN               | YES |
        v=DMARC1; p=quarantine; rua=mailto:d@DOMAIN           | YES |
        v=DMARC1;P=REJECT;RUA=mailto:d@DOMAIN                 | YES |
        v = DMARC1 ; p = reject ; rua = mailto:d@DOMAIN       | YES |
        v=DMARC1; p=reject; x=y; rua=mailto:d@DOMAIN          | YES |
        v=DMARC1; p=reject; adkim=z; rua=mailto:d@DOMAIN      | YES |
        v=DMARC1; p=reject; pct=100; rua=mailto:d@DOMAIN      | YES |
        v=DMARC1; p=reject; pct=99; rua=mailto:d@DOMAIN       | YES | partial
        v=DMARC1; p=none; pct=50; rua=mailto:d@DOMAIN         | NO  | policy-none
        v=DMARC1; p=none; rua=mailto:d@DOMAIN                 | NO  | policy-none
        v=DMARC1; rua=mailto:d@DOMAIN                         | NO  | policy-none
        v=DMARC1;                                             | NO  | policy-none no-reports
        v=DMARC1; p=reject                                    | YES | no-reports
        v=DMARC1; p=reject; sp=none; rua=mailto:d@DOMAIN      | YES | subdomain-weaker
        v=DMARC1; p=reject; np=none; rua=mailto:d@DOMAIN      | YES | subdomain-weaker
        v=DMARC1; p=reject; sp=quarantine; rua=mailto:d@DOMAIN | YES |
        v=DMARC1; p=reject; t=y; rua=mailto:d@DOMAIN          | YES | test-mode
        v=DMARC1; p=quarantine; t=y; rua=mailto:d@DOMAIN      | NO  | policy-none test-mode
        v=DMARC1; p=reject; t=n; rua=mailto:d@DOMAIN          | YES |
        v=DMARC1; p=reject; sp=bogus; rua=mailto:d@DOMAIN     | NO  | invalid
        v=DMARC1; p=bogus                                     | NO  | invalid
        v=dmarc1; p=reject; rua=mailto:d@DOMAIN               | NO  | invalid
        p=reject; v=DMARC1; rua=mailto:d@DOMAIN               | NO  | invalid
        v=DMARC1; p=reject,v=DMARC1; p=none                   | NO  | multiple
        v=DMARC1; p=reject; rua=mailto:d@DOMAIN,v=spf1 -all   | YES |
        v=spf1 -all                                           | NO  | missing
                                                              | NO  | missing
        NXDOMAIN                                              | NO  | missing
        SERVFAIL                                              | UNKNOWN |
        TIMEOUT                                               | UNKNOWN |
        """);

    private MailPart() {}

    /// The mail of the domain itself.
    static void addToDomain(HostDraft host, RandomGenerator dice) {
        var receives = exchangers(host, dice);
        var enforced = reports(host, dice);
        policy(host, dice, receives, enforced);
        transport(host, dice, receives);
    }

    /// A host below it now and then receives mail too; it inherits the domain's DMARC policy.
    static void addToHost(HostDraft host, RandomGenerator dice) {
        if (dice.nextInt(6) == 0) {
            policy(host, dice, exchangers(host, dice), Enforced.UNKNOWN);
        }
    }

    private static Receives exchangers(HostDraft host, RandomGenerator dice) {
        var choice = Choice.pick(EXCHANGERS, dice);
        host.chose("MX", choice);
        records(host, host.name(), "MX", choice.first().replace("DOMAIN", host.name()));
        host.lookup("mail." + host.name(), "A", "203.0.113.25");
        host.lookup("mail." + host.name(), "AAAA");
        host.lookup("mail." + host.name(), "CNAME");
        host.lookup("alias." + host.name(), "CNAME", "mail." + host.name());
        absent(host, "gone." + host.name());
        host.lookup("inner." + host.name(), "A", "10.1.2.3");
        host.lookup("inner." + host.name(), "AAAA");
        host.lookup("both." + host.name(), "A", "10.1.2.3", "203.0.113.26");
        host.lookup("both." + host.name(), "AAAA");
        host.lookup("slow." + host.name(), "A", DnsOutcome.TIMEOUT, List.of(), List.of());
        host.lookup("slow." + host.name(), "AAAA", DnsOutcome.TIMEOUT, List.of(), List.of());
        return Receives.valueOf(choice.second());
    }

    private static Enforced reports(HostDraft host, RandomGenerator dice) {
        var choice = Choice.pick(REPORTS, dice);
        host.chose("DMARC", choice);
        records(host, "_dmarc." + host.name(), "TXT", choice.first().replace("DOMAIN", host.name()));
        return Enforced.valueOf(choice.second());
    }

    private static void policy(HostDraft host, RandomGenerator dice, Receives receives, Enforced enforced) {
        switch (dice.nextInt(8)) {
            case 0 -> {
                host.chose("SPF", "none");
                host.lookup(host.name(), "TXT", "hello");
                if (receives == Receives.YES) {
                    host.expect("dns.spf.missing");
                } else if (receives != Receives.UNKNOWN && host.isApex()) {
                    host.expect("dns.spf.parked-missing");
                }
            }
            case 1 -> {
                host.chose("SPF", "not known");
                records(host, host.name(), "TXT", "TIMEOUT");
            }
            case 2 -> {
                host.chose("SPF", "softfail");
                host.lookup(host.name(), "TXT", "v=spf1 mx ~all");
                // Where DMARC is enforced that is the recommended form (RFC 9989 §7.1).
                if (enforced == Enforced.NO) {
                    host.expect("dns.spf.softfail");
                }
                sends(host, receives, "v=spf1 mx ~all");
            }
            default -> {
                var choice = Choice.pick(POLICIES, dice);
                host.chose("SPF", choice);
                records(host, host.name(), "TXT", choice.first());
                if (!choice.checks().contains("dns.spf.syntax")
                        && !choice.checks().contains("dns.spf.multiple")) {
                    sends(host, receives, choice.first());
                }
            }
        }
        included(host);
    }

    /// A null MX beside a policy that lets somebody send (RFC 7505 §4.2).
    private static void sends(HostDraft host, Receives receives, String policy) {
        var nobody = policy.startsWith("v=spf1 -all") || policy.equals("v=spf1 redirect=_spf.good.example -all");
        if (receives == Receives.REFUSED && !nobody) {
            host.expect("dns.mx.null-but-sends");
        }
    }

    /// What the records above refer to.
    private static void included(HostDraft host) {
        host.lookup("_spf.good.example", "TXT", "v=spf1 ip4:198.51.100.0/24 -all");
        host.lookup("_spf.none.example", "TXT", "hello");
        host.lookup("_spf.slow.example", "TXT", DnsOutcome.TIMEOUT, List.of(), List.of());
        host.lookup("loop.example", "TXT", "v=spf1 include:loop.example -all");
        host.lookup(
                "ten.example",
                "TXT",
                "v=spf1 a:a1.example a:a2.example a:a3.example a:a4.example a:a5.example"
                        + " mx:a1.example mx:a2.example mx:a3.example a:a6.example exists:a7.example -all");
        for (var i = 1; i <= 7; i++) {
            host.lookup("a" + i + ".example", "A", "198.51.100." + i);
            host.lookup("a" + i + ".example", "AAAA");
            host.lookup("a" + i + ".example", "MX", "10 a" + i + ".example");
        }
        for (var i = 1; i <= 3; i++) {
            absent(host, "v" + i + ".example");
        }
    }

    private static void transport(HostDraft host, RandomGenerator dice, Receives receives) {
        var receivesMail = receives == Receives.YES;
        one(host, dice, "_mta-sts", "v=STSv1; id=20260101;", receivesMail ? "dns.mta-sts.missing" : "");
        one(host, dice, "_smtp._tls", "v=TLSRPTv1; rua=mailto:t@x.example", receivesMail ? "dns.tls-rpt.missing" : "");
    }

    private static void one(HostDraft host, RandomGenerator dice, String label, String record, String missing) {
        var name = label + "." + host.name();
        switch (dice.nextInt(5)) {
            case 0 -> records(host, name, "TXT", "SERVFAIL");
            case 1, 2 -> host.lookup(name, "TXT", "hello", record);
            case 3 -> expectOne(host, name, missing, "hello");
            default -> expectOne(host, name, missing);
        }
    }

    private static void expectOne(HostDraft host, String name, String missing, String... data) {
        host.chose(name, "absent");
        host.lookup(name, "TXT", data);
        if (!missing.isEmpty()) {
            host.expect(missing);
        }
    }

    private static void absent(HostDraft host, String name) {
        host.lookup(name, "A", DnsOutcome.NXDOMAIN, List.of(), List.of());
        host.lookup(name, "AAAA", DnsOutcome.NXDOMAIN, List.of(), List.of());
    }

    /// Records with commas between them, none, or an outcome by its name.
    private static void records(HostDraft host, String name, String type, String text) {
        if (text.matches("[A-Z]{5,}")) {
            host.lookup(name, type, DnsOutcome.valueOf(text), List.of(), List.of());
        } else {
            host.lookup(name, type, text.isEmpty() ? new String[0] : text.split(","));
        }
    }
}
