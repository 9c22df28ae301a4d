package io.reconai.lab;

import io.reconai.lab.CertificateAuthority.Leaf;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Domains whose zones are badly kept in one way each, and those that only look so.
///
/// Keys and digests are made up: what is judged of them is their kind and their length.
final class ZoneNeighbours {

    private static final String SHA_1 = "5C".repeat(20);
    private static final String SHA_256 = "A7".repeat(32);

    private static final int SIGNATURE_OCTETS = 64;

    private final List<Neighbour> domains = new ArrayList<>();

    private ZoneNeighbours() {
        addSignatures();
        addServers();
        addVersions();
        addTimers();
        addAuthorities();
        addIssuers();
        addTexts();
        addAliases();
    }

    static List<Neighbour> all() {
        return new ZoneNeighbours().domains;
    }

    private Neighbour domain(String label) {
        var domain = new Neighbour(label + ".lab.test");
        domains.add(domain);
        return domain;
    }

    /// A registered domain, which those below lab.test are not.
    private Neighbour registered(String name) {
        var domain = new Neighbour(name);
        domains.add(domain);
        return domain;
    }

    private void addSignatures() {
        domain("unsigned")
                .instead("", "DS")
                .instead("", "DNSKEY")
                .finds("dns.dnssec.unsigned", "neither keys nor a DS record");
        domain("island").instead("", "DS").finds("dns.dnssec.no-ds", "keys that the parent does not know");
        domain("old-signature")
                .instead("", "DS", "12345 7 2 " + SHA_256)
                .instead("", "DNSKEY", "257 3 7 " + rsa(2_048))
                .finds("dns.dnssec.weak-algorithm", "RSA with SHA-1");
        domain("short-key")
                .instead("", "DS", "12345 8 2 " + SHA_256)
                .instead("", "DNSKEY", "257 3 8 " + rsa(1_024))
                .finds("dns.dnssec.weak-key", "1,024 bits");
        domain("old-digest").instead("", "DS", "12345 13 1 " + SHA_1).finds("dns.dnssec.ds-sha1-only", "SHA-1 alone");
        domain("many-hashes")
                .with("", "NSEC3PARAM", "1 0 10 AABBCCDD")
                .finds("dns.dnssec.nsec3-iterations", "ten more than are of use");
        signed("ending-signatures", 28, 2).finds("dns.dnssec.signature-expiring", "two days are left of thirty");
        signed("lasting-signatures", 26, 4).trap("dns.dnssec.signature-expiring", "four days are left");
        signed("brief-signatures", 1, 1)
                .trap("dns.dnssec.signature-expiring", "half of their life is left")
                .with("", "NSEC", "\\000.brief-signatures.lab.test. NS SOA RRSIG NSEC DNSKEY")
                .trap("dns.dnssec.nsec-walkable", "made up for the question");
        domain("wrong-signatures")
                .forged()
                .finds("dns.dnssec.bogus", "answered only unchecked")
                .trap("dns.caa.lookup-failing", "everything fails, and not CAA alone")
                .trap("dns.ns.all-lame", "its servers know it");
        domain("chain")
                .with("", "NSEC", "_dmarc.chain.lab.test. NS SOA RRSIG NSEC DNSKEY")
                .finds("dns.dnssec.nsec-walkable", "it leads to the next name");
        domain("rolling")
                .instead("", "DS", "12345 13 1 " + SHA_1, "12345 13 2 " + SHA_256)
                .with("", "DNSKEY", "256 3 7 " + rsa(2_048))
                .with("", "DNSKEY", "385 3 8 " + rsa(1_024))
                .with("", "NSEC3PARAM", "1 0 0 -")
                .trap("dns.dnssec.ds-sha1-only", "SHA-256 stands beside it")
                .trap("dns.dnssec.weak-algorithm", "no DS leads to it: a roll-over under way")
                .trap("dns.dnssec.weak-key", "revoked")
                .trap("dns.dnssec.nsec3-iterations", "none");
    }

    /// Signatures of SOA and DNSKEY that began and end so many days from now; two of SOA, of which one has ended.
    private Neighbour signed(String label, int daysOld, int daysLeft) {
        var domain = domain(label);
        for (var covered : List.of("SOA", "DNSKEY")) {
            domain.with("", "RRSIG", signature(covered, daysOld, daysLeft, domain.domain));
        }
        return domain.with("", "RRSIG", signature("SOA", daysOld + 30, -1, domain.domain));
    }

    private static String signature(String covered, int daysOld, int daysLeft, String signer) {
        var time = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
        var now = Instant.now();
        return String.join(
                " ",
                covered,
                "13 3 300",
                time.format(now.plus(Duration.ofDays(daysLeft))),
                time.format(now.minus(Duration.ofDays(daysOld))),
                "12345",
                signer + ".",
                key(SIGNATURE_OCTETS));
    }

