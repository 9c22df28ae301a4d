package io.reconai.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.SettingException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the operator sets about mail, and what happens when he mistypes it.
class MailSettingsTest {

    private static Map<String, String> variables(String text) {
        var variables = new HashMap<>(Map.of("RECONAI_PUBLIC_URL", "https://r.example.com"));
        for (var pair : text.split(" ")) {
            variables.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        }
        return variables;
    }

    @Test
    void withoutAServerThereIsNoMail() throws Exception {
        assertThat(MailSettings.from(Map.of()).way()).isEmpty();
        assertThat(MailSettings.from(Map.of("FROM_EMAIL", "r@acme.example")).way())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SMTP_HOST=mail.example FROM_EMAIL=r@acme.example | Smtp[host=mail.example, port=587, user=,"
                        + " password=none, sender=r@acme.example]",
                "SMTP_HOST=mail.example SMTP_PORT=465 SMTP_USER=r@acme.example SMTP_PASSWORD=p |"
                        + " Smtp[host=mail.example, port=465, user=r@acme.example, password=(secret),"
                        + " sender=r@acme.example]",
                "SENDGRID_API_KEY=k SENDGRID_FROM_EMAIL=r@acme.example | SendGrid[base=https://api.sendgrid.com,"
                        + " key=(secret), sender=r@acme.example]",
                "SENDGRID_API_KEY=k FROM_EMAIL=r@acme.example SENDGRID_API_BASE=http://127.0.0.1:1 |"
                        + " SendGrid[base=http://127.0.0.1:1, key=(secret), sender=r@acme.example]",
            })
    void readsBothWays(String text, String expected) throws Exception {
        assertThat(MailSettings.from(variables(text)).way().map(Object::toString))
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SMTP_HOST=mail.example | FROM_EMAIL",
                "SMTP_HOST=mail.example FROM_EMAIL=reconai | FROM_EMAIL",
                "SMTP_HOST=mail.example FROM_EMAIL=R<r@acme.example> | FROM_EMAIL",
                "SMTP_HOST=mail/example FROM_EMAIL=r@acme.example | SMTP_HOST",
                "SMTP_HOST=mail.example FROM_EMAIL=r@acme.example SMTP_PORT=0 | SMTP_PORT",
                "SMTP_HOST=mail.example FROM_EMAIL=r@acme.example SMTP_PORT=mail | SMTP_PORT",
                "SMTP_HOST=mail.example FROM_EMAIL=r@acme.example SMTP_USER=u | SMTP_PASSWORD",
                "SMTP_HOST=mail.example FROM_EMAIL=r@acme.example SMTP_PASSWORD=p | SMTP_USER",
                "SMTP_HOST=mail.example FROM_EMAIL=r@acme.example SENDGRID_API_KEY=k | SMTP_HOST",
                "SMTP_HOST=mail.example FROM_EMAIL=r@acme.example RECONAI_PUBLIC_URL= | RECONAI_PUBLIC_URL",
                "SENDGRID_API_KEY=k | FROM_EMAIL",
                "SENDGRID_API_KEY=k SENDGRID_FROM_EMAIL=x | SENDGRID_FROM_EMAIL",
                "SENDGRID_API_KEY=k FROM_EMAIL=r@acme.example SENDGRID_API_BASE=api.sendgrid.com | SENDGRID_API_BASE",
                "SENDGRID_API_KEY=kä FROM_EMAIL=r@acme.example | SENDGRID_API_KEY",
            })
    void aValueThatCannotBeUsedIsNamed(String text, String name) {
        assertThatThrownBy(() -> MailSettings.from(variables(text)))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(name + ":");
    }
}
