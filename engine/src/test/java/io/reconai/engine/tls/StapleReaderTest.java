package io.reconai.engine.tls;

import static io.reconai.engine.tls.TestAuthority.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.StapledStatus.Status;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StapleReaderTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestAuthority root = TestAuthority.root("Root");
    private final TestAuthority stranger = TestAuthority.root("Stranger");
    private final X509Certificate leaf = root.leaf("");

    StapleReaderTest() throws Exception {}

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
    good, by the issuer               | good    | issuer       | -1  | 24  | GOOD    | issuer
    revoked                           | revoked | issuer       | -1  | 24  | REVOKED | issuer
    unknown                           | unknown | issuer       | -1  | 24  | UNKNOWN | issuer
    good, by a delegate               | good    | delegate     | -1  | 24  | GOOD    | CN=Delegate
    a delegate without OCSPSigning    | good    | server       | -1  | 24  | BAD     | ''
    somebody else's delegate          | good    | foreign      | -1  | 24  | BAD     | ''
    signed by a stranger              | good    | stranger     | -1  | 24  | BAD     | ''
    out of date                       | good    | issuer       | -48 | -1  | BAD     | issuer
    revoked, but out of date          | revoked | issuer       | -48 | -1  | BAD     | issuer
    from the future                   | good    | issuer       | 1   | 24  | BAD     | issuer
    """)
    void responses(String why, String status, String signer, int from, int until, Status expected, String responder)
            throws Exception {
        var response =
                response(leaf, root, status, signer, NOW.plus(HOUR.multipliedBy(from)), HOUR.multipliedBy(until));
        var seen = StapleReader.read(response, leaf, List.of(leaf, root.certificate()), NOW);
        assertThat(seen.status()).as(seen.toString()).isEqualTo(expected);
        assertThat(seen.responder()).isEqualTo(responder);
        assertThat(seen.thisUpdate()).isEqualTo(NOW.plus(HOUR.multipliedBy(from)));
        if (expected == Status.REVOKED) {
            assertThat(seen.revokedAt()).isEqualTo(NOW.minus(Duration.ofDays(2)));
            assertThat(seen.detail()).isEqualTo("reason 1");
        }
    }

    @Test
    void five_minutes_are_tolerated() throws Exception {
        var response = response(leaf, root, "good", "issuer", NOW.plus(Duration.ofMinutes(4)), Duration.ofMinutes(-4));
        assertThat(StapleReader.read(response, leaf, List.of(root.certificate()), NOW)
                        .status())
                .isEqualTo(Status.GOOD);
    }

    @Test
    void a_response_for_another_certificate_says_nothing_of_this_one() throws Exception {
        var other = root.leaf("");
        var response = response(other, root, "revoked", "issuer", NOW, HOUR);
        var seen = StapleReader.read(response, leaf, List.of(root.certificate()), NOW);
        assertThat(seen.status()).isEqualTo(Status.BAD);
        assertThat(seen.detail()).isEqualTo("for another certificate");
    }

    @Test
    void without_the_issuer_nothing_is_verified() throws Exception {
        var response = response(leaf, root, "revoked", "issuer", NOW, HOUR);
        var seen = StapleReader.read(response, leaf, List.of(leaf, stranger.certificate()), NOW);
        assertThat(seen.status()).isEqualTo(Status.UNVERIFIED);
    }

    @Test
    void a_changed_response_is_bad() throws Exception {
        var response = response(leaf, root, "good", "issuer", NOW, HOUR);
        for (var at = 0; at < response.length; at++) {
            var changed = response.clone();
            changed[at] ^= 1;
            var seen = StapleReader.read(changed, leaf, List.of(root.certificate()), NOW);
            assertThat(seen.status()).as("octet " + at).isNotIn(Status.REVOKED, Status.UNKNOWN);
            assertThat(seen.status() != Status.GOOD || at < 40)
                    .as("octet " + at)
                    .isTrue();
        }
    }

    @Test
    void a_cut_response_is_bad() throws Exception {
        var response = response(leaf, root, "good", "issuer", NOW, HOUR);
        for (var length = 0; length < response.length; length++) {
            var seen = StapleReader.read(Arrays.copyOf(response, length), leaf, List.of(root.certificate()), NOW);
            assertThat(seen.status()).as("length " + length).isEqualTo(Status.BAD);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "3000", "30030a0103", "30030a0106", "0500", "308005000000", "30850100000000"})
    void what_is_no_response_is_bad(String hex) {
        assertThat(StapleReader.read(HexFormat.of().parseHex(hex), leaf, List.of(), NOW)
                        .status())
                .isEqualTo(Status.BAD);
    }

    @Test
    void deep_nesting_is_not_followed() {
        var deep = HexFormat.of().parseHex("a080".repeat(20_000));
        assertThat(StapleReader.read(deep, leaf, List.of(), NOW).detail()).isEqualTo("not DER");
        var levels = new StringBuilder();
        for (var length = 0; length < 120; length += 2) {
            levels.insert(0, "30%02x".formatted(length));
        }
        var definite = HexFormat.of().parseHex(levels);
        assertThat(StapleReader.read(definite, leaf, List.of(), NOW).detail()).isEqualTo("not DER");
    }

    @Test
    void the_responders_refusal_is_said() {
        assertThat(StapleReader.read(HexFormat.of().parseHex("30030a0103"), leaf, List.of(), NOW)
                        .detail())
                .isEqualTo("the responder said tryLater");
    }

    private byte[] response(
            X509Certificate about, TestAuthority issuer, String status, String signer, Instant from, Duration until)
            throws Exception {
        return response(about, issuer, status, by(signer), signer.equals("issuer"), from, until);
    }

    private TestAuthority by(String signer) throws Exception {
        return switch (signer) {
            case "delegate" -> root.delegate("Delegate", KeyPurposeId.id_kp_OCSPSigning);
            case "server" -> root.delegate("Server", KeyPurposeId.id_kp_serverAuth);
            case "foreign" -> stranger.delegate("Foreign", KeyPurposeId.id_kp_OCSPSigning);
            case "stranger" -> stranger;
            default -> root;
        };
    }

    static byte[] response(
            X509Certificate about,
            TestAuthority issuer,
            String status,
            TestAuthority signer,
            boolean alone,
            Instant from,
            Duration until)
            throws Exception {
        var digests = new JcaDigestCalculatorProviderBuilder().build();
        var id = new CertificateID(
                digests.get(CertificateID.HASH_SHA1),
                new JcaX509CertificateHolder(issuer.certificate()),
                about.getSerialNumber());
        CertificateStatus said =
                switch (status) {
                    case "revoked" -> new RevokedStatus(Date.from(NOW.minus(Duration.ofDays(2))), 1);
                    case "unknown" -> new UnknownStatus();
                    default -> CertificateStatus.GOOD;
                };
        var holder = new JcaX509CertificateHolder(signer.certificate());
        var builder = new BasicOCSPRespBuilder(new RespID(holder.getSubject()));
        builder.addResponse(id, said, Date.from(from), Date.from(NOW.plus(until)));
        var certificates = alone ? new X509CertificateHolder[0] : new X509CertificateHolder[] {holder};
        var basic = builder.build(signer.signer(), certificates, Date.from(from));
        return new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, basic).getEncoded();
    }
}
