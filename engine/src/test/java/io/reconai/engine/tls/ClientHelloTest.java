package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.TlsVersion;
import io.reconai.engine.tls.ClientHello.Extra;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Octet for octet what OpenSSL takes as well formed.
class ClientHelloTest {

    private static final String RANDOM = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final String SERVER_NAME = "00000010000e00000b6578616d706c652e636f6d";
    private static final String GROUPS = "000a00080006001d00170018";
    private static final String SIGNATURES = "000d001800160403050306030804080508060401050106010203" + "0201";

    private static final List<Integer> THREE_GROUPS = List.of(0x1d, 0x17, 0x18);
    private static final List<Integer> ELEVEN_SIGNATURES =
            List.of(0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201);

    private static ClientHello hello(TlsVersion version, List<Integer> suites, Set<Extra> extras) {
        var hasExtensions = version != TlsVersion.SSL_3 && version != TlsVersion.SSL_2;
        return new ClientHello(
                version,
                suites,
                hasExtensions ? THREE_GROUPS : List.of(),
                ELEVEN_SIGNATURES,
                Optional.of(new DomainName("example.com")),
                List.of(),
                extras,
                Optional.empty());
    }

    private static String hex(ClientHello hello) {
        return HexFormat.of().formatHex(hello.encode(HexFormat.of().parseHex(RANDOM)));
    }

    @Test
    void tls12() {
        var suites = List.of(
                0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc009, 0xc013, 0xc00a, 0xc014, 0x9c, 0x9d, 0x2f, 0x35,
                0x0a);
        var extras = Set.of(Extra.EXTENDED_MASTER_SECRET, Extra.RENEGOTIATION_INFO);
        assertThat(hex(hello(TlsVersion.TLS_1_2, suites, extras)))
                .isEqualTo("1603010096010000920303" + RANDOM
                        + "00001ec02bc02fc02cc030cca9cca8c009c013c00ac014009c009d002f0035000a0100004b"
                        + SERVER_NAME + GROUPS + "000b00020100" + SIGNATURES + "00170000" + "ff01000100");
    }

    @Test
    void tls13_without_a_key() {
        assertThat(hex(hello(TlsVersion.TLS_1_3, List.of(0x1301, 0x1302, 0x1303), Set.of())))
                .isEqualTo("160301009c010000980303" + RANDOM + "20" + "00".repeat(32) + "00061301130213030100" + "0049"
                        + SERVER_NAME + GROUPS + SIGNATURES + "002b0003020304" + "003300020000");
    }

    @Test
    void ssl3_has_no_extensions() {
        var suites = List.of(0x39, 0x33, 0x35, 0x2f, 0x0a, 0x05, 0x04, 0xff);
        assertThat(hex(hello(TlsVersion.SSL_3, suites, Set.of())))
                .isEqualTo("160300003b010000370300" + RANDOM + "00001000390033" + "0035002f000a0005000400ff0100");
    }

    @Test
    void ssl2_has_a_form_of_its_own() {
        var hello = hex(hello(TlsVersion.SSL_2, List.of(), Set.of()));
        assertThat(hello).startsWith("802e010002001500000010").endsWith(RANDOM.substring(0, 32));
        assertThat(hello).hasSize(2 * 0x30);
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS_1_0", "TLS_1_1", "TLS_1_2", "TLS_1_3"})
    void no_hello_has_the_length_that_some_load_balancers_hang_on(TlsVersion version) {
        for (var count = 1; count <= Hellos.MAX_SUITES; count++) {
            var suites = Stream.iterate(1, code -> code + 1).limit(count).toList();
            var length = hello(version, suites, Set.of(Extra.values())).encode(new byte[32]).length - 5;
            assertThat(length).satisfiesAnyOf(size -> assertThat(size).isLessThan(256), size -> assertThat(size)
                    .isGreaterThanOrEqualTo(512));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SSL_3", "TLS_1_0", "TLS_1_1", "TLS_1_2", "TLS_1_3"})
    void no_list_of_suites_is_too_long_for_a_server(TlsVersion version) {
        assertThat(Hellos.lists(version))
                .allSatisfy(list -> assertThat(list).isNotEmpty().hasSizeLessThanOrEqualTo(Hellos.MAX_SUITES));
    }
}
