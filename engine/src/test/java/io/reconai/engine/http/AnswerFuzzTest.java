package io.reconai.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.web.LoginForm;
import io.reconai.engine.web.SecurityTxt;
import io.reconai.engine.web.SetCookie;
import io.reconai.engine.web.SourceMap;
import java.time.Instant;
import java.util.List;

/// Heads, chunks, codings, titles, links, cookies and files, as any server may send them.
class AnswerFuzzTest {

    private static final int MOST_BYTES = 2 * 1024 * 1024;

    @FuzzTest(maxDuration = "30s")
    void isReadOrRefused(byte[] sent) {
        HttpConnection.answerIn(sent).ifPresent(answer -> {
            assertThat(answer.status()).isBetween(100, 999);
            assertThat(answer.bodyBytes()).isLessThanOrEqualTo(MOST_BYTES);
            assertThat(answer.headers()).hasSizeLessThanOrEqualTo(500);
            assertThat(answer.title()).matches(title -> title.chars().noneMatch(Character::isISOControl), "visible");
            var exchange = new Exchange(
                    "root",
                    "GET",
                    "https://www.acme.test/a/b?c=d",
                    "203.0.113.7",
                    0,
                    0,
                    List.of(),
                    ExchangeOutcome.ANSWERED,
                    "",
                    true,
                    answer,
                    Instant.EPOCH,
                    1);
            Redirect.of(exchange).ifPresent(target -> {
                assertThat(target.getHost()).isNotBlank();
                Origin.of(target);
            });
            assertThat(Icon.pathOf(exchange)).startsWith("/");
            assertThat(Scripts.pathsOf(exchange)).allMatch(path -> path.startsWith("/"));
            SetCookie.of(answer);
            LoginForm.in(exchange);
            SecurityTxt.in(answer);
            SourceMap.within(SourceMap.reference(answer, answer.body()));
            SourceMap.read(answer.body());
            SecretMask.masked(answer.body());
        });
    }
}
