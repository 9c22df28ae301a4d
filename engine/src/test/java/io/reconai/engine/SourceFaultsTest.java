package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.SourceHealth.Status;
import io.reconai.lab.Fault;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Third parties that misbehave, all at once: each is said as it was, and what the others know is found.
class SourceFaultsTest {

    private static final Map<String, String> SOURCES = Map.of(
            "crtsh", "ct.crtsh",
            "certspotter", "ct.certspotter",
            "otx", "otx",
            "wayback", "wayback",
            "internetdb", "internetdb",
            "censys", "censys",
            "rdap", "rdap",
            "hibp", "hibp",
            "xposedornot", "xposedornot");

    /// A third party, what it does, and what the report has to say.
    private record Row(String party, Fault fault, Status status, String detail) {

        static Row of(String text) {
            var parts = Arrays.stream(text.split(" ", 4)).toList();
            return new Row(
                    parts.get(0),
                    Fault.valueOf(parts.get(1)),
                    Status.valueOf(parts.get(2)),
                    parts.size() > 3 ? parts.get(3) : "");
        }
    }

    static final List<List<String>> ROUNDS = List.of(
            List.of(
                    "crtsh BROKEN FAILED status 500",
                    "certspotter EXHAUSTED LIMITED wait 86400 s",
                    "otx PAGE FAILED unexpected answer",
                    "wayback GARBAGE FAILED unexpected answer",
                    "internetdb MISSING ANSWERED",
                    "censys UNAUTHORIZED FAILED status 401",
                    "rdap BROKEN FAILED status 500",
                    "hibp UNAUTHORIZED FAILED status 401",
                    "xposedornot MISSING ANSWERED"),
            List.of(
                    "crtsh BUSY ANSWERED",
                    "certspotter BAD_GATEWAY FAILED status 502",
                    "otx UNAVAILABLE FAILED status 503",
                    "wayback GATEWAY_TIMEOUT FAILED status 504",
                    "internetdb GARBAGE FAILED left alone for ten minutes",
                    "censys FORBIDDEN SKIPPED plan",
                    "rdap RESET LIMITED unexpected answer",
                    "hibp BUSY ANSWERED",
                    "xposedornot BROKEN SKIPPED another source answered"),
            List.of(
                    "crtsh MISSING FAILED status 404",
                    "certspotter BUSY_UNTIL ANSWERED",
                    "otx BUSY_NOW ANSWERED",
                    "wayback BUSY_NEGATIVE ANSWERED",
                    "internetdb BUSY_SILENT ANSWERED",
                    "censys SAME_PAGE LIMITED stopped after",
                    "rdap ELSEWHERE FAILED blocked by policy: private",
                    "hibp EXHAUSTED LIMITED wait 86400 s",
                    "xposedornot GARBAGE FAILED unexpected answer"),
            List.of(
                    "crtsh PAGE FAILED unexpected answer",
                    "certspotter SAME_PAGE LIMITED repeated a page",
                    "otx DRIPPING FAILED",
                    "wayback SAME_PAGE LIMITED stopped after",
                    "internetdb EMPTY LIMITED no hostnames",
                    "censys BOMB FAILED unexpected answer",
                    "rdap MISSING ANSWERED",
                    "hibp MISSING ANSWERED",
                    "xposedornot PAGE SKIPPED another source answered"),
            List.of(
                    "crtsh ENDLESS LIMITED ended in the middle",
                    "certspotter EMPTY ANSWERED",
                    "otx TOO_LONG LIMITED ended in the middle",
                    "wayback HALF LIMITED ended in the middle",
                    "internetdb TOO_SHORT LIMITED unexpected answer",
                    "censys STRANGE_NAMES ANSWERED",
                    "rdap EXHAUSTED LIMITED wait 86400 s",
                    "hibp PAGE FAILED unexpected answer",
                    "xposedornot EXHAUSTED LIMITED wait 86400 s"),
            List.of(
                    "crtsh STRANGE_NAMES ANSWERED",
                    "certspotter RESET LIMITED ended in the middle",
                    "otx CUT FAILED unexpected answer",
                    "wayback CUT LIMITED ended in the middle",
                    "internetdb ELSEWHERE FAILED blocked by policy: private",
                    "censys HALF FAILED unexpected answer",
                    "rdap PAGE FAILED unexpected answer",
                    "hibp HALF LIMITED ended in the middle",
                    "xposedornot RESET SKIPPED another source answered"));

    private static Lab lab;

    @BeforeAll
    static void startTheLab() throws Exception {
        lab = Lab.start(LabOptions.defaults());
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @ParameterizedTest
    @FieldSource("ROUNDS")
    void eachIsSaidAndTheOthersGoOn(List<String> round) throws Exception {
        var rows = round.stream().map(Row::of).toList();
        lab.behave();
        rows.forEach(row -> lab.misbehave(row.party(), row.fault()));
        var names = new ConcurrentSkipListSet<String>();
        var report = scan(Map.of(), names);
        assertThat(report.end()).isEqualTo(ScanReport.End.COMPLETED);
        for (var row : rows) {
            var health = source(report, SOURCES.getOrDefault(row.party(), ""));
            assertThat(health.status()).as(row + ": " + health).isEqualTo(row.status());
            assertThat(health.detail()).as(row + ": " + health).contains(row.detail());
        }
        assertThat(source(report, "whois").status()).isEqualTo(Status.ANSWERED);
        assertThat(names).contains("acme.test", "owl-54.acme.test", "magpie-50.acme.test");
        assertThat(names).allMatch(name -> name.matches("([a-z0-9_-]+\\.)*acme\\.test|[0-9a-f:]+|[0-9.]+"));
    }

    @Test
    void everyFaultIsTried() {
        var tried = EnumSet.noneOf(Fault.class);
        ROUNDS.forEach(round -> round.forEach(row -> tried.add(Row.of(row).fault())));
        assertThat(tried).containsExactlyInAnyOrder(Fault.values());
    }

    @Test
    void whatForbidsCommercialUseIsOffWhereScansAreSold() throws Exception {
        lab.behave();
        var names = new ConcurrentSkipListSet<String>();
        var report = scan(Map.of("RECONAI_QUOTAS", "enforced"), names);
        assertThat(source(report, "internetdb").status()).isEqualTo(Status.SKIPPED);
        assertThat(source(report, "internetdb").detail()).contains("commercial use");
        assertThat(names).doesNotContain("kite-48.acme.test");
        assertThat(report.sources())
                .filteredOn(health -> health.status() == Status.SKIPPED)
                .extracting(SourceHealth::source)
                .doesNotContainAnyElementsOf(Set.of("ct.crtsh", "ct.certspotter", "otx", "wayback", "censys", "rdap"));
    }

    private static SourceHealth source(ScanReport report, String id) {
        return report.sources().stream()
                .filter(health -> health.source().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ScanReport scan(Map<String, String> changed, Set<String> names) throws Exception {
        var variables = new HashMap<>(lab.environment());
        variables.put("RECONAI_CACHE_DIR", "off");
        variables.putAll(changed);
        try (var engine = new ScanEngine(EngineSettings.from(variables))) {
            return engine.scan(ScanRequest.of("test", new DomainName("acme.test"), ScanMode.PASSIVE), event -> {
                if (event instanceof ScanEvent.HostScored scored) {
                    names.add(scored.asset().host().value());
                }
            });
        }
    }
}
