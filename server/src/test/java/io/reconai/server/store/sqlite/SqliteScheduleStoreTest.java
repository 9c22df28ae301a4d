package io.reconai.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.server.domains.Domain;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Account;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecords;
import io.reconai.server.scans.ScanStatus;
import io.reconai.server.scans.ScanType;
import io.reconai.server.schedules.PlannedRun;
import io.reconai.server.schedules.Schedule;
import io.reconai.server.schedules.ScheduledDomain;
import io.reconai.server.store.ScheduleStore.DueRun;
import io.reconai.server.store.ScheduleStore.Monitored;
import io.reconai.server.store.ScheduleStore.Setting;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Schedules in the store: who may set how many, and who takes a run.
class SqliteScheduleStoreTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Workspace OURS = Workspace.ofRecord("u_ours");
    private static final Workspace THEIRS = Workspace.ofRecord("u_theirs");
    private static final PageRequest PAGE = new PageRequest(1, 20, List.of());
    private static final @Nullable Integer UNLIMITED = null;

    private final Path folder;
    private final Database database;
    private final SqliteScheduleStore schedules;

    SqliteScheduleStoreTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        database = Database.open(folder.resolve("test.db"));
        schedules = new SqliteScheduleStore(database);
        new SqliteAccountStore(database).add(new Account("u_ours", "ana@acme.example", "h", null, NOW, NOW));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void list(String... names) {
        var domains = new SqliteDomainStore(database);
        for (var name : names) {
            domains.add(OURS, new Domain("dom_" + name, new DomainName(name), "c", NOW, null, null, null));
        }
    }

    private static Schedule daily(ScanMode mode, boolean enabled) {
        return new Schedule(24, null, "UTC", mode, ScanType.FULL, "top-100", enabled, "u_ours");
    }

    private static PlannedRun run(Instant planned) {
        return new PlannedRun(planned, planned.plusSeconds(60));
    }

    private Setting set(String name, ScanMode mode, Instant planned) {
        return schedules.set(OURS, "dom_" + name, daily(mode, true), Optional.of(run(planned)), UNLIMITED);
    }

    @Test
    void onlyAsManyAreMonitoredAsThePlanHas() throws Exception {
        var names = IntStream.range(0, 40).mapToObj(i -> "d" + i + ".test").toList();
        list(names.toArray(String[]::new));
        try (var second = Database.open(folder.resolve("test.db"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var others = new SqliteScheduleStore(second);
            var tries = names.stream()
                    .map(name -> threads.submit(() -> (name.length() % 2 == 0 ? schedules : others)
                            .set(OURS, "dom_" + name, daily(ScanMode.STANDARD, true), Optional.of(run(NOW)), 25)))
                    .toList();
            var results = new ArrayList<Setting>();
            for (var one : tries) {
                results.add(one.get());
            }
            assertThat(results).filteredOn(Setting.DONE::equals).hasSize(25);
            assertThat(results).filteredOn(Setting.FULL::equals).hasSize(15);
        }
        var first = schedules.monitored(OURS).getFirst();
        assertThat(schedules.set(OURS, first.domainId(), daily(ScanMode.PASSIVE, true), Optional.empty(), 25))
                .as("one that counts already can be changed")
                .isEqualTo(Setting.DONE);
        assertThat(schedules.set(OURS, "dom_nobody", daily(ScanMode.PASSIVE, true), Optional.empty(), UNLIMITED))
                .isEqualTo(Setting.NO_DOMAIN);
        assertThat(schedules.set(THEIRS, first.domainId(), daily(ScanMode.PASSIVE, true), Optional.empty(), UNLIMITED))
                .isEqualTo(Setting.NO_DOMAIN);
    }

    @Test
    void aDueRunIsOneServersOnly() throws Exception {
        list("acme.test");
        set("acme.test", ScanMode.STANDARD, NOW);
        assertThat(schedules.due(NOW.plusSeconds(59), 10)).isEmpty();
        var due = schedules.due(NOW.plusSeconds(60), 10);
        assertThat(due).extracting(DueRun::plannedAt).containsExactly(NOW);
        var until = NOW.plusSeconds(180);
        try (var second = Database.open(folder.resolve("test.db"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var others = new SqliteScheduleStore(second);
            var tries = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> (i % 2 == 0 ? schedules : others).claim(due.getFirst(), until)))
                    .toList();
            var claimed = 0;
            for (var one : tries) {
                claimed += one.get() ? 1 : 0;
            }
            assertThat(claimed).isEqualTo(1);
        }
        assertThat(schedules.due(NOW.plusSeconds(179), 10)).isEmpty();
        assertThat(schedules.due(until, 10)).as("after its server died").hasSize(1);
        schedules.settle(due.getFirst().until(until), Optional.of(run(NOW.plusSeconds(86_400))), Optional.of("scn_1"));
        assertThat(schedules.due(until, 10)).isEmpty();
        assertThat(schedules.list(OURS, PAGE).items()).singleElement().satisfies(scheduled -> {
            assertThat(scheduled.nextRunAt()).isEqualTo(NOW.plusSeconds(86_460));
            assertThat(scheduled.lastScanId()).isEqualTo("scn_1");
            assertThat(scheduled.lastStatus()).isNull();
        });
    }

    @Test
    void whoseClaimHasRunOutOverwritesNothing() {
        list("acme.test");
        set("acme.test", ScanMode.STANDARD, NOW);
        var due = schedules.due(NOW.plusSeconds(60), 1).getFirst();
        var until = NOW.plusSeconds(180);
        schedules.claim(due, until);
        set("acme.test", ScanMode.PASSIVE, NOW.plusSeconds(500)); // somebody changed it in between
        schedules.settle(due.until(until), Optional.of(run(NOW.plusSeconds(86_400))), Optional.of("scn_1"));
        var scheduled = schedules.list(OURS, PAGE).items().getFirst();
        assertThat(scheduled.nextRunAt()).isEqualTo(NOW.plusSeconds(560));
        assertThat(scheduled.lastScanId()).isNull();
        assertThat(schedules.claim(due, until)).isFalse();
    }

    @Test
    void archivedWorkspacesRest() {
        list("acme.test");
        set("acme.test", ScanMode.STANDARD, NOW);
        var workspaces = new SqliteWorkspaceStore(database);
        workspaces.archive(OURS, true);
        assertThat(schedules.due(NOW.plusSeconds(9_999), 10)).isEmpty();
        workspaces.archive(OURS, false);
        assertThat(schedules.due(NOW.plusSeconds(9_999), 10)).hasSize(1);
    }

    @Test
    void whatIsNotEnabledDoesNotRun() {
        list("acme.test", "other.test");
        schedules.set(OURS, "dom_acme.test", daily(ScanMode.STANDARD, false), Optional.empty(), 0);
        set("other.test", ScanMode.STANDARD, NOW);
        assertThat(schedules.due(NOW.plusSeconds(9_999), 10))
                .extracting(DueRun::domainId)
                .containsExactly("dom_other.test");
        assertThat(schedules.monitored(OURS))
                .containsExactly(new Monitored("dom_other.test", new DomainName("other.test")));
        assertThat(schedules.list(OURS, PAGE).items())
                .extracting(scheduled -> scheduled.domain().value())
                .containsExactly("other.test", "acme.test");
        assertThat(schedules.remove(OURS, "dom_other.test")).isTrue();
        assertThat(schedules.remove(OURS, "dom_other.test")).isFalse();
        assertThat(schedules.remove(THEIRS, "dom_acme.test")).isFalse();
        assertThat(schedules.list(OURS, PAGE).total()).isEqualTo(1);
        assertThat(schedules.list(THEIRS, PAGE).total()).isZero();
    }

    @Test
    void knowsWhatToChangeBelowAName() {
        list("acme.test", "shop.acme.test", "other.test", "quiet.acme.test");
        set("acme.test", ScanMode.ACTIVE, NOW);
        set("shop.acme.test", ScanMode.ACTIVE, NOW);
        set("other.test", ScanMode.ACTIVE, NOW);
        set("quiet.acme.test", ScanMode.PASSIVE, NOW);
        assertThat(schedules.below(OURS, new DomainName("acme.test"), ScanMode.ACTIVE))
                .extracting(scheduled -> scheduled.domain().value())
                .containsExactlyInAnyOrder("acme.test", "shop.acme.test");
        schedules.setMode(THEIRS, "dom_acme.test", ScanMode.STANDARD);
        schedules.setMode(OURS, "dom_shop.acme.test", ScanMode.STANDARD);
        assertThat(schedules.list(OURS, PAGE).items())
                .extracting(ScheduledDomain::domainId, ScheduledDomain::mode)
                .contains(tuple("dom_acme.test", ScanMode.ACTIVE), tuple("dom_shop.acme.test", ScanMode.STANDARD));
    }

    @Test
    void showsHowTheLastRunStands() {
        list("acme.test");
        set("acme.test", ScanMode.STANDARD, NOW);
        var scans = new SqliteScanStore(database);
        assertThat(schedules.lastScan(OURS, new DomainName("acme.test"))).isEmpty();
        scans.add(OURS, ScanRecords.asked("scn_1", OURS, "acme.test", NOW));
        assertThat(schedules.lastScan(OURS, new DomainName("acme.test"))).contains(NOW);
        assertThat(schedules.lastScan(THEIRS, new DomainName("acme.test"))).isEmpty();
        var due = schedules.due(NOW.plusSeconds(60), 1).getFirst();
        var until = NOW.plusSeconds(180);
        schedules.claim(due, until);
        schedules.settle(due.until(until), Optional.empty(), Optional.of("scn_1"));
        var scheduled = schedules.list(OURS, PAGE).items().getFirst();
        assertThat(scheduled.lastStatus()).isEqualTo(ScanStatus.PENDING);
        assertThat(scheduled.nextRunAt()).isNull();
    }
}
