package io.reconai.lab;

import static io.reconai.lab.PaperTls.Exchange.DHE;
import static io.reconai.lab.PaperTls.Exchange.ECDHE;
import static io.reconai.lab.PaperTls.Exchange.RSA;

import io.reconai.lab.CertificateAuthority.Issued;
import io.reconai.lab.HostEntry.Certified;
import io.reconai.lab.PaperTls.Manners;
import io.reconai.lab.PaperTls.Suite;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.Extension;

/// Hosts whose TLS is badly kept in one way each, and those that only look so.
final class TlsHosts {

    private static final String DOMAIN = Organisation.DOMAIN;
    private static final String ISSUERS = "203.0.113.139";
    private static final String ISSUER_URL = "http://aia.lab-ca.test/issuing.der";
    private static final String RESPONDER_URL = "http://ocsp.lab-ca.test/";
    private static final String NO_TLS13 = "tls.protocol.tls13-missing";
    private static final String ONLY_TLS12 = "TLS 1.2 is the newest";

    private static final Suite GOOD = new Suite(0xc02f, ECDHE);
    private static final Suite STATIC_RSA = new Suite(0x002f, RSA);
    private static final Suite TRIPLE_DES = new Suite(0xc012, ECDHE);

    private final List<HostEntry> hosts = new ArrayList<>();
    private final Map<String, CertificateAuthority> below = new HashMap<>();

    TlsHosts() {
        addChains();
        addStaples();
        addProtocols();
        addStartTls();
    }

    List<HostEntry> hosts() {
        return hosts;
    }

    /// Where the certificates of issuers are.
    void fill(ZoneData zones) {
        zones.add("lab-ca.test", "SOA", "ns.lab-ca.test. hostmaster.lab-ca.test. 1 7200 3600 1209600 3600");
        zones.add("aia.lab-ca.test", "A", ISSUERS);
    }

    String issuersAddress() {
        return ISSUERS;
    }

    /// Gives the issuer away that a host forgets to send.
    Site issuers(CertificateAuthority root) {
        var answer = Site.Answer.text(200, "application/pkix-cert", "")
                .withBody(encoded(issuing(root).certificate()));
        return request -> request.path().equals("/issuing.der") ? answer : Sites.notFound();
    }

    private HostEntry host(String label, int number) {
        var host = new HostEntry(label + "." + DOMAIN, "203.0.113." + number);
        hosts.add(host);
        return host;
    }

    private CertificateAuthority issuing(CertificateAuthority root) {
        return below.computeIfAbsent("Lab Issuing CA", root::subordinate);
    }

    private CertificateAuthority second(CertificateAuthority root) {
        return below.computeIfAbsent("Lab Second CA", issuing(root)::subordinate);
    }

    // Chains and names

    private void addChains() {
        chained("relay-60", 120, (root, name) -> {
                    var leaf = issuing(root).issue(List.of(name), List.of(Extensions.issuer(ISSUER_URL)));
                    return served(leaf, leaf.certificate());
                })
                .finds("tls.cert.chain-incomplete", "the issuing authority is not sent")
                .trap("tls.cert.untrusted", "the certificate says where its issuer is");
        chained("relay-61", 121, (root, name) -> {
                    var leaf = second(root).issue(List.of(name), List.of());
                    return served(
                            leaf,
                            leaf.certificate(),
                            issuing(root).certificate(),
                            second(root).certificate());
                })
                .finds("tls.cert.chain-disorder", "the upper authority comes before the lower one")
                .trap("tls.cert.chain-incomplete", "all that is needed is sent");
        chained("relay-62", 122, (root, name) -> {
                    var leaf = root.issue(List.of(name), List.of());
                    return served(leaf, leaf.certificate(), root.certificate());
                })
                .finds("tls.cert.chain-root-sent", "the root is sent along");
        chained("relay-63", 123, (root, name) -> {
                    var leaf = second(root).issue(List.of(name), List.of());
                    return served(
                            leaf,
                            leaf.certificate(),
                            second(root).certificate(),
                            issuing(root).certificate());
                })
                .trap("tls.cert.chain-disorder", "each is followed by its issuer")
                .trap("tls.cert.chain-root-sent", "two authorities and no root");
        chained("relay-64", 124, (root, name) -> {
                    var leaf = root.issue(List.of(name, "db01.corp.local", "10.0.0.7"), List.of());
                    return served(leaf, leaf.certificate());
                })
                .finds("tls.cert.internal-names", "a database and a private address");
        chained("relay-65", 125, (root, name) -> {
                    var leaf = root.issue(List.of(name, "*.co.uk"), List.of());
                    return served(leaf, leaf.certificate());
                })
                .finds("tls.cert.wildcard", "a wildcard over everybody's names")
                .trap("tls.cert.internal-names", "the domain ends as internal ones do, and is what is scanned");
    }

    /// A certificate with what is sent after it.
    private record Served(Issued leaf, X509Certificate[] chain) {}

