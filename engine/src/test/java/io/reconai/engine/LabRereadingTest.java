package io.reconai.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.ports.PortList;
import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Name servers that do not agree are asked once more when all else is done; what then cannot be asked holds up
/// nothing.
class LabRereadingTest {

    private static final String ENDLESS = "600000";
    private static final ScanEvent NAMES_ARE_KNOWN =
            new ScanEvent.PhaseChanged(ScanPhase.DISCOVERY, ScanPhase.State.COMPLETED);

    private static Lab lab;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.start(LabOptions.defaults());
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @Test
    void theDomainWaitsUntilAllElseIsDone() throws Exception {
        var events = scan("late-copy.lab.test", "20", Duration.ofMinutes(2), Interrupting.NOBODY);
        assertThat(events.indexOf(scored(events))).isGreaterThan(events.indexOf(NAMES_ARE_KNOWN));
        assertThat(rereading(events).soaRereading()).isNotNull().satisfies(again -> {
            assertThat(again.afterMs()).isGreaterThanOrEqualTo(20);
            assertThat(again.lookups()).hasSize(2);
        });
        assertThat(checks(events)).contains("dns.ns.serial-differs");
    }

    @Test
    void whoeverAgreesIsNotAskedAgain() throws Exception {
        var events = scan("far-server.lab.test", ENDLESS, Duration.ofHours(2), Interrupting.NOBODY);
        assertThat(events.indexOf(scored(events))).isLessThan(events.indexOf(NAMES_ARE_KNOWN));
        assertThat(rereading(events).soaRereading()).isNull();
    }

    @Test
    void aScanWithoutTimeForItDoesNotWait() throws Exception {
        var events = scan("late-copy.lab.test", ENDLESS, Duration.ofMinutes(2), Interrupting.NOBODY);
        assertThat(rereading(events).soaRereading()).isNull();
        assertThat(checks(events)).doesNotContain("dns.ns.serial-differs");
    }

    @Test
    void whoCancelsDoesNotWaitAndLosesNothing() {
        var events = Collections.synchronizedList(new ArrayList<ScanEvent>());
        assertThatThrownBy(() -> scan(
                        "late-copy.lab.test", ENDLESS, Duration.ofHours(2), Interrupting.WHEN_NAMES_ARE_KNOWN, events))
                .isInstanceOf(InterruptedException.class);
        assertThat(rereading(events).soaRereading()).isNull();
    }

    /// Who cancels the scan.
    private enum Interrupting {
        NOBODY,
        WHEN_NAMES_ARE_KNOWN
    }

    private static List<ScanEvent> scan(String domain, String pauseMs, Duration deadline, Interrupting interrupting)
            throws Exception {
        var events = Collections.synchronizedList(new ArrayList<ScanEvent>());
        scan(domain, pauseMs, deadline, interrupting, events);
        return events;
    }

    private static void scan(
            String domain, String pauseMs, Duration deadline, Interrupting interrupting, List<ScanEvent> events)
            throws Exception {
        var variables = new HashMap<>(lab.environment());
        variables.put("RECONAI_SERIAL_PAUSE_MS", pauseMs);
        var request = new ScanRequest(
                "test",
                new DomainName(domain),
                ScanMode.STANDARD,
                NameSearch.everywhere().with(false, false),
                PortList.of(443),
                ScanRequest.DEFAULT_MAX_HOSTS,
                deadline,
                Set.of(),
                DoneHosts.NONE);
        try (var engine = new ScanEngine(EngineSettings.from(variables))) {
            var scanning = Thread.currentThread();
            engine.scan(request, event -> {
                events.add(event);
                if (interrupting == Interrupting.WHEN_NAMES_ARE_KNOWN && event.equals(NAMES_ARE_KNOWN)) {
                    scanning.interrupt();
                }
            });
        }
    }

    private static ScanEvent.HostScored scored(List<ScanEvent> events) {
        return events.stream()
                .filter(ScanEvent.HostScored.class::isInstance)
                .map(ScanEvent.HostScored.class::cast)
                .reduce((one, other) -> {
                    throw new AssertionError("told twice");
                })
                .orElseThrow();
    }

    private static Evidence rereading(List<ScanEvent> events) {
        return scored(events).asset().evidence();
    }

    private static List<String> checks(List<ScanEvent> events) {
        return scored(events).asset().findings().stream().map(Finding::checkId).toList();
    }
}
