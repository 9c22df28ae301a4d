package io.reconai.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "<script src='/a.js'></script> | /a.js",
                "<SCRIPT SRC='b.js?v=1#x'></SCRIPT> | /shop/b.js?v=1",
                "<base href='/static/'><script src='c.js'></script> | /static/c.js",
                "<script src='https://acme.test:443/d.js'></script> | /d.js",
                "<script src='/a.js'></script><script src='/a.js'></script><script src='/e.js'></script> | /a.js /e.js",
                "<script src='//cdn.example/f.js'></script> | ^^",
                "<script src='http://acme.test/g.js'></script> | ^^",
                "<script src='https://acme.test:8443/h.js'></script> | ^^",
                "<script src='data:text/javascript,1'></script><script src='http://[bad/'></script> | ^^",
                "<script>inline()</script> | ^^",
                "<p>No script</p> | ^^",
            })
    void areThoseOfThePagesOwnOrigin(String html, String paths) {
        assertThat(String.join(" ", Scripts.pathsOf(page(html)))).isEqualTo(paths);
    }

    @Test
    void areFew() {
        var many = IntStream.range(0, 100)
                .mapToObj(i -> "<script src='/" + i + ".js'></script>")
                .collect(Collectors.joining());
        assertThat(Scripts.pathsOf(page(many))).hasSize(8).startsWith("/0.js");
        assertThat(Scripts.pathsOf(page("<script src='/" + "a".repeat(2_000) + "'></script>")))
                .isEmpty();
    }

    private static Exchange page(String html) {
        var answer = new HttpAnswer(
                200, "http/1.1", List.of(new Header("Content-Type", "text/html")), html, 1, false, "", "");
        return new Exchange(
                "root",
                "GET",
                "https://acme.test/shop/",
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
    }
}
