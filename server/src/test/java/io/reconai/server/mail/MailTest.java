package io.reconai.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing that others typed gets out of its place in a mail.
class MailTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ana@acme.example\r\nBcc: all@acme.example",
                "ana@acme.example\nBcc:x",
                "ana@acme.example,bob@acme.example",
                "ana@acme.example;bob@acme.example",
                "<ana@acme.example>",
                "Ana <ana@acme.example>",
                "x<victim@acme.example>",
                "ana@acme.example ",
                "a na@acme.example",
                "@relay.example:ana@acme.example",
                "ana@[127.0.0.1]",
                "\"ana\"@acme.example",
                "ana@bob@acme.example",
                "ana(comment)@acme.example",
                "ana@acme.example\u0000",
                "ana@acme.example\u0085x",
                "ana\u202e@acme.example",
                "ana",
                "@acme.example",
                "",
            })
    void isForOneAddressAndNothingElse(String recipient) {
        assertThatThrownBy(() -> new Mail(recipient, "s", "t", "h")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ana@acme.example", "ana+tag@acme.example", "o'hara@acme.example", "ana@bücher.example"})
    void isForThoseThatThereAre(String recipient) {
        assertThat(new Mail(recipient, "s", "t", "h").recipient()).isEqualTo(recipient);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\r\nBcc: all@acme.example", "a\nb", "a\u2028b", "a\u0000b", "a\u0085b", "a\u202eb", "a\t\tb"})
    void hasASubjectOfOneLine(String subject) {
        assertThat(new Mail("ana@acme.example", subject, "t", "h").subject())
                .startsWith("a ")
                .matches("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");
        assertThat(new Mail("ana@acme.example", "x".repeat(5_000), "t", "h").subject())
                .hasSize(150);
    }

    @Test
    void escapesEveryValue() {
        var nasty = "<script>alert(1)</script> & \"quotes\" 'too'\r\n.\r\nQUIT";
        var mail = Letter.to("ana@acme.example", nasty)
                .paragraph(nasty)
                .link(nasty, URI.create("https://r.example.com/x?a=1&b=2"))
                .mail();
        assertThat(mail.html())
                .doesNotContain("<script")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot; &#39;too&#39;")
                .contains("href=\"https://r.example.com/x?a=1&amp;b=2\" rel=\"noopener noreferrer nofollow\"")
                .doesNotContain("<img", "src=", "url(");
        assertThat(mail.text()).contains("https://r.example.com/x?a=1&b=2").doesNotContain("\n.\n", "\r");
        assertThat(mail.toString()).doesNotContain("ana@acme.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "mailto:x@acme.example", "/relative"})
    void linksLeadToPagesOnly(String address) {
        assertThatThrownBy(() -> Letter.to("ana@acme.example", "s").link("x", URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
