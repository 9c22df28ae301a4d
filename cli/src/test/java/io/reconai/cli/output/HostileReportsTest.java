package io.reconai.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersionDetector;
import io.reconai.engine.Asset;
import io.reconai.engine.ScanCounts;
import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanReport;
import io.reconai.engine.ScanWarning;
import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.risk.RiskScore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/// What strangers chose (names, titles, excerpts, locations) is text in every format: escaped, bounded, harmless.
class HostileReportsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DomainName DOMAIN = new DomainName("acme.test");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /// No format may let one finding fill a disk.
    private static final int MOST_BYTES = 100_000;

    private static Stream<String> hostile() {
        return Stream.of(
                "<script>alert(1)</script><img src=x onerror=alert(1)><!--",
                "\"><svg onload=alert(1)>' onmouseover='x",
                "</style></title></textarea><iframe src=//evil.test>",
                "=cmd|' /C calc'!A0",
                "+1,\"two\"\r\n-3;@SUM(A1)",
                "\tx",
                "\uff1d1+1",
                "a | b |\n# heading\n[x](javascript:alert(1)) ![i](https://evil.test/i.png) `code` www.evil.test @all",
                "``` \n\n<details open><b>",
                "\u202egnp.exe\u0000\u001b[31mred\u009b0m\u2066",
                "lone \ud800 surrogate \udfff",
                "\u4f60\u597d \u05e9\u05dc\u05d5\u05dd \ud83d\ude00",
                "https://evil.test/%zz {}<>\"|^`",
                "x".repeat(100_000),
                "");
    }

    private static Asset asset(String foreign) {
        var host = new Host(foreign.isEmpty() ? "www.acme.test" : foreign, AssetType.SUBDOMAIN, DOMAIN);
        var finding = new Finding(
                "fnd_0123456789abcdefghijklmnop",
                "test.hostile",
                "test_detector",
                "Test " + foreign,
                Severity.HIGH,
                Confidence.CERTAIN,
                host.value(),
                foreign.isEmpty() ? "-" : foreign,
                "MARKER " + foreign,
                "About " + foreign,
                "Mend " + foreign,
                List.of("CWE-79", foreign),
                List.of(new Proof("/exchanges/0", foreign)),
                false);
        var risk = new RiskScore(
                77, RiskLevel.HIGH, 77, 0, List.of(), null, 1, 1, RiskScore.Basis.MODEL, false, "m", List.of());
        return new Asset(
                Evidence.empty("scan", ScanMode.ACTIVE, host, NOW), List.of(), List.of(), List.of(finding), risk);
    }

    private static ScanReport report(String foreign) {
        return new ScanReport(
                "scan",
                DOMAIN,
                ScanMode.ACTIVE,
                NOW,
                NOW,
                ScanReport.End.COMPLETED,
                new ScanCounts(1, 1, 1, 1, 1),
                List.of(),
                List.of(),
                List.of(),
                0,
                0,
                List.of(),
                List.of(),
                List.of(new ScanWarning(ScanWarning.Code.PARTIAL_EVIDENCE, foreign, foreign)));
    }

    private static byte[] written(Format format, List<Asset> assets, List<ScanReport> reports) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = format.writer(out, Colours.OFF)) {
            for (var asset : assets) {
                writer.accept(asset);
            }
            writer.finish(reports);
        }
        return out.toByteArray();
    }

    private static String text(Format format, String foreign) throws IOException {
        var bytes = written(format, List.of(asset(foreign)), List.of(report(foreign)));
        assertThat(bytes.length).isLessThan(MOST_BYTES);
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static void assertNoHiddenCharacters(String text) {
        assertThat(text.chars().filter(c -> c != '\n' && c != '\r'))
                .noneMatch(c -> Character.isISOControl(c) || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void htmlHasNoElementOrAttributeOfAStranger(String foreign) throws IOException {
        var html = text(Format.HTML, foreign);
        assertNoHiddenCharacters(html);
        var page = Jsoup.parse(html);
        assertThat(page.select("script, img, iframe, a, link, form, object, embed, base, textarea"))
                .isEmpty();
        assertThat(page.select("svg")).hasSize(3);
        assertThat(page.getAllElements().stream().flatMap(element -> element.attributes().asList().stream()))
                .noneMatch(attribute -> attribute.getKey().startsWith("on")
                        || attribute.getKey().equals("src")
                        || attribute.getKey().equals("href"));
        assertThat(page.select("summary").text()).contains("MARKER");
        assertThat(page.select("meta[http-equiv]").attr("content")).startsWith("default-src 'none'");
        assertThat(html).doesNotContain("url(", "@import");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void csvIsReadBackAndHoldsNoFormula(String foreign) throws IOException {
        var csv = text(Format.CSV, foreign);
        assertNoHiddenCharacters(csv);
        var rows = rows(csv);
        assertThat(rows).hasSize(2).allSatisfy(row -> assertThat(row).hasSize(13));
        assertThat(rows.getLast())
                .noneMatch(cell -> !cell.isEmpty() && "=+-@\uff1d\uff0b\uff0d\uff20".indexOf(cell.charAt(0)) >= 0);
        assertThat(rows.getLast().getFirst()).isEqualTo("fnd_0123456789abcdefghijklmnop");
    }

    /// RFC 4180, nothing more.
    private static List<List<String>> rows(String csv) {
        var rows = new ArrayList<List<String>>();
        var row = new ArrayList<String>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < csv.length(); i++) {
            var c = csv.charAt(i);
            if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                cell.append(csv.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(List.copyOf(row));
                    row.clear();
                }
            } else if (quoted || c != '\r') {
                cell.append(c);
            }
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void sarifKeepsToItsSchema(String foreign) throws IOException {
        var document = JSON.readTree(text(Format.SARIF, foreign));
        assertThat(problems(document)).isEmpty();
        var result = document.at("/runs/0/results/0");
        assertThat(result.at("/partialFingerprints/reconaiFinding~1v1").asText())
                .isEqualTo("fnd_0123456789abcdefghijklmnop");
        var rule = document.at("/runs/0/tool/driver/rules/0");
        assertThat(rule.path("id")).isEqualTo(result.path("ruleId"));
        assertThat(rule.at("/properties/security-severity").asText()).isEqualTo("8.0");
        assertThat(rule.at("/help/text").asText()).startsWith("Mend");
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .matches("(https?:)?//[!-~]*");
    }

    @Test
    void theSchemaWouldSayWhatIsWrong() throws IOException {
        var document = JSON.readTree(text(Format.SARIF, "x").replace("\"text\"", "\"txt\""));
        assertThat(problems(document)).isNotEmpty();
    }

    private static List<String> problems(JsonNode document) throws IOException {
        try (var source = HostileReportsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            var schema = JSON.readTree(Objects.requireNonNull(source));
            return JsonSchemaFactory.getInstance(SpecVersionDetector.detect(schema))
                    .getSchema(schema)
                    .validate(document)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void markdownHasNoMarkupOfAStranger(String foreign) throws IOException {
        var markdown = text(Format.MARKDOWN, foreign);
        assertNoHiddenCharacters(markdown);
        var withoutCode = markdown.replace("\\`", "").replaceAll("`[^`\n]*`", "CODE");
        assertThat(withoutCode).doesNotContain("`").doesNotContainPattern("(?<!\\\\)[<\\[!@]");
        assertThat(withoutCode).doesNotContain("www.", "https:");
        var places = markdown.lines()
                .dropWhile(line -> !line.startsWith("| severity | host"))
                .toList();
        assertThat(places.get(2).replace("\\\\", "").replace("\\|", "").chars().filter(c -> c == '|'))
                .hasSize(5);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void pdfCanBeReadAndSaysWhatWasFound(String foreign) throws IOException {
        var bytes = written(Format.PDF, List.of(asset(foreign)), List.of(report(foreign)));
        assertThat(bytes.length).isLessThan(MOST_BYTES);
        try (var reader = new PdfReader(bytes)) {
            assertThat(reader.getNumberOfPages()).isBetween(3, 8);
            var text = new StringBuilder();
            for (var page = 1; page <= reader.getNumberOfPages(); page++) {
                text.append(new PdfTextExtractor(reader).getTextFromPage(page));
            }
            assertThat(text.toString()).contains("MARKER", "test.hostile", "1 of 1 hosts is at high");
            assertThat(reader.getJavaScript()).isNullOrEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void defectDojoGetsWhatItWants(String foreign) throws IOException {
        var finding = JSON.readTree(text(Format.DEFECTDOJO, foreign)).at("/findings/0");
        assertThat(finding.path("title").asText()).startsWith("MARKER").hasSizeLessThanOrEqualTo(511);
        assertThat(finding.path("severity").asText()).isEqualTo("High");
        assertThat(finding.path("date").asText()).isEqualTo("2026-03-01");
        assertThat(finding.path("cwe").asInt()).isEqualTo(79);
        assertThat(finding.path("unique_id_from_tool").asText()).startsWith("fnd_");
        assertThat(finding.path("description").asText().replace("\\`", "").replaceAll("`[^`]*`", "CODE"))
                .doesNotContainPattern("(?<!\\\\)[<\\[]");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void tablesAreHarmlessOnATerminal(String foreign) throws IOException {
        assertNoHiddenCharacters(text(Format.TABLE, foreign));
    }

    @ParameterizedTest
    @EnumSource
    void aScanThatFoundNothingGivesAWholeDocument(Format format) throws IOException {
        var bytes = written(format, List.of(), List.of());
        var text = new String(bytes, StandardCharsets.UTF_8);
        switch (format) {
            case JSON, DEFECTDOJO -> assertThat(JSON.readTree(text).isObject()).isTrue();
            case SARIF -> assertThat(problems(JSON.readTree(text))).isEmpty();
            case CSV -> assertThat(rows(text)).hasSize(1);
            case HTML -> assertThat(text).endsWith("</html>\n").contains("No host was found");
            case MARKDOWN -> assertThat(text).contains("No host was found");
            case PDF -> assertThat(text).startsWith("%PDF-");
            case TABLE, JSONL -> assertThat(text).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CSV", "SARIF", "DEFECTDOJO", "MARKDOWN", "HTML", "JSON"})
    void theOrderInWhichHostsAreFoundDoesNotShow(Format format) throws IOException {
        var assets =
                Stream.of("a", "b", "c").map(name -> asset(name + ".acme.test")).toList();
        assertThat(written(format, assets, List.of())).isEqualTo(written(format, assets.reversed(), List.of()));
    }
}