    private static Served served(Issued leaf, X509Certificate... chain) {
        return new Served(leaf, chain);
    }

    @FunctionalInterface
    private interface Chain {
        Served of(CertificateAuthority root, String name);
    }

    private HostEntry chained(String label, int number, Chain chain) {
        var host = host(label, number);
        var site = Sites.careful(Sites.page("Relay", "<p>Parcels.</p>"));
        return host.plain(Sites.toHttps()).classicalOnly().certified(443, (root, latency) -> {
            var served = chain.of(root, host.name);
            var tls = CertificateAuthority.serving(served.leaf().key(), served.chain());
            return new TlsUpgrade(tls, new WebServer("https", Map.of("", site), latency));
        });
    }

    // Revocation

    private void addStaples() {
        var responder = Extensions.responder(RESPONDER_URL);
        stapled("depot-60", 126, List.of(responder), Staple.REVOKED, 3)
                .finds("tls.cert.revoked", "the stapled response says so")
                .finds(NO_TLS13, ONLY_TLS12);
        stapled("depot-61", 127, List.of(responder), Staple.GOOD, -1)
                .finds("tls.cert.staple-bad", "the stapled response was to be renewed yesterday")
                .finds(NO_TLS13, ONLY_TLS12)
                .trap("tls.cert.revoked", "an old response says good");
        stapled("depot-62", 128, List.of(), Staple.GOOD, -1)
                .finds(NO_TLS13, ONLY_TLS12)
                .trap("tls.cert.staple-bad", "the certificate names no responder");
        stapled("depot-63", 129, List.of(responder, Extensions.mustStaple()), Staple.NONE, 0)
                .finds("tls.cert.must-staple-unmet", "must-staple and no response")
                .finds(NO_TLS13, ONLY_TLS12);
        stapled("depot-64", 130, List.of(responder, Extensions.mustStaple()), Staple.GOOD, 3)
                .finds(NO_TLS13, ONLY_TLS12)
                .trap("tls.cert.must-staple-unmet", "the response comes")
                .trap("tls.cert.staple-bad", "and is good");
        var host = host("depot-65", 131);
        host.certified(
                        443,
                        (root, _) -> new StaplingTls(
                                root.issue(List.of(host.name), List.of()),
                                root.issue(List.of("default.example"), List.of()),
                                Optional.empty()))
                .finds("tls.cert.sni-differs", "without a name another certificate comes")
                .finds(NO_TLS13, ONLY_TLS12)
                .trap("tls.cert.host-mismatch", "with the name its own comes");
    }

    /// What a host's stapled response says.
    private enum Staple {
        NONE,
        GOOD,
        REVOKED
    }

    /// @param days until the response is to be renewed
    private HostEntry stapled(String label, int number, List<Extension> extensions, Staple staple, int days) {
        var host = host(label, number);
        return host.certified(443, (root, _) -> {
            var leaf = root.issue(List.of(host.name), extensions);
            var revoked = staple == Staple.REVOKED ? Optional.of(date(-2)) : Optional.<Date>empty();
            var response = staple == Staple.NONE
                    ? Optional.<byte[]>empty()
                    : Optional.of(root.respond(leaf.certificate(), revoked, date(-3), date(days)));
            return new StaplingTls(leaf, response);
        });
    }

    private static Date date(int days) {
        return Date.from(Instant.now().plus(Duration.ofDays(days)));
    }

    // What is spoken

