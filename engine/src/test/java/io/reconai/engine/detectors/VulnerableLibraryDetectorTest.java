package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.technologies.VulnerableLibraries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VulnerableLibraryDetectorTest {

    private static final String ORIGIN = "https://acme.test/";

    private final VulnerableLibraryDetector detector = new VulnerableLibraryDetector(VulnerableLibraries.shipped());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<script src=/js/jquery-1.12.4.min.js></script> | jquery",
                "<script src=https://cdn.example/jquery/2.1.0/jquery.js></script> | jquery",
                "<script>/*! jQuery v1.8.3 jquery.com */</script> | jquery",
                "<script src=/js/bootstrap-3.3.7.min.js></script> | bootstrap",
            })
    void findsVersionsWithPublishedWeaknesses(String html, String library) {
        var found = detector.detect(Samples.apex().page(ORIGIN, 200, html).evidence());
        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.checkId()).isEqualTo("tech.vulnerable-js");
            assertThat(finding.location()).isEqualTo(library);
            assertThat(finding.severity()).isLessThanOrEqualTo(Severity.MEDIUM);
            assertThat(finding.confidence()).isEqualTo(Confidence.FIRM);
            assertThat(finding.references()).anyMatch(reference -> reference.startsWith("CVE-"));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<script src=/js/jquery-3.7.1.min.js></script>",
                "<script src=/js/jquery.min.js></script>",
                "<p>We still run jquery-1.8.3.min.js, says the script.</p>",
                "<a href=/downloads/jquery-1.8.3.min.js>download</a>",
                "<!-- <script src=/js/jquery-1.8.3.min.js></script> -->",
            })
    void isSilentOtherwise(String html) {
        assertThat(detector.detect(Samples.apex().page(ORIGIN, 200, html).evidence()))
                .isEmpty();
    }

    @Test
    void readsTheScriptsThatWereFetched() {
        var sample = Samples.apex()
                .page(ORIGIN, 200, "<script src=/app.js></script>")
                .script(ORIGIN + "app.js", "/*! jQuery v1.12.4 | (c) jQuery Foundation | jquery.org/license */");
        assertThat(detector.detect(sample.evidence())).singleElement().satisfies(finding -> assertThat(
                        finding.evidence().getFirst().pointer())
                .isEqualTo("/exchanges/1/answer/body"));
    }

    @Test
    void twoVersionsOfALibraryAreOneFindingWithTwoProofs() {
        var html = "<script src=/js/jquery-1.8.3.js></script><script src=/js/jquery-1.12.4.js></script>";
        assertThat(detector.detect(Samples.apex().page(ORIGIN, 200, html).evidence()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence()).hasSize(2));
    }

    @Test
    void saysNothingOfAHostThatWasNotSeen() {
        assertThat(detector.detect(Samples.apex().evidence())).isEmpty();
    }
}
