package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaaIdentifiersTest {

    private static final CaaIdentifiers SHIPPED = CaaIdentifiers.shipped();

    /// Issuers as certificates write them, and one of their domains, or none.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=E7,O=Let's Encrypt,C=US | letsencrypt.org",
                "CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1,O=DigiCert Inc,C=US | digicert.com",
                "CN=Amazon RSA 2048 M02,O=Amazon,C=US | amazontrust.com",
                "CN=Starfield Secure Certificate Authority - G2,OU=x,O=Starfield Technologies\\, Inc.,C=US | godaddy.com",
                "2.5.4.3=E7,O=Let's Encrypt | letsencrypt.org",
            })
    void known(String issuer, String domain) {
        assertThat(SHIPPED.of(issuer)).contains(domain);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"CN=Let's Encrypt", "O=Somebody", "O=let's encrypt", "''", "O=", "=,=", "CN=cut sho\\"})
    void unknown(String issuer) {
        assertThat(SHIPPED.of(issuer)).isEmpty();
    }
}
