package io.reconai.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.asset.DomainName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateNamesTest {

    private static final DomainName DOMAIN = new DomainName("a.test");

    private static CertificateNames parse(String json) throws IOException {
        return CertificateNames.parse(json.getBytes(StandardCharsets.UTF_8), DOMAIN, "ct.crtsh");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        several lines         | a.test\\nwww.a.test          | a.test www.a.test
        a wildcard is no host | *.dev.a.test                 | ''
        an e-mail address     | admin@a.test\\na.test        | a.test
        somebody else's       | b.test\\na.test              | a.test
        capitals              | WWW.A.TEST                   | www.a.test
        a look-alike          | nota.test                    | ''
        garbage               | <script>\\na.test            | a.test
        """)
    void names(String why, String nameValue, String expected) throws IOException {
        var found = parse("[{\"name_value\":\"" + nameValue + "\",\"serial_number\":\"03ab\"}]");
        assertThat(String.join(
                        " ",
                        found.exact().keySet().stream().map(DomainName::value).toList()))
                .isEqualTo(expected);
        assertThat(found.truncated()).isFalse();
    }

    @Test
    void names_of_others_are_related_and_not_ours() throws IOException {
        assertThat(parse("[{\"name_value\":\"b.test\\na.test\"}]").related()).containsExactly(new DomainName("b.test"));
    }

    @Test
    void an_array_cut_in_the_middle_counts_as_far_as_it_goes() throws IOException {
        var found = parse("[{\"name_value\":\"www.a.test\"},{\"name_val");
        assertThat(found.exact()).containsKey(new DomainName("www.a.test"));
        assertThat(found.truncated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html>", "{}", "", "nonsense"})
    void what_is_no_array_is_refused(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(IOException.class).hasMessageContaining("unexpected answer");
    }

    @Property
    void any_bytes_are_read_or_refused(@ForAll byte[] body) {
        try {
            assertThat(CertificateNames.parse(body, DOMAIN, "ct.crtsh").exact().keySet())
                    .allMatch(name -> name.isAtOrBelow(DOMAIN));
        } catch (IOException expected) {
            assertThat(expected).hasMessageContaining("unexpected answer");
        }
    }
}
