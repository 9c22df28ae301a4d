package io.reconai.engine.detectors.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.BodyNotes;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.SourceMapFacts;
import io.reconai.engine.detectors.Probe;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which maps are asked for, and which of them tell something.
class SourceMapDetectorTest {

    private static final SourceMapFacts OWN = new SourceMapFacts(3, List.of("src/shop.ts"), true);
    private static final SourceMapFacts NAMES = new SourceMapFacts(3, List.of("src/shop.ts"), false);
    private static final SourceMapFacts OF_OTHERS = new SourceMapFacts(3, List.of(), false);

    private static HttpAnswer script(String text, String reference) {
        return Answers.answer(200, "text/javascript", text).noting(new BodyNotes(List.of(), reference, null));
    }

    private static HttpAnswer inline(String text, SourceMapFacts map) {
        return Answers.answer(200, "text/javascript", text).noting(new BodyNotes(List.of(), "data:", map));
    }

    private static HttpAnswer map(SourceMapFacts map) {
        return Answers.answer(200, "application/json", "{\"version\":3").noting(new BodyNotes(List.of(), "", map));
    }

    private static List<String> found(Answers answers) {
        return new SourceMapDetector()
                .detect(answers.evidence()).stream()
                        .map(finding -> finding.severity() + " " + finding.location())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "/js/app.js, app.js.map, /js/app.js.map",
        "/js/app.js, /maps/app.js.map?v=2, /maps/app.js.map?v=2",
        "/js/app.js, https://www.acme.test/m.map, /m.map",
        "/js/app.js, https://maps.acme.test/m.map,",
        "/js/app.js, data:,",
        "/js/app.js, ht tp:,",
        "/js/app.js, %RANDOM%,",
        "/vendor/app.js, app.js.map,",
        "/js/jquery-3.7.1.min.js, jquery.min.map,",
    })
    void asksForMapsOfTheSitesOwnScripts(String path, String reference, String wanted) {
        var seen =
                Answers.unknown().at("script", path, script("var a", reference)).exchanges();
        assertThat(new SourceMapDetector().furtherProbes(Answers.HOST, seen))
                .extracting(Probe::path)
                .isEqualTo(wanted == null ? List.of() : List.of(wanted));
    }

    @Test
    void asksForNoMapOfALibrary() {
        var banner = "/*! Tiny v1.2.3 | MIT */ var t";
        var bundle = "/*! For license information please see app.1.2.js.LICENSE.txt */ var t";
        assertThat(new SourceMapDetector()
                        .furtherProbes(
                                Answers.HOST,
                                Answers.unknown()
                                        .at("script", "/a.js", script(banner, "a.map"))
                                        .at("script", "/b.js", script(bundle, "b.map"))
                                        .exchanges()))
                .extracting(Probe::path)
                .containsExactly("/b.map");
    }

    @Test
    void judgesByWhatTheMapTells() {
        assertThat(found(Answers.clean().at("source-map", "/a.map", map(OWN))))
                .containsExactly("LOW https://www.acme.test");
        assertThat(found(Answers.clean().at("source-map", "/a.map", map(NAMES))))
                .containsExactly("INFO https://www.acme.test");
        assertThat(found(Answers.clean().at("source-map", "/a.map", map(OF_OTHERS))))
                .containsExactly("INFO https://www.acme.test");
        assertThat(found(Answers.clean().at("script", "/a.js", inline("var a", OWN))))
                .containsExactly("LOW https://www.acme.test");
    }

    @Test
    void isNotFooled() {
        var page = Answers.answer(200, "text/html", "<html><body>Not found</body></html>");
        assertThat(found(Answers.clean().at("source-map", "/a.map", page)))
                .as("a page")
                .isEmpty();
        assertThat(found(Answers.clean().at("script", "/a.js", inline("/*! Tiny v1.2.3 */", OWN))))
                .as("a public library")
                .isEmpty();
        assertThat(found(Answers.clean().at("script", "/a.js", inline("var a", OF_OTHERS))))
                .as("packages of others")
                .isEmpty();
    }
}
