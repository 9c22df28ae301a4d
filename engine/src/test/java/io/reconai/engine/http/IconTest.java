package io.reconai.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where a page's icon is, and its number. The numbers were made by mmh3 over Python's encodebytes.
class IconTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<link rel='icon' href='/a.png'> | /a.png",
                "<link rel='SHORTCUT ICON' href='b.ico?v=1'> | /b.ico?v=1",
                "<link rel='icon' href='https://acme.test/c.svg'> | /c.svg",
                "<link rel='icon' href='https://acme.test:443/c.svg'> | /c.svg",
                "<link rel='icon' href='//cdn.example/d.png'> | /favicon.ico",
                "<link rel='icon' href='http://acme.test/e.png'> | /favicon.ico",
                "<link rel='icon' href='data:image/png;base64,AA'> | /favicon.ico",
                "<link rel='icon' href='javascript:icon()'> | /favicon.ico",
                "<link rel='icon' href='//cdn.example/d.png'><link rel='icon' href='/f.png'> | /f.png",
                "<link rel='mask-icon' href='/g.svg'> | /favicon.ico",
                "<link rel='icon' href='http://[bad/'> | /favicon.ico",
                "<p>No icon</p> | /favicon.ico",
            })
    void isWhereThePageSaysOnItsOwnOrigin(String html, String path) {
        var answer = new HttpAnswer(
                200, "http/1.1", List.of(new Header("Content-Type", "text/html")), html, 1, false, "", "");
        var page = new Exchange(
                "root",
                "GET",
                "https://acme.test/",
                "203.0.113.1",
                0,
                0,
                List.of(),
                ExchangeOutcome.ANSWERED,
                "",
                true,
                answer,
                Instant.EPOCH,
                1);
        assertThat(Icon.pathOf(page)).isEqualTo(path);
    }

    @Test
    void hasTheNumberBySearchEngines() {
        var octets = new byte[256];
        for (var i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        assertThat(Icon.hash(new byte[] {'a'})).contains(-316_242_180);
        assertThat(Icon.hash(octets)).contains(-757_223_386);
        assertThat(Icon.hash(new byte[0])).isEmpty();
        assertThat(Icon.hash(new byte[256 * 1024 + 1])).isEmpty();
    }
}
