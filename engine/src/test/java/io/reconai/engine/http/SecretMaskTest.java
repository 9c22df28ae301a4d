package io.reconai.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is masked, and what has to stay readable.
class SecretMaskTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a setting              | `DB_PASSWORD=hunter2`                        | `DB_PASSWORD=*******`",
                "a long one             | `APP_KEY=abcdefghijklmnopqrst`               | `APP_KEY=abcd**************st`",
                "a placeholder stays    | `DB_PASSWORD=changeme`                       | `DB_PASSWORD=changeme`",
                "a reference stays      | `//r.example/:_authToken=${NPM_TOKEN}`       | `//r.example/:_authToken=${NPM_TOKEN}`",
                "other settings stay    | `APP_ENV=production`                         | `APP_ENV=production`",
                "PHP                    | `define('DB_PASSWORD', 'hunter2');`          | `define('DB_PASSWORD', '*******');`",
                "PHP variable           | `$password = \"hunter2\";`                   | `$password = \"*******\";`",
                "PHP array              | `'password' => 'hunter2',`                   | `'password' => '*******',`",
                "JSON                   | `{\"password\": \"hunter2\"}`                | `{\"password\": \"*******\"}`",
                "JSON with a quote      | `{\"password\": \"a\\\"b\"}`                 | `{\"password\": \"****\"}`",
                "a connection string    | `\"Server=db;Password=hunter2;\"`            | `\"Server=db;Password=*******;\"`",
                "YAML                   | `MYSQL_ROOT_PASSWORD: hunter2`               | `MYSQL_ROOT_PASSWORD: *******`",
                "a URL                  | `mysql://anna:hunter2@db/x`                  | `mysql://anna:*******@db/x`",
                "a cloud's key          | `id AKIAABCDEFGHIJKLMNOP`                    | `id AKIAABCD**********OP`",
                "a token                | `x ghp_abcdefghijklmnopqrst`                 | `x ghp_abcd**************st`",
                "htpasswd               | `anna:$apr1$abcdefgh`                        | `anna:$apr1$********`",
                "htpasswd, old          | `carl:abcdefghijklm`                         | `carl:ab***********`",
                "netrc                  | `machine a login b password hunter2`         | `machine a login b password *******`",
                "phpinfo                | `<td class=\"e\">DB_PASSWORD </td><td class=\"v\">hunter2</td>` | `<td class=\"e\">DB_PASSWORD </td><td class=\"v\">*******</td>`",
                "a ref stays            | `ref: refs/heads/main`                       | `ref: refs/heads/main`",
            })
    void masks(String why, String text, String expected) {
        assertThat(SecretMask.masked(text)).as(why).isEqualTo(expected);
    }

    @Test
    void aKeyKeepsItsFormOnly() {
        assertThat(
                        SecretMask.masked(
                                "-----BEGIN RSA PRIVATE KEY-----\nDEK-Info: AES-128-CBC,00\n\nMIIEpQ+/\nabc=\n-----END RSA PRIVATE KEY-----\n"))
                .isEqualTo(
                        "-----BEGIN RSA PRIVATE KEY-----\nDEK-Info: AES-128-CBC,00\n\nMIIE****\n****\n-----END RSA PRIVATE KEY-----\n");
        assertThat(SecretMask.masked("-----BEGIN PRIVATE KEY-----\nMIIEabcd"))
                .as("cut off")
                .isEqualTo("-----BEGIN PRIVATE KEY-----\nMIIE****");
    }

    @Test
    void nobodysRowsStay() {
        assertThat(SecretMask.masked("INSERT INTO `u` VALUES (1,'anna'),(2,'bert');\n"))
                .isEqualTo("INSERT INTO `u` VALUES (…)\n");
        assertThat(SecretMask.masked("INSERT INTO u (a) VALUES\n(1,'anna'),\n(2,'bert');\n"))
                .doesNotContain("anna", "bert");
        assertThat(SecretMask.masked("COPY public.u (a) FROM stdin;\n1\tanna\n2\tbert\n\\.\n"))
                .doesNotContain("anna", "bert")
                .contains("COPY public.u");
    }

    @Property
    void maskingTwiceIsMaskingOnce(@ForAll String text) {
        var once = SecretMask.masked(text);
        assertThat(SecretMask.masked(once)).isEqualTo(once);
    }
}