    private void addProtocols() {
        paper(
                        "yard-60",
                        132,
                        Manners.of(GOOD, STATIC_RSA)
                                .speaking(
                                        PaperTls.SSL_2,
                                        PaperTls.SSL_3,
                                        PaperTls.TLS_1_0,
                                        PaperTls.TLS_1_1,
                                        PaperTls.TLS_1_2))
                .finds("tls.protocol.sslv2", "spoken")
                .finds("tls.protocol.sslv3", "spoken")
                .finds("tls.protocol.tls10", "spoken, as TLS 1.1 is")
                .finds("tls.cipher.static-rsa", "accepted")
                .finds(NO_TLS13, ONLY_TLS12)
                .trap("tls.protocol.tls11", "one finding with TLS 1.0")
                .trap("tls.fallback-scsv-missing", "the signal is heeded");
        paper(
                        "yard-61",
                        133,
                        Manners.of(GOOD, new Suite(0xc013, ECDHE))
                                .speaking(PaperTls.TLS_1_1, PaperTls.TLS_1_2)
                                .heedlessOfFallback())
                .finds("tls.protocol.tls11", "spoken")
                .finds("tls.fallback-scsv-missing", "the signal is not heeded")
                .finds(NO_TLS13, ONLY_TLS12);
        paper(
                        "yard-62",
                        134,
                        Manners.of(
                                GOOD,
                                new Suite(0x0034, DHE),
                                new Suite(0x0002, RSA),
                                new Suite(0x0008, RSA),
                                new Suite(0xc011, ECDHE),
                                new Suite(0x0015, DHE),
                                TRIPLE_DES))
                .finds("tls.cipher.anon", "TLS_DH_anon_WITH_AES_128_CBC_SHA")
                .finds("tls.cipher.null", "TLS_RSA_WITH_NULL_SHA")
                .finds("tls.cipher.export", "TLS_RSA_EXPORT_WITH_DES40_CBC_SHA")
                .finds("tls.cipher.rc4", "TLS_ECDHE_RSA_WITH_RC4_128_SHA")
                .finds("tls.cipher.des", "TLS_DHE_RSA_WITH_DES_CBC_SHA")
                .finds("tls.cipher.3des", "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA")
                .finds("tls.cipher.static-rsa", "with NULL and for export")
                .finds(NO_TLS13, ONLY_TLS12)
                .trap("tls.cipher.cbc-only", "GCM is accepted too")
                .trap("tls.preference.client", "the server's order rules");
        paper("yard-63", 135, Manners.of(STATIC_RSA))
                .finds("tls.cipher.cbc-only", "TLS_RSA_WITH_AES_128_CBC_SHA and no other")
                .finds("tls.cipher.no-forward-secrecy", "TLS_RSA_WITH_AES_128_CBC_SHA and no other")
                .finds("tls.cipher.static-rsa", "TLS_RSA_WITH_AES_128_CBC_SHA")
                .finds(NO_TLS13, ONLY_TLS12);
        paper("yard-64", 136, Manners.of(GOOD, TRIPLE_DES).followingTheClient())
                .finds("tls.cipher.3des", "accepted")
                .finds("tls.preference.client", "and the client chooses it")
                .finds(NO_TLS13, ONLY_TLS12);
        paper("yard-65", 137, Manners.of(new Suite(0x009e, DHE)).withModulusOf(1_024))
                .finds("tls.dh.weak", "1,024 bits")
                .finds(NO_TLS13, ONLY_TLS12);
        paper("yard-66", 138, Manners.of(GOOD).answering(PaperTls.HEARTBEAT).compressing())
                .finds("tls.renegotiation.insecure", "not answered")
                .finds("tls.ems.missing", "not answered")
                .finds("tls.heartbeat.offered", "answered")
                .finds("tls.compression", "DEFLATE is picked")
                .finds(NO_TLS13, ONLY_TLS12);
        paper("yard-67", 140, Manners.of(GOOD, new Suite(0xc013, ECDHE)).followingTheClient())
                .finds(NO_TLS13, ONLY_TLS12)
                .trap("tls.preference.client", "there is no weak suite to choose")
                .trap("tls.dh.weak", "no DHE is accepted");
    }

    private HostEntry paper(String label, int number, Manners manners) {
        var host = host(label, number);
        return host.certified(
                443,
                (root, _) -> new PaperTls(
                        manners,
                        encoded(root.issue(List.of(host.name), List.of()).certificate())));
    }

    // Plain protocols that change to TLS

    private void addStartTls() {
        var mail = "smtp Postfix";
        host("mx-60", 141)
                .certified(25, starting(then -> StartTlsServices.smtp("454 4.7.0 TLS not available\r\n", then)), mail)
                .finds("tls.starttls.stripped", "STARTTLS is offered and refused");
        host("mx-61", 142)
                .certified(25, starting(then -> StartTlsServices.smtp("220 Go\r\n250 early\r\n", then)), mail)
                .finds("tls.starttls.injection", "a further line comes after the go-ahead");
        host("mx-62", 143)
                .certified(25, starting(then -> StartTlsServices.smtp("220 Go\r\n", then)), mail)
                .classicalOnly()
                .trap("tls.starttls.stripped", "TLS begins as it should")
                .trap("tls.starttls.injection", "nothing comes after the go-ahead");
        host("directory-60", 144)
                .certified(389, starting(StartTlsServices::ldap), "ldap")
                .classicalOnly()
                .trap("port.plaintext-login", "TLS begins as it should");
        host("imap-60", 99)
                .ownService(143, StartTlsServices.imapWithoutTls(), "imap Dovecot")
                .finds("port.plaintext-login", "passwords are asked for, and TLS is not known");
        host("chat-60", 145)
                .certified(5222, starting(StartTlsServices::xmpp), "xmpp")
                .classicalOnly();
    }

    @FunctionalInterface
    private interface Changing {
        Listener.Service to(Listener.Service tls);
    }

    /// A service with a certificate for all hosts of this kind.
    private static Certified starting(Changing service) {
        return (root, _) -> {
            var names = Stream.of("mx-60", "mx-61", "mx-62", "directory-60", "chat-60")
                    .map(label -> label + "." + DOMAIN)
                    .toList();
            var leaf = root.issue(names, List.of());
            var tls = CertificateAuthority.serving(leaf.key(), new X509Certificate[] {leaf.certificate()});
            return service.to(new TlsUpgrade(tls, Banners.silent()));
        };
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
