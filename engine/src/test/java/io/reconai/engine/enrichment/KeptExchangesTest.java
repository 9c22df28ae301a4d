package io.reconai.engine.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A host that says much on every path fills neither memory nor a store.
class KeptExchangesTest {

    private static final int HOW_MANY = 200;

    private static Exchange exchange(String body, List<Header> headers) {
        var answer = new HttpAnswer(200, "http/1.1", headers, body, body.length(), false, "", "");
        return new Exchange(
                "root",
                "GET",
                "http://acme.test/",
                "203.0.113.7",
                0,
                0,
                List.of(),
                ExchangeOutcome.ANSWERED,
                "",
                false,
                answer,
                Instant.EPOCH,
                1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"plain text, a", "zeros, '\0'", "escapes, '\u001b'", "quotation marks, '\"'", "three octets, \u20ac"})
    void boundsTheWhole(String what, String character) throws Exception {
        var body = character.repeat(64 * 1024);
        var headers = Collections.nCopies(250, new Header("x-wide", "\"".repeat(1_000)));
        var kept = KeptExchanges.of(Collections.nCopies(HOW_MANY, exchange(body, headers)));
        assertThat(kept).hasSize(HOW_MANY);
        assertThat(Json.mapper().writeValueAsBytes(kept).length)
                .isLessThanOrEqualTo((int) KeptExchanges.MOST_BYTES + HOW_MANY * 4_096);
        assertThat(kept.getFirst().answered().orElseThrow().body()).isEqualTo(body);
        assertThat(kept.getLast().detail()).contains("not kept");
        assertThat(kept.getLast().answered().orElseThrow().headers())
                .isNotEmpty()
                .hasSizeLessThan(10);
    }

    @Test
    void leavesWhatIsOrdinaryAsItIs() {
        var exchanges = Collections.nCopies(HOW_MANY, exchange("hi", List.of(new Header("server", "nginx"))));
        assertThat(KeptExchanges.of(exchanges)).isEqualTo(exchanges);
    }
}
