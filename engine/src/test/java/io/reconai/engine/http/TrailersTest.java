package io.reconai.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Fields after a body in chunks (RFC 9112 §7.1.2).
class TrailersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "5;a=b>hello>0>Server-Timing: db;dur=53>X: 1>> | Server-Timing=db;dur=53 X=1 | hello",
                "5>hello>0>> | ^^ | hello",
                "5>hello>0>no field>> | ^^ | hello",
                "5>hello>0>X: 1> | ^^ | hello",
                "5>hello>5 | ^^ | hello",
            })
    void areKeptWhereTheBodyWasReadToItsEnd(String chunks, String trailers, String body) {
        var answer = answer("", chunks);
        assertThat(answer.trailers().stream()
                        .map(field -> field.name() + "=" + field.value())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(trailers);
        assertThat(answer.body()).isEqualTo(body);
    }

    @Test
    void areNoHeaders() {
        var answer = answer("Set-Cookie: a=1>", "5>hello>0>Set-Cookie: b=2>>");
        assertThat(answer.header("set-cookie")).containsExactly("a=1");
        assertThat(answer.trailers()).containsExactly(new Header("Set-Cookie", "b=2"));
    }

    @Test
    void areBoundedAsHeadersAre() {
        var answer = answer("", "5>hello>0>" + "X: 1>".repeat(600) + ">");
        assertThat(answer.trailers()).isEmpty();
        assertThat(answer.truncated()).isTrue();
    }

    private static HttpAnswer answer(String headers, String chunks) {
        var text = "HTTP/1.1 200 OK>Content-Type: text/plain>Transfer-Encoding: chunked>" + headers + ">" + chunks;
        return HttpConnection.answerIn(text.replace(">", "\r\n").getBytes(StandardCharsets.US_ASCII))
                .orElseThrow();
    }
}
