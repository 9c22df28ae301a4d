package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteClassTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
    TLS_RSA_WITH_NULL_SHA256                      | null static_rsa
    TLS_DH_anon_WITH_AES_128_CBC_SHA              | anon
    TLS_RSA_EXPORT_WITH_DES40_CBC_SHA             | export des static_rsa
    TLS_ECDHE_RSA_WITH_RC4_128_SHA                | rc4 forward_secret
    TLS_RSA_WITH_DES_CBC_SHA                      | des static_rsa
    TLS_RSA_WITH_3DES_EDE_CBC_SHA                 | 3des static_rsa
    TLS_RSA_WITH_SEED_CBC_SHA                     | other static_rsa
    TLS_DHE_RSA_WITH_ARIA_256_GCM_SHA384          | other aead forward_secret
    TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256          | aead static_dh
    TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256   | aead forward_secret
    TLS_AES_128_GCM_SHA256                        | aead forward_secret
    TLS_SHA256_SHA256                             | null forward_secret
    TLS_RSA_WITH_AES_128_CBC_SHA                  | static_rsa
    """)
    void the_name_says_it(String name, String words) {
        assertThat(SuiteClass.of(name).stream().map(SuiteClass::word))
                .containsExactlyInAnyOrderElementsOf(List.of(words.split(" ")));
    }

    @Test
    void signalling_values_and_shared_secrets_are_not_offered() {
        assertThat(Registry.suites())
                .extracting(CipherSuite::name)
                .noneMatch(
                        name -> name.contains("SCSV") || name.contains("PSK") || name.equals("TLS_NULL_WITH_NULL_NULL"))
                .contains("TLS_AES_128_GCM_SHA256", "TLS_RSA_EXPORT_WITH_RC4_40_MD5");
    }

    /// The shipped table against what the JDK knows by itself, which has many of the old ones too.
    @Test
    void the_jdks_names_are_in_the_table() throws Exception {
        var known = javax.net.ssl.SSLContext.getDefault()
                .getSupportedSSLParameters()
                .getCipherSuites();
        assertThat(Arrays.stream(known).filter(name -> name.startsWith("TLS_") && !name.endsWith("SCSV")))
                .allSatisfy(name -> assertThat(Registry.suites())
                        .extracting(CipherSuite::name)
                        .contains(name));
    }

    @Test
    void unknown_numbers_keep_their_number() {
        assertThat(Registry.suiteName(0x0a0a)).isEqualTo("0x0a0a");
        assertThat(Registry.groupName(0x6399)).isEqualTo("0x6399");
        assertThat(Registry.groupName(0x11ec)).isEqualTo("X25519MLKEM768");
    }
}
