package io.reconai.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.SourceMapFacts;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source maps as bundlers write them, and JSON that is none.
class SourceMapTest {

    private static HttpAnswer answer(Header... headers) {
        return new HttpAnswer(200, "http/1.1", List.of(headers), "", 0, false, "00", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`//# sourceMappingURL=app.js.map\\n`            | app.js.map",
                "`//@ sourceMappingURL=app.js.map`               | app.js.map",
                "`/*# sourceMappingURL=app.css.map */`           | app.css.map",
                "`s = 'sourceMappingURL=' + x`                   | ``",
                "`//# sourceMappingURL=a.map\\n//# sourceMappingURL=b.map` | b.map",
                "`//# sourceMappingURL=data:application/json,{}` | data:application/json,{}",
                "`var a`                                         | ``",
            })
    void readsTheReference(String script, String reference) {
        assertThat(SourceMap.reference(answer(), script.replace("\\n", "\n"))).isEqualTo(reference);
    }

    @Test
    void theFieldGoesFirstAndTextsInTheMiddleCountForNothing() {
        assertThat(SourceMap.reference(answer(new Header("SourceMap", "/m.map")), "//# sourceMappingURL=a.map"))
                .isEqualTo("/m.map");
        assertThat(SourceMap.reference(answer(), "//# sourceMappingURL=a.map\n" + "a;\n".repeat(4_000)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "with sources   | `{\"version\":3,\"sources\":[\"src/a.ts\"],\"sourcesContent\":[\"x\"],\"mappings\":\"AAAA\"}` | 1 | 1 | true",
                "names alone    | `{\"version\":3,\"mappings\":\"AAAA\",\"sources\":[\"src/a.ts\"]}` | 1 | 1 | false",
                "no text of it  | `{\"version\":3,\"mappings\":\"\",\"sources\":[\"src/a.ts\"],\"sourcesContent\":[null]}` | 1 | 1 | false",
                "packages only  | `{\"version\":3,\"sources\":[\"../node_modules/a/i.js\",\"webpack://x/webpack/bootstrap\"],\"sourcesContent\":[\"x\",\"y\"],\"mappings\":\"A\"}` | 2 | 0 | false",
                "text before    | `{\"sourcesContent\":[\"x\"],\"mappings\":\"A\",\"sources\":[\"a.ts\"],\"version\":3}` | 1 | 1 | true",
                "guarded        | `)]}'\\n{\"version\":3,\"sources\":[\"a.ts\"],\"mappings\":\"A\"}` | 1 | 1 | false",
                "cut short      | `{\"version\":3,\"file\":\"a.js\",\"mappings\":\"AAAA;BBBB` | 0 | 0 | false",
            })
    void readsMaps(String why, String json, int sources, int own, boolean hasOwnContent) {
        var map = SourceMap.read(json.replace("\\n", "\n")).orElseThrow();
        assertThat(map.sources()).as(why).isEqualTo(sources);
        assertThat(map.own()).hasSize(own);
        assertThat(map.hasOwnContent()).isEqualTo(hasOwnContent);
        var reference = "data:application/json;base64,"
                + Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        assertThat(SourceMap.within(reference).map(SourceMapFacts::sources).orElse(-1))
                .isEqualTo(json.startsWith(")") ? -1 : sources);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "another version | `{\"version\":2,\"sources\":[\"a\"],\"mappings\":\"A\"}`",
                "a word          | `{\"version\":\"3\",\"sources\":[\"a\"],\"mappings\":\"A\"}`",
                "no sources      | `{\"version\":3,\"sources\":[],\"mappings\":\"A\"}`",
                "other mappings  | `{\"version\":3,\"sources\":[\"a\"],\"mappings\":{\"a\":1}}`",
                "deeper down     | `{\"map\":{\"version\":3,\"sources\":[\"a\"],\"mappings\":\"A\"}}`",
                "a page          | `<html>\"version\":3,\"sources\":[],\"mappings\":</html>`",
                "nothing         | ``",
            })
    void isNotFooled(String why, String json) {
        assertThat(SourceMap.read(json)).as(why).isEmpty();
    }

    @Property
    void readsAnything(@ForAll String text) {
        SourceMap.read("{\"version\":3,\"mappings\":" + text);
        SourceMap.read(text);
        assertThat(SourceMap.reference(answer(), "//# sourceMappingURL=" + text))
                .doesNotContain("\n");
        SourceMap.within("data:application/json;base64," + text);
    }
}
