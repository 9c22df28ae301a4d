package io.reconai.lab;

import io.reconai.lab.CertificateAuthority.Issued;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Domains whose mail goes to a host of their own, with records that say which certificate to expect there (DANE, RFC
/// 7672): servers that keep that promise, and those that do not.
final class ExchangerNeighbours {

    private static final String MISMATCH = "dns.dane.mismatch";
    private static final String NO_STARTTLS = "dns.dane.no-starttls";

    private static final String POSTFIX = "smtp Postfix";
    private static final String OTHER = "3 1 1 " + "A7".repeat(32);

    /// Nobody but the records vouches for what it signs.
    private final CertificateAuthority own = CertificateAuthority.create("Mail CA");

    private final List<Neighbour> domains = new ArrayList<>();

    private ExchangerNeighbours() {
        addServers();
        addAuthority();
        addUnheeded();
    }

    static List<Neighbour> all() {
        return new ExchangerNeighbours().domains;
    }

    private void addServers() {
        var kept = issue("dane-kept");
        secure(exchanger("dane-kept", OTHER, "3 1 1 " + sha256(key(kept))), kept)
                .trap(MISMATCH, "one of two records is the server's key");
        var whole = issue("dane-whole");
        secure(exchanger("dane-whole", "3 0 0 " + hex(encoded(whole.certificate()))), whole)
                .trap(MISMATCH, "the record is the server's certificate");
        secure(exchanger("dane-changed", OTHER, "3 0 1 " + "A7".repeat(32)), issue("dane-changed"))
                .finds(MISMATCH, "of another key, and of another certificate");
        plain(exchanger("dane-clear", OTHER)).finds(NO_STARTTLS, "there is no TLS to show a certificate in");
        exchanger("dane-shut", OTHER)
                .ownService(25, StartTlsServices.smtp("454 4.7.0 TLS not available\r\n", connection -> {}), POSTFIX)
                .finds("tls.starttls.stripped", "TLS is offered and refused")
                .trap(NO_STARTTLS, "it knows STARTTLS");
    }

    private void addAuthority() {
        var signed = issue("dane-authority");
        var authority = "2 0 1 " + sha256(encoded(own.certificate()));
        secure(exchanger("dane-authority", authority), signed, own.certificate())
                .trap(MISMATCH, "the record is the authority's certificate");
        secure(exchanger("dane-alone", authority), issue("dane-alone"))
                .finds(MISMATCH, "the authority is not sent along");
    }

    /// Records that mean nothing to senders, and a host that gets no mail.
    private void addUnheeded() {
        var unsigned = exchanger("dane-unsigned", OTHER);
        domains.getLast()
                .instead("", "DS")
                .instead("", "DNSKEY")
                .finds("dns.dnssec.unsigned", "no DS")
                .finds("dns.dane.insecure", "its zone is not signed");
        secure(unsigned, issue("dane-unsigned")).trap(MISMATCH, "nobody may heed the record");
        var cut = exchanger("dane-cut", OTHER);
        domains.getLast().with("mx", "SOA", "ns1.hosting.test. hostmaster.hosting.test. 1 7200 3600 1209600 3600");
        secure(cut, issue("dane-cut")).trap(MISMATCH, "its own zone is not signed");
        var idle = exchanger("dane-idle", OTHER);
        domains.getLast().instead("", "MX", "10 mx1.hosting.test.");
        plain(idle).trap(NO_STARTTLS, "mail goes elsewhere");
    }

    /// A domain that takes its mail itself, without a policy for its way.
    ///
    /// @param records what its exchanger may show
    private HostEntry exchanger(String label, String... records) {
        var domain = new Neighbour(label + ".test")
                .signing()
                .with("", "MX", "10 mx." + label + ".test.")
                .finds("dns.mta-sts.missing", "no policy")
                .finds("dns.tls-rpt.missing", "no reports");
        for (var record : records) {
            domain.with("_25._tcp.mx", "TLSA", record);
        }
        domains.add(domain);
        return domain.host("mx", "2001:db8:6::" + Integer.toHexString(domains.size()));
    }

    private Issued issue(String label) {
        return own.issue(List.of("mx." + label + ".test"), List.of());
    }

    private HostEntry secure(HostEntry host, Issued leaf, X509Certificate... above) {
        var chain = new ArrayList<>(List.of(leaf.certificate()));
        chain.addAll(List.of(above));
        var tls = CertificateAuthority.serving(leaf.key(), chain.toArray(X509Certificate[]::new));
        var after = new TlsUpgrade(tls, connection -> {});
        return host.ownService(25, StartTlsServices.smtp("220 Go\r\n", after), POSTFIX)
                .classicalOnly()
                .finds("tls.cert.untrusted", "info", "of an authority that nobody knows");
    }

    private static HostEntry plain(HostEntry host) {
        return host.ownService(25, StartTlsServices.smtpWithoutTls(), POSTFIX);
    }

    private static byte[] key(Issued issued) {
        return issued.certificate().getPublicKey().getEncoded();
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("the lab made it", impossible);
        }
    }

    private static String sha256(byte[] octets) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }
}
