package io.reconai.engine.technologies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The data of known weak script libraries: read whole, compared rightly, found in pages.
class VulnerableLibrariesTest {

    private static final VulnerableLibraries SHIPPED = VulnerableLibraries.shipped();

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        jquery    | 1.12.4  | CVE-2020-11022 | true
        jquery    | 3.4.1   | CVE-2020-11022 | true
        jquery    | 3.5.0   | CVE-2020-11022 | false
        jquery    | 3.7.1   | CVE-2020-11023 | false
        bootstrap | 3.4.0   | CVE-2019-8331  | true
        bootstrap | 3.4.1   | CVE-2019-8331  | false
        lodash    | 4.17.20 | CVE-2021-23337 | true
        lodash    | 4.17.21 | CVE-2021-23337 | false
        nothing   | 1.0     | CVE-2021-23337 | false
        """)
    void knowsWhichVersionsAreWeak(String library, String version, String id, boolean isWeak) {
        var ids = SHIPPED.advisories(library, version).stream().flatMap(advisory -> advisory.ids().stream());
        assertThat(ids.anyMatch(id::equals)).isEqualTo(isWeak);
    }

    @Test
    void anAdvisorySaysWhatItIs() {
        var advisory = SHIPPED.advisories("lodash", "4.17.20").stream()
                .filter(known -> known.ids().contains("CVE-2021-23337"))
                .findFirst()
                .orElseThrow();
        assertThat(advisory.ids()).anyMatch(id -> id.startsWith("GHSA-"));
        assertThat(advisory.severity()).isEqualTo(Severity.HIGH);
        assertThat(advisory.below()).isEqualTo("4.17.21");
        assertThat(advisory.summary()).isNotBlank();
        assertThat(advisory.references()).isNotEmpty();
        assertThat(advisory.endOfLife()).isFalse();
        assertThat(SHIPPED.advisories("jquery", "2.2.4")).anyMatch(Advisory::endOfLife);
    }

    @Test
    void theDataIsReadWholeButForItsExamples() {
        assertThat(SHIPPED.names())
                .hasSize(62)
                .contains("jquery", "angularjs", "DOMPurify")
                .doesNotContain("retire-example");
        // 62 libraries have 273 patterns; what needs more than linear time or has no literal is left out.
        var index = SHIPPED.extractors();
        assertThat(index.uris().size() + index.contents().size() + index.skipped())
                .isEqualTo(273);
        var unusable = Stream.concat(index.uris().stream(), index.contents().stream())
                .filter(extractor -> extractor.usable().isEmpty())
                .count();
        assertThat(index.skipped() + unusable).isEqualTo(23);
    }

    @Test
    void theDataIsWhatItsPageSays() throws IOException, NoSuchAlgorithmException {
        var sum = MessageDigest.getInstance("SHA-256").digest(resource("retire-js.json"));
        assertThat(new String(resource("retire-js.md"), StandardCharsets.UTF_8))
                .contains(HexFormat.of().formatHex(sum))
                .contains("Apache-2.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
        <script src="/js/jquery-1.12.4.min.js"></script> ; jquery 1.12.4
        <script src="https://cdnjs.cloudflare.com/ajax/libs/jquery/3.4.1/jquery.min.js"></script> ; jquery 3.4.1
        <script src="/a/1.8.2/angular.min.js?x=1"></script> ; angularjs 1.8.2
        <script>/*! jQuery v2.2.4 (c) jQuery Foundation */</script> ; jquery 2.2.4
        <script>/*!¶ * Bootstrap v3.3.7 (http://getbootstrap.com) */</script> ; bootstrap 3.3.7
        <script>/*! @license DOMPurify 2.3.0 (c) Cure53 */</script> ; DOMPurify 2.3.0
        <script src="/js/moment-2.10.6.js"></script> ; moment.js 2.10.6
        <p>jquery-1.12.4.min.js</p> ;
        <script src="/js/notjquery-1.12.4.min.js"></script> ;
        """)
    void findsLibrariesInPages(String html, String expected) {
        var found = SHIPPED.in(Seen.page(html.replace("¶", "\n")).evidence()).stream()
                .map(use -> use.library() + " " + use.version());
        assertThat(found).containsExactlyElementsOf(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void unknownFieldsAreNotMinded() throws JsonProcessingException {
        var read = RetireData.read(Json.mapper().readTree("""
                {"lib": {"new_field": [1], "vulnerabilities": [{"below": "2.0", "severity": "high", "later": {}}],
                 "extractors": {"uri": ["/lib/(§§version§§)/lib.js"], "telepathy": ["x"]}}}
                """));
        assertThat(read.advisories("lib", "1.9")).hasSize(1);
        assertThat(read.advisories("lib", "2.0")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1.9.0b1, 1.9.0, -1",
        "3.0.0-rc.1, 3.0.0, -1",
        "3.0.0-beta1, 3.0.0-rc1, -1",
        "3.0.0-rc.1, 3.0.0-rc.2, -1",
        "1.10, 1.9, 1",
        "1.0, 1.0.0, 0",
        "2, 1.999.999, 1",
        "1.12.4, 1.12.4, 0",
        "99999999999999999999.1, 2, 1",
    })
    void ordersVersions(String one, String other, int order) {
        assertThat(Integer.signum(VersionOrder.INSTANCE.compare(one, other))).isEqualTo(order);
        assertThat(Integer.signum(VersionOrder.INSTANCE.compare(other, one))).isEqualTo(-order);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = VulnerableLibraries.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