    private void addServers() {
        domain("one-server").instead("", "NS", "ns1.hosting.test.").finds("dns.ns.single", "one name server");
        domain("one-address")
                .instead("", "NS", "ns1.hosting.test.", "ns1b.hosting.test.")
                .finds("dns.ns.single", "two names of one address")
                .trap("dns.ns.same-as", "that it is one server says more");
        domain("alias-server")
                .instead("", "NS", "ns1.hosting.test.", "ns-alias.hosting.test.")
                .finds("dns.ns.cname", "the second is an alias");
        domain("gone-server")
                .with("", "NS", "ns9.hosting.test.")
                .finds("dns.ns.dangling", "the third does not exist")
                .trap("takeover.ns", "its domain is registered");
        domain("lame-server")
                .with("", "NS", "ns3.hosting.test.")
                .finds("dns.ns.lame", "the third refuses")
                .trap("dns.ns.all-lame", "two know the zone");
        domain("lame-servers")
                .instead("", "NS", "ns3.hosting.test.", "ns4.hosting.test.")
                .finds("dns.ns.all-lame", "both refuse")
                .finds("dns.ns.same-network", "198.51.100.0/24 holds both");
        domain("near-servers")
                .instead("", "NS", "ns1.hosting.test.", "ns6.hosting.test.")
                .finds("dns.ns.same-network", "203.0.113.0/24 holds both")
                .trap("dns.ns.same-as", "that it is one network says more");
        domain("one-system")
                .instead("", "NS", "ns1.hosting.test.", "ns8.hosting.test.")
                .finds("dns.ns.same-as", "64500 announces both networks")
                .trap("dns.ns.same-network", "203.0.113.0/24 and 192.0.2.0/24");
        domain("two-systems")
                .instead("", "NS", "ns1.hosting.test.", "ns8.hosting.test.", "ns10.hosting.test.")
                .trap("dns.ns.same-as", "64501 announces the third one's network, of IPv6");
        domain("anycast-servers")
                .instead("", "NS", "pdns1.ultradns.net.", "pdns2.ultradns.net.")
                .trap("dns.ns.same-as", "each of them is in many places");
        domain("far-server")
                .with("", "NS", "ns6.hosting.test.")
                .trap("dns.ns.same-network", "one of three is elsewhere")
                .trap("dns.ns.same-as", "by whom 198.51.100.0/24 is announced is not known");
        domain("old-server")
                .instead("", "NS", "ns2.hosting.test.", "ns7.hosting.test.")
                .finds("dns.ns.no-tcp", "the second answers over UDP alone")
                .finds("dns.ns.version-disclosed", "the second is BIND 9.11")
                .trap("dns.ns.unreachable", "over UDP it answers");
        registered("split-zone.test")
                .delegatedTo("ns1.hosting.test.", "ns6.hosting.test.")
                .finds("dns.ns.mismatch", "the registry has another second server");
        registered("ordered-zone.test")
                .delegatedTo("NS2.hosting.test.", "ns1.hosting.test.")
                .trap("dns.ns.mismatch", "neither order nor case matters");
        registered("moved-server.test")
                .instead("", "NS", "ns.moved-server.test.", "ns2.hosting.test.")
                .with("ns", "A", Neighbours.SERVERS.getFirst())
                .glued("ns", Neighbours.SERVERS.get(1))
                .finds("dns.ns.glue-mismatch", "the registry has the address of another one");
        domain("silent-server")
                .with("", "NS", "ns5.hosting.test.")
                .finds("dns.ns.unreachable", "the third does not answer")
                .trap("dns.ns.lame", "what is silent is not known to be lame")
                .trap("dns.ns.dangling", "it has an address");
    }

    /// A primary, and a secondary with its copy of the zone.
    private void addVersions() {
        copied("late-copy", soa(2_026_010_100))
                .finds("dns.ns.serial-differs", "the second has the version before, and keeps it");
        copied("last-copy", soa(4_294_967_295L))
                .instead("", "SOA", soa(0))
                .finds("dns.ns.serial-differs", "the number after the last is the first");
        copied("fetched-copy", soa(2_026_010_100), soa(2_026_010_101))
                .trap("dns.ns.serial-differs", "the second has fetched it in the meantime");
        copied("own-copy", "ns11.hosting.test. hostmaster.hosting.test. 7 7200 3600 1209600 3600")
                .trap("dns.ns.serial-differs", "the second is a primary itself, and counts for itself");
        copied("moment-copy")
                .timed()
                .trap("dns.ns.serial-differs", "the second is a moment late, but not later than that");
    }

    private Neighbour copied(String label, String... records) {
        return domain(label)
                .instead("", "NS", "ns1.hosting.test.", "ns11.hosting.test.")
                .copied(records);
    }

    /// The SOA record of a zone that is kept well.
    static String soa(long serial) {
        return "ns1.hosting.test. hostmaster.hosting.test. " + serial + " 7200 3600 1209600 3600";
    }

