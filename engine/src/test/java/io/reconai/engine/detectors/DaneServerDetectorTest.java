package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.reconai.engine.asset.CertificateFacts;
import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.StartTlsFault;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.TlsSession;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaneServerDetectorTest {

    private static final DaneServerDetector DETECTOR = new DaneServerDetector();

    private static final String HOST = "mx.acme.test";
    private static final String SERVICE = "_25._tcp." + HOST;
    private static final String DS = "12345 13 2 " + "A7".repeat(32);

    /// What stands for hashes in the tables: of the server's certificate and key, its authority's, and neither's.
    private static final String CERTIFICATE = sha256("c0ffee");
    private static final String KEY = sha256("beef");
    private static final String AUTHORITY = "d1".repeat(32);
    private static final String AUTHORITYS_KEY = "e2".repeat(32);

    private static String sha256(String hex) {
        return Hashing.sha256().hashBytes(HexFormat.of().parseHex(hex)).toString();
    }

    private static String record(String text) {
        return text.replace("CERT", CERTIFICATE)
                .replace("KEY", KEY)
                .replace("CA", AUTHORITY)
                .replace("CK", AUTHORITYS_KEY)
                .replace("OTHER", "F3".repeat(32));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        the server's key                       | 3 1 1 KEY               |
        the server's certificate               | 3 0 1 CERT              |
        another key                            | 3 1 1 OTHER             | mismatch
        another certificate                    | 3 0 1 OTHER             | mismatch
        the certificate's hash as a key's      | 3 1 1 CERT              | mismatch
        the key's hash as a certificate's      | 3 0 1 KEY               | mismatch
        the whole key                          | 3 1 0 BEEF              |
        the whole certificate                  | 3 0 0 c0ffee            |
        another whole key                      | 3 1 0 BEEFED            | mismatch
        cut off within an octet                | 3 1 0 BEE               | mismatch
        the authority's certificate            | 2 0 1 CA                |
        the authority's key                    | 2 1 1 CK                |
        another authority                      | 2 1 1 OTHER             | mismatch
        trap: the server is no authority       | 2 0 1 CERT              | mismatch
        trap: the authority is no server       | 3 0 1 CA                | mismatch
        trap: one of two is enough             | 3 1 1 OTHER; 3 1 1 KEY  |
        two, and neither                       | 3 1 1 OTHER; 2 0 1 OTHER| mismatch
        trap: SHA-512 cannot be compared       | 3 1 2 OTHEROTHER        |
        trap: nor can it beside another        | 3 1 1 OTHER; 3 1 2 OTHEROTHER |
        trap: an authority that is not sent    | 2 0 0 C0FFEE            |
        trap: means nothing to senders         | 1 1 1 OTHER             |
        one that means nothing, and another    | 1 1 1 KEY; 3 1 1 OTHER  | mismatch
        nor does it where it names the authority | 1 1 1 CK; 3 1 1 OTHER | mismatch
        trap: cut off, and so unusable         | 3 1 1 C0FFEE            |
        """)
    void certificates(String why, String records, @Nullable String expected) {
        assertThat(found(dns(records), handshake("smtp", 25))).as(why).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        Postfix                       | MALFORMED | 502 5.5.1 Error: command not implemented   |                        | no-starttls
        Exim                          | MALFORMED | 503 STARTTLS command used when not advertised |                     | no-starttls
        not even EHLO                 | MALFORMED | 500 unrecognized command                   |                        | no-starttls
        trap: offered and refused     | MALFORMED | 502 not now                                | REFUSED_THOUGH_OFFERED |
        trap: for a while             | MALFORMED | 454 4.7.0 TLS not available                |                        |
        trap: a stranger is sent away | MALFORMED | 554 5.7.1 no service for you               |                        |
        trap: a name is not believed  | MALFORMED | 501 invalid domain name                    |                        |
        trap: too busy                | MALFORMED | 421 too many connections                   |                        |
        trap: another number          | MALFORMED | 5021                                       |                        |
        trap: silence                 | TIMED_OUT | 502 words of our own                       |                        |
        trap: TLS that failed         | TLS_FAILED | handshake_failure                         |                        |
        """)
    void serversWithoutTls(
            String why,
            ExchangeOutcome outcome,
            String said,
            @Nullable StartTlsFault fault,
            @Nullable String expected) {
        var seen = new TlsObservation(
                "203.0.113.1", 25, HOST, outcome, "no STARTTLS: " + said, null, Samples.NOW, 1, null, "smtp", fault);
        assertThat(found(dns("3 1 1 KEY"), seen)).as(why).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void onlyMailBetweenServersIsMeant() {
        var records = dns("3 1 1 OTHER");
        assertThat(found(records)).as("port 25 was not talked to").isEmpty();
        assertThat(found(records, handshake("smtp", 587)))
                .as("where people hand in mail")
                .isEmpty();
        assertThat(found(records, handshake("imap", 25))).as("not SMTP").isEmpty();
        assertThat(found(records, handshake(null, 25))).as("TLS at once").isEmpty();
    }

    @Test
    void anExchangerOfTheScannedDomainIsMeant() {
        var elsewhere = List.of(
                lookup("acme.test", "MX", "10 mx2.acme.test"), tlsa("3 1 1 OTHER"), soa("acme.test"), ds("acme.test"));
        assertThat(found(elsewhere, handshake("smtp", 25))).isEmpty();
        var nobody = List.of(lookup("acme.test", "MX"), tlsa("3 1 1 OTHER"), soa("acme.test"), ds("acme.test"));
        assertThat(found(nobody, handshake("smtp", 25))).isEmpty();
    }

    /// Records whose zone is not known to be signed must not be heeded.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        signed                                    | acme.test    | acme.test              | mismatch
        a signed zone of its own                  | mx.acme.test | acme.test mx.acme.test | mismatch
        trap: a zone of its own, without DS       | mx.acme.test | acme.test              |
        trap: a signed zone below one without     | mx.acme.test | mx.acme.test           |
        trap: not signed                          | acme.test    |                        |
        trap: an alias to a zone without          | else.test    | acme.test              |
        trap: the zone is not known               |              | acme.test              |
        """)
    void zones(String why, @Nullable String zone, @Nullable String signed, @Nullable String expected) {
        var asked = Stream.of("acme.test", "mx.acme.test", "else.test")
                .map(name ->
                        signed != null && List.of(signed.split(" ")).contains(name) ? ds(name) : lookup(name, "DS"));
        var known = Stream.of(lookup("acme.test", "MX", "10 " + HOST), tlsa("3 1 1 OTHER"));
        var within = zone == null ? Stream.<DnsLookup>empty() : Stream.of(soa(zone));
        var all = Stream.of(known, within, asked).flatMap(each -> each).toList();
        assertThat(found(all, handshake("smtp", 25))).as(why).isEqualTo(expected == null ? "" : expected);
    }

    /// Beside the zone's SOA a denial names what is there (NSEC), which is no zone.
    @Test
    void whatElseADenialNamesIsNoZone() {
        var denial = List.of(
                new DnsRecordData("acme.test", "SOA", 300, "ns1.acme.test"),
                new DnsRecordData(HOST, "NSEC", 300, "ns1.acme.test A TLSA"));
        var known = List.of(
                lookup("acme.test", "MX", "10 " + HOST),
                tlsa("3 1 1 OTHER"),
                lookup(SERVICE, "SOA", List.of(), denial),
                ds("acme.test"),
                lookup(HOST, "DS"));
        assertThat(found(known, handshake("smtp", 25))).isEqualTo("mismatch");
    }

    @Test
    void whatProvesItIsTheCertificateAndTheRecords() {
        var finding = DETECTOR.detect(evidence(dns("3 1 1 OTHER"), handshake("smtp", 25)))
                .getFirst();
        assertThat(finding.location()).isEqualTo("mx.acme.test:25");
        assertThat(finding.evidence())
                .extracting(proof -> proof.pointer())
                .containsExactly("/tls/0/session/chain/0/sha256", "/dns/1/answers/0");
    }

    private static List<DnsLookup> dns(String records) {
        return List.of(lookup("acme.test", "MX", "10 " + HOST), tlsa(records), soa("acme.test"), ds("acme.test"));
    }

    private static DnsLookup tlsa(String records) {
        return lookup(
                SERVICE,
                "TLSA",
                Arrays.stream(records.split("; *"))
                        .map(DaneServerDetectorTest::record)
                        .toArray(String[]::new));
    }

    private static DnsLookup ds(String zone) {
        return lookup(zone, "DS", DS);
    }

    /// That there is no SOA at the service's name, from the zone that says so.
    private static DnsLookup soa(String zone) {
        return lookup(SERVICE, "SOA", List.of(), List.of(new DnsRecordData(zone, "SOA", 300, "ns1.acme.test")));
    }

    private static DnsLookup lookup(String name, String type, String... data) {
        var answers = Arrays.stream(data)
                .map(text -> new DnsRecordData(name, type, 300, text))
                .toList();
        return lookup(name, type, answers, List.of());
    }

    private static DnsLookup lookup(
            String name, String type, List<DnsRecordData> answers, List<DnsRecordData> authority) {
        var outcome = answers.isEmpty() ? DnsOutcome.NODATA : DnsOutcome.NOERROR;
        return new DnsLookup(
                name, type, "192.0.2.53:53", "udp", outcome, false, true, true, List.of(), answers, authority, 1);
    }

    private static TlsObservation handshake(@Nullable String startedIn, int port) {
        var chain = List.of(certificate(CERTIFICATE, KEY), certificate(AUTHORITY, AUTHORITYS_KEY));
        var session = new TlsSession(
                "TLSv1.3", "TLS_AES_128_GCM_SHA256", "", chain, ChainTrust.UNTRUSTED, true, "lab", null, null);
        return new TlsObservation(
                "203.0.113.1", port, HOST, ExchangeOutcome.ANSWERED, "", session, Samples.NOW, 1, null, startedIn);
    }

    private static CertificateFacts certificate(String sha256, String keySha256) {
        return Samples.certificate(List.of(HOST), sha256, keySha256);
    }

    private static Evidence evidence(List<DnsLookup> dns, TlsObservation... seen) {
        return Samples.host(HOST).evidence().toBuilder()
                .dns(dns)
                .tls(List.of(seen))
                .build();
    }

    private static String found(List<DnsLookup> dns, TlsObservation... seen) {
        return DETECTOR.detect(evidence(dns, seen)).stream()
                .map(finding -> finding.checkId().substring("dns.dane.".length()))
                .collect(Collectors.joining(" "));
    }
}
