package io.reconai.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.engine.Asset;
import io.reconai.engine.DoneHosts;
import io.reconai.engine.EngineSettings;
import io.reconai.engine.NameSearch;
import io.reconai.engine.ScanEngine;
import io.reconai.engine.ScanEvent;
import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanReport;
import io.reconai.engine.ScanRequest;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.ports.PortList;
import io.reconai.lab.hostile.HostileWorld;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Strange texts that hosts really sent (title, header, banner, certificate, TXT record), in every format of results.
class HostileWorldReportsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> STRANGE = Set.of("strange-page", "banner-strange", "tls-strange-names");
    private static final List<Asset> ASSETS = Collections.synchronizedList(new ArrayList<>());
    private static final List<ScanReport> REPORTS = new ArrayList<>();

    @BeforeAll
    static void scan() throws Exception {
        try (var world = HostileWorld.start();
                var engine = new ScanEngine(EngineSettings.from(world.environment()))) {
            var names = STRANGE.stream()
                    .map(label -> new DomainName(label + "." + HostileWorld.DOMAIN))
                    .collect(Collectors.toSet());
            var request = new ScanRequest(
                    "strange",
                    new DomainName(HostileWorld.DOMAIN),
                    ScanMode.ACTIVE,
                    new NameSearch(true, false, Optional.empty(), Optional.empty(), Set.of("dns.srv"), Set.of()),
                    PortList.of(21, 80, 443),
                    100,
                    Duration.ofMinutes(10),
                    names,
                    DoneHosts.NONE);
            REPORTS.add(engine.scan(request, event -> {
                if (event instanceof ScanEvent.HostScored scored) {
                    ASSETS.add(scored.asset());
                }
            }));
        }
    }

    private static String written(Format format) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = format.writer(out, Colours.OFF)) {
            for (var asset : ASSETS) {
                writer.accept(asset);
            }
            writer.finish(REPORTS);
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(out.toByteArray()))
                .toString();
    }

    /// Without this the rest would say nothing.
    @Test
    void theTextsWereSentAndKept() throws IOException {
        var json = written(Format.JSON);
        assertThat(json)
                .contains("strange-page.hostile.test", "banner-strange.hostile.test", "tls-strange-names.hostile.test")
                .contains("HYPERLINK", "alert(1)");
        var evidence = ASSETS.stream().map(Asset::evidence).toList();
        assertThat(evidence)
                .anyMatch(seen ->
                        seen.ports().stream().anyMatch(port -> port.banner().contains("HYPERLINK")))
                .anyMatch(seen -> seen.dns().stream()
                        .anyMatch(lookup -> lookup.data().anyMatch(text -> text.contains("HYPERLINK"))))
                .anyMatch(seen -> seen.tls().stream()
                        .flatMap(tls -> tls.completed().stream())
                        .anyMatch(
                                session -> session.chain().getFirst().subject().contains("HYPERLINK")))
                .anyMatch(seen -> seen.exchanges().stream()
                        .flatMap(made -> made.answered().stream())
                        .anyMatch(answer -> answer.title().contains("HYPERLINK")));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PDF")
    void nothingSteersATerminal(Format format) throws IOException {
        assertThat(written(format).chars().filter(c -> c != '\n' && c != '\r'))
                .noneMatch(c -> Character.isISOControl(c) || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069);
    }

    @Test
    void htmlRunsNothing() throws IOException {
        var page = Jsoup.parse(written(Format.HTML));
        assertThat(page.select("script, img, iframe, a, link, form, object, embed, base"))
                .isEmpty();
        assertThat(page.getAllElements().stream().flatMap(element -> element.attributes().asList().stream()))
                .noneMatch(attribute -> attribute.getKey().startsWith("on")
                        || attribute.getKey().equals("src")
                        || attribute.getKey().equals("href"));
    }

    @Test
    void csvComputesNothing() throws IOException {
        var cells = written(Format.CSV).lines().flatMap(line -> Stream.of(line.split("(?<=\"),|,(?=\")", -1)));
        assertThat(cells.map(cell -> cell.startsWith("\"") ? cell.substring(1) : cell))
                .noneMatch(cell -> !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0);
    }

    @Test
    void markdownHasNoMarkupOfAStranger() throws IOException {
        var withoutCode = written(Format.MARKDOWN).replace("\\`", "").replaceAll("`[^`\n]*`", "CODE");
        assertThat(withoutCode).doesNotContainPattern("(?<!\\\\)<(script|img)").doesNotContain("](javascript");
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "SARIF", "DEFECTDOJO"})
    void jsonIsOneDocument(Format format) throws IOException {
        assertThat(JSON.readTree(written(format)).isObject()).isTrue();
    }

    @Test
    void jsonLinesAreLines() throws IOException {
        for (var line : written(Format.JSONL).lines().toList()) {
            assertThat(JSON.readTree(line).isObject()).isTrue();
        }
    }
}