    private void addTimers() {
        domain("odd-timers")
                .instead("", "SOA", "ns1.hosting.test. hostmaster.hosting.test. 1 600 900 86400 172800")
                .finds("dns.soa.refresh", "ten minutes, and retried later than that")
                .finds("dns.soa.expire", "a day")
                .finds("dns.soa.minimum", "two days");
        domain("lost-keeper")
                .instead("", "SOA", "ns1.hosting.test. hostmaster.gone1.hosting.test. 1 7200 3600 1209600 3600")
                .finds("dns.soa.rname", "the mailbox's domain does not exist");
        domain("plain-keeper")
                .instead("", "SOA", "ns1.hosting.test. zone\\.keeper.ns1.hosting.test. 1 7200 3600 1209600 3600")
                .trap("dns.soa.rname", "without MX, mail goes to the address");
        domain("last-timers")
                .instead("", "SOA", "ns1.hosting.test. hostmaster.hosting.test. 1 1200 1199 604800 86400")
                .trap("dns.soa.refresh", "just long enough")
                .trap("dns.soa.expire", "a week")
                .trap("dns.soa.minimum", "a day");
    }

    private void addAuthorities() {
        domain("no-authority").instead("", "CAA").finds("dns.caa.missing", "NODATA for CAA");
        domain("bad-authority")
                .with("", "CAA", "128 tbs \"unknown\"")
                .finds("dns.caa.invalid", "critical, and nobody knows it");
        domain("failing-authority")
                .failingAt("CAA")
                .finds("dns.caa.lookup-failing", "SERVFAIL for CAA alone")
                .trap("dns.caa.missing", "that is no absence");
        domain("odd-authority")
                .instead("", "CAA", "0 issue \";\"", "0 tbs \"unknown\"", "128 issuewild \"lab-ca.test; account=1\"")
                .with("", "CAA", "0 iodef \"mailto:caa@odd-authority.lab.test\"")
                .trap("dns.caa.invalid", "nobody may, and what is unknown is not critical");
    }

    /// Sites whose certificate is one of Let's Encrypt's.
    private void addIssuers() {
        certified("other-issuer", "0 issue \"digicert.com\"")
                .finds("dns.caa.issuer-not-listed", "the certificate's authority is another");
        certified("listed-issuer", "0 issue \"digicert.com\"", "0 issue \"LetsEncrypt.org; validationmethods=dns-01\"")
                .trap("dns.caa.issuer-not-listed", "the second is the certificate's");
        certified("wild-issuer", "0 issuewild \"digicert.com\"", "0 iodef \"mailto:caa@wild-issuer.lab.test\"")
                .trap("dns.caa.issuer-not-listed", "said of stars alone");
    }

    private Neighbour certified(String label, String... authorities) {
        var domain = domain(label).instead("", "CAA", authorities).finds("http.securitytxt.missing", "there is none");
        domain.hosts
                .getFirst()
                .secure(Sites.careful(Sites.page("Certified", "<p>Welcome.</p>")))
                .certificate(HostEntry.Signer.PUBLIC, Leaf.good(List.of(domain.domain)))
                .addresses
                .add("2001:db8:4::" + Integer.toHexString(domains.size()));
        return domain;
    }

    private void addTexts() {
        domain("telling-texts")
                .with("", "TXT", "\"google-site-verification=rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ\"")
                .with("", "TXT", "\"MS=ms12345678\"")
                .finds("dns.txt.verification-tokens", "two services");
        domain("other-texts")
                .with("", "TXT", "\"google-site-verification=\"")
                .with("", "TXT", "\"no verification: this is a text as any other\"")
                .trap("dns.txt.verification-tokens", "no token is there");
    }

    /// An alias as a registered domain, and as a name within one.
    private void addAliases() {
        registered("alias-zone.test")
                .with("", "CNAME", "s1.hosting.test.")
                .finds("dns.cname.at-apex", "an alias beside SOA and NS")
                .trap("dns.cname.dangling", "the target exists");
        domain("alias-name")
                .with("", "CNAME", "s1.hosting.test.")
                .trap("dns.cname.at-apex", "for all that is known, a name within lab.test");
    }

    /// An RSA key's octets (RFC 3110 §2): the exponent 65537 and a modulus that nobody computed.
    private static String rsa(int bits) {
        var key = new byte[4 + bits / 8];
        Arrays.fill(key, (byte) 0xc5);
        System.arraycopy(new byte[] {3, 1, 0, 1}, 0, key, 0, 4);
        return Base64.getEncoder().encodeToString(key);
    }

    /// A key of this many octets, for the algorithms that have them without a frame.
    static String key(int octets) {
        var key = new byte[octets];
        Arrays.fill(key, (byte) 0x5c);
        return Base64.getEncoder().encodeToString(key);
    }
}
