package io.reconai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The command line as its user calls it: what it writes, where, and with which status it ends.
class CommandsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder = Path.of("");

    private static Path evidence = Path.of("");
    private static Called scan = new Called(0, "", "");
    private static Together besideTakeover = Together.NONE;
    private static Together trusted = Together.NONE;
    private static Called discovered = new Called(0, "", "");
    private static Called discoveredLines = new Called(0, "", "");

    /// How a call ended.
    private record Called(int status, String out, String err) {}

    @BeforeAll
    static void scanTheLab() throws Exception {
        evidence = folder.resolve("evidence.jsonl");
        try (var lab = Lab.start(LabOptions.defaults())) {
            var config = folder.resolve("lab.properties");
            var settings = new StringBuilder("RECONAI_SOURCE_PAUSE_MS=50\n");
            lab.environment()
                    .forEach((name, value) ->
                            settings.append(name).append('=').append(value).append('\n'));
            Files.writeString(config, settings);
            scan = call(
                    "scan",
                    "acme.test",
                    "--mode",
                    "active",
                    "--format",
                    "jsonl",
                    "--evidence",
                    evidence.toString(),
                    "--config",
                    config.toString());
            besideTakeover = scanTogether(config, "trust-wide.lab.test", "trust-wide.lab.test");
            trusted = scanTogether(config, "sib-cookie.lab.test", "shop.sib-cookie.lab.test");
            discovered = call("discover", "acme.test", "--config", config.toString());
            discoveredLines = call(
                    "discover",
                    "acme.test",
                    "--sources",
                    "otx",
                    "--format",
                    "jsonl",
                    "--silent",
                    "--config",
                    config.toString());
        }
    }

    /// @param resumed the scan as it goes on after it was killed
    private record Together(Path evidence, Called scan, Called resumed) {
        static final Together NONE = new Together(Path.of(""), new Called(0, "", ""), new Called(0, "", ""));
    }

    /// A domain of which one host sets a session for all and another can be taken over; then as if the scan had been
    /// killed when it had seen the first.
    private static Together scanTogether(Path config, String domain, String first) throws Exception {
        var evidence = folder.resolve(domain + ".jsonl");
        var names = Files.writeString(folder.resolve(domain + ".txt"), "old." + domain + "\n" + first + "\n");
        var arguments = List.of(domain, "--from", names.toString(), "--format", "jsonl", "--config", config.toString());
        var whole = call(words("scan", arguments, "--evidence", evidence.toString()));
        var killed = folder.resolve(domain + ".killed.jsonl");
        Files.writeString(
                killed,
                Files.readString(evidence)
                                .lines()
                                .filter(line -> line.contains("\"host\":{\"value\":\"" + first + "\""))
                                .findFirst()
                                .orElseThrow()
                        + "\n");
        return new Together(evidence, whole, call(words("scan", arguments, "--resume", killed.toString())));
    }

    private static String[] words(String command, List<String> arguments, String... more) {
        return Stream.of(Stream.of(command), arguments.stream(), Stream.of(more))
                .flatMap(words -> words)
                .toArray(String[]::new);
    }

    private static Called call(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new StringWriter();
        var ownOut = System.out;
        var ownErr = System.err;
        var errors = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
            var status = Main.commandLine()
                    .setOut(new PrintWriter(System.out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(arguments);
            return new Called(
                    status, out.toString(StandardCharsets.UTF_8), err + errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(ownOut);
            System.setErr(ownErr);
        }
    }

    private static List<JsonNode> lines(String text) throws Exception {
        var nodes = new ArrayList<JsonNode>();
        for (var line : text.lines().toList()) {
            nodes.add(JSON.readTree(line));
        }
        return nodes;
    }

    @Test
    void aScanWritesOneAssetALineAndNothingElse() throws Exception {
        assertThat(scan.status()).as(scan.err()).isZero();
        var assets = lines(scan.out());
        assertThat(assets).hasSizeGreaterThanOrEqualTo(25);
        assertThat(assets).allSatisfy(asset -> {
            assertThat(asset.path("asset").asText()).matches(".*acme\\.test|[0-9.]+|[0-9a-f:]+");
            assertThat(asset.path("risk_score").isInt()).isTrue();
        });
        assertThat(assets)
                .filteredOn(asset -> asset.path("asset").asText().equals("acme.test"))
                .singleElement()
                .satisfies(apex -> {
                    assertThat(apex.at("/registration/registrar").asText()).isEqualTo("Lab Registrar");
                    assertThat(apex.at("/breach_history/breaches/0/name").asText())
                            .isEqualTo("AcmeForum");
                    assertThat(apex.at("/addresses/0/announcement/country").asText())
                            .isEqualTo("US");
                    assertThat(apex.path("providers").isArray()).isTrue();
                });
        assertThat(scan.err()).contains("BLOCKED_BY_POLICY");
    }

    @Test
    void discoverWritesNamesAndNothingElse() throws Exception {
        assertThat(discovered.status()).as(discovered.err()).isZero();
        assertThat(discovered.out().lines())
                .contains("acme.test", "www.acme.test", "owl-54.acme.test")
                .doesNotHaveDuplicates()
                .allMatch(line -> line.endsWith("acme.test"));
        assertThat(discovered.err()).contains("ct.crtsh").contains("names are real");
        assertThat(discoveredLines.err()).isEmpty();
        assertThat(lines(discoveredLines.out())).anySatisfy(name -> {
            assertThat(name.path("name").asText()).isEqualTo("ibis-46.acme.test");
            assertThat(name.at("/path/0/source").asText()).isEqualTo("otx");
            assertThat(name.path("addresses")).isNotEmpty();
        });
    }

    @Test
    void aReplayOfTheEvidenceSaysTheSame() throws Exception {
        var replay = call("replay", evidence.toString(), "--format", "jsonl");
        assertThat(replay.status()).isZero();
        assertThat(lines(replay.out())).containsExactlyInAnyOrderElementsOf(lines(scan.out()));
    }

    @Test
    void whatIsHiddenIsToldToWhoAsksAndDoesNotCount() throws Exception {
        var usual =
                lines(call("replay", evidence.toString(), "--format", "jsonl").out());
        var all = lines(call("replay", evidence.toString(), "--format", "jsonl", "--show-hidden")
                .out());
        assertThat(checks(usual)).doesNotContain("http.securitytxt.far-expiry");
        assertThat(checks(all)).contains("http.securitytxt.far-expiry").containsAll(checks(usual));
        assertThat(all)
                .extracting(asset -> asset.path("asset").asText() + asset.path("risk"))
                .containsExactlyInAnyOrderElementsOf(usual.stream()
                        .map(asset -> asset.path("asset").asText() + asset.path("risk"))
                        .toList());
    }

    private static List<String> checks(List<JsonNode> assets) {
        var checks = new ArrayList<String>();
        assets.forEach(asset -> asset.path("findings")
                .forEach(finding -> checks.add(finding.path("check_id").asText())));
        return checks;
    }

    @Test
    void aSessionForAllIsWorseBesideATakeoverHoweverTheScanWent() throws Exception {
        var together = besideTakeover.evidence();
        var replay = call("replay", together.toString(), "--format", "jsonl");
        var assets = lines(besideTakeover.scan().out());
        assertThat(assets).hasSize(2);
        assertThat(lines(replay.out())).containsExactlyInAnyOrderElementsOf(assets);
        assertThat(assets).anySatisfy(CommandsTest::isRaised);
        assertThat(lines(besideTakeover.resumed().out())).hasSize(2).anySatisfy(CommandsTest::isRaised);
        assertThat(call("explain", together.toString(), "trust-wide.lab.test").out())
                .contains("medium   A session cookie is sent to every host of the domain");
        assertThat(call("diff", together.toString(), together.toString()).status())
                .isZero();
    }

    @Test
    void aNameThatOthersTrustIsWorseToLoseHoweverTheScanWent() throws Exception {
        var assets = lines(trusted.scan().out());
        assertThat(assets).hasSize(3).anySatisfy(CommandsTest::isTrusted);
        assertThat(lines(call("replay", trusted.evidence().toString(), "--format", "jsonl")
                        .out()))
                .containsExactlyInAnyOrderElementsOf(assets);
        assertThat(lines(trusted.resumed().out())).hasSize(3).anySatisfy(CommandsTest::isTrusted);
    }

    private static void isTrusted(JsonNode asset) {
        isRaised(
                asset,
                "old.sib-cookie.lab.test",
                "takeover.cname",
                "critical",
                "shop.sib-cookie.lab.test sets a session's cookie for every host of sib-cookie.lab.test, so that"
                        + " visitors bring it along.",
                "/trusted_by/0");
    }

    private static void isRaised(JsonNode asset) {
        isRaised(
                asset,
                "trust-wide.lab.test",
                "http.cookie.parent-domain",
                "medium",
                "others may take over: old.trust-wide.lab.test (takeover.cname).",
                "/neighbours/0");
    }

    private static void isRaised(
            JsonNode asset, String host, String check, String severity, String words, String pointer) {
        assertThat(asset.path("asset").asText()).isEqualTo(host);
        assertThat(asset.path("findings"))
                .filteredOn(finding -> finding.path("check_id").asText().equals(check))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.path("severity").asText()).isEqualTo(severity);
                    assertThat(finding.path("description").asText()).endsWith(words);
                    assertThat(finding.path("evidence"))
                            .extracting(proof -> proof.path("pointer").asText())
                            .contains(pointer);
                });
    }

    @Test
    void tablesAndDocumentsAreSortedByRisk() throws Exception {
        var table = call("replay", evidence.toString(), "--format", "table");
        assertThat(table.out().lines().findFirst().orElse(""))
                .startsWith("ASSET")
                .contains("SCORE");
        assertThat(table.out()).contains("db.acme.test").doesNotContain("\u001b");
        var document = JSON.readTree(
                call("replay", evidence.toString(), "--format", "json").out());
        var scores = new ArrayList<Integer>();
        document.path("assets")
                .forEach(asset -> scores.add(asset.path("risk_score").asInt()));
        assertThat(scores.reversed()).isSorted().isNotEmpty();
    }

    @Test
    void anOutputFilePicksItsFormatByItsName() throws Exception {
        var file = folder.resolve("result.json");
        var replay = call("replay", evidence.toString(), "-o", file.toString());
        assertThat(replay.status()).isZero();
        assertThat(replay.out()).isEmpty();
        assertThat(JSON.readTree(file.toFile()).path("assets")).isNotEmpty();
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> Objects.toString(path.getFileName()))).noneMatch(name -> name.contains("tmp"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "report.csv,finding_id",
        "report.sarif,{",
        "report.md,# Attack surface",
        "report.html,<!doctype html>",
        "report.pdf,%PDF-"
    })
    void aReportIsWrittenAsItsNameSays(String name, String beginning) throws Exception {
        var file = folder.resolve(name);
        assertThat(call("replay", evidence.toString(), "-o", file.toString()).status())
                .isZero();
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).startsWith(beginning);
        var format = name.equals("report.md") ? "markdown" : name.substring("report.".length());
        assertThat(call("replay", evidence.toString(), "--format", format).out())
                .startsWith(beginning);
    }

    @Test
    void aScanDiffersFromItselfInNothing() {
        var same = call("diff", evidence.toString(), evidence.toString(), "--fail-on", "low");
        assertThat(same.status()).as(same.err()).isZero();
        assertThat(same.out()).contains("assets: 0 appeared, 0 changed, 0 gone, 0 not seen again");
    }

    @Test
    void whatAScanThatWasCutShortLacksIsNotGone() throws Exception {
        var cut = folder.resolve("cut.jsonl");
        Files.write(cut, Files.readAllLines(evidence).subList(0, 10));
        var lost = call("diff", evidence.toString(), cut.toString(), "--format", "json", "--fail-on", "low");
        assertThat(lost.status()).isZero();
        var document = JSON.readTree(lost.out());
        assertThat(document.at("/summary/later_complete").asBoolean()).isFalse();
        assertThat(document.path("assets")).isNotEmpty().allSatisfy(asset -> {
            assertThat(asset.path("change").asText()).isEqualTo("not_seen_again");
            assertThat(asset.path("reason").asText()).isNotEmpty();
        });
        assertThat(document.path("assets").findValuesAsText("asset")).isSorted();

        var file = folder.resolve("changes.md");
        var found = call("diff", cut.toString(), evidence.toString(), "--fail-on", "high", "-o", file.toString());
        assertThat(found.status()).isEqualTo(1);
        assertThat(found.out()).isEmpty();
        assertThat(Files.readString(file)).startsWith("# What changed").contains("appeared", "not looked at before");
        assertThat(call("diff", cut.toString(), evidence.toString()).out()).contains("+ ", "finding  high");
    }

    @Test
    void explainsAScore() {
        var explained = call("explain", evidence.toString(), "db.acme.test");
        assertThat(explained.status()).isZero();
        assertThat(explained.out()).contains("Database open").contains("db.acme.test");
        assertThat(call("explain", evidence.toString(), "nobody.acme.test").status())
                .isEqualTo(2);
    }

    @Test
    void failsOnWhatItIsToldToFailOn() throws Exception {
        var shop = folder.resolve("shop.jsonl");
        Files.write(
                shop,
                Files.readAllLines(evidence).stream()
                        .filter(line -> line.contains("\"host\":{\"value\":\"shop.acme.test\""))
                        .toList());
        assertThat(call("replay", shop.toString(), "--fail-on", "medium").status())
                .isEqualTo(1);
        assertThat(call("replay", shop.toString(), "--fail-on", "high").status())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scan|http://acme.test",
                "scan|a b.test",
                "scan|acme.test/x",
                "scan|acme.test;id",
                "scan|203.0.113.7",
                "scan|co.uk",
                "scan|",
                "scan|acme.test|--mode|wild",
                "scan|acme.test|--ports|0",
                "scan|acme.test|--udp|11211",
                "scan|acme.test|--format|xml",
                "scan|acme.test|--no-such-option",
                "scan|acme.test|--resolvers|8.8.8",
                "scan|acme.test|--wordlist|/no/such/file",
                "discover|acme.test|--sources|nobody",
                "discover|acme.test|--format|xml",
                "replay|/no/such/file",
                "replay|pom.xml|--model|pom.xml",
                "scan|acme.test|--model|/no/such/file",
                "explain",
                "diff|/no/such/file|/no/such/file",
                "diff|/no/such/file",
                "no-such-command"
            })
    void wrongUsageEndsWithStatusTwoAndOneReason(String line) {
        var called = call(line.split("\\|", -1));
        assertThat(called.status()).as(called.err()).isEqualTo(2);
        assertThat(called.out()).isEmpty();
        assertThat(called.err()).startsWith("reconai: ");
        assertThat(called.err().lines().count()).isLessThanOrEqualTo(4);
    }

    @Test
    void trainingTakesOwnLabelsAndShowsWhatTheyChange() throws Exception {
        var labels = folder.resolve("labels.csv");
        Files.writeString(
                labels,
                "asset,level,has_ssh_open,exposure_type_score\nWWW.acme.test,low,,\n" + ",low,1,2\n".repeat(60));
        var model = folder.resolve("model.json");
        var trained =
                call("train", "--labels", labels.toString(), "--evidence", evidence.toString(), "-o", model.toString());
        assertThat(trained.out())
                .as(trained.err())
                .contains("BEFORE, without the labels", "AFTER, with 49 labels", "ON 12 LABELS KEPT BACK")
                .contains("macro F1", "steps to more risk that lower the score");
        assertThat(trained.status()).isZero();
        assertThat(JSON.readTree(model.toFile()).path("data").asText())
                .isEqualTo("synthetic policy v1 and 49 labels of its users");

        var shipped = call("replay", evidence.toString(), "--format", "json");
        var own = call("replay", evidence.toString(), "--format", "json", "--model", model.toString());
        assertThat(own.status()).as(own.err()).isZero();
        assertThat(own.out())
                .isNotEqualTo(shipped.out())
                .contains(JSON.readTree(model.toFile()).path("id").asText());
        assertThat(call("explain", evidence.toString(), "www.acme.test", "--model", model.toString())
                        .status())
                .isZero();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
        level,has_ssh_open;high,1;hihg,1  | labels-bad.csv:3: level "hihg" is none of
        level,has_ssh_open;high,1         | at least 50 are needed
        asset,level;www.acme.test,low     | labels-bad.csv:2: there is no asset "www.acme.test" in the evidence
        """)
    void labelsThatCannotBeUsedAreSaidWithTheirLineAndNothingIsLost(String text, String problem) throws Exception {
        var labels = Files.writeString(folder.resolve("labels-bad.csv"), text.replace(';', '\n'));
        var model = Files.writeString(folder.resolve("kept.json"), "kept");
        var trained = call("train", "--labels", labels.toString(), "-o", model.toString());
        assertThat(trained.status()).isEqualTo(2);
        assertThat(trained.err()).contains(problem);
        assertThat(trained.out()).isEmpty();
        assertThat(Files.readString(model)).isEqualTo("kept");
    }

    @Test
    void helpBeginsWithExamples() {
        for (var command : List.of(
                "scan",
                "discover",
                "replay",
                "diff",
                "explain",
                "train",
                "lab",
                "serve",
                "backup",
                "restore",
                "demo")) {
            var help = call(command, "--help");
            assertThat(help.status()).isZero();
            assertThat(help.out()).as(command).contains("Example").contains("reconai " + command);
        }
        assertThat(call("--version").out()).startsWith("reconai ");
    }
}
