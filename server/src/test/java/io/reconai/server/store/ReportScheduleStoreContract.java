package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.mail.Errand;
import io.reconai.server.reports.ReportFormat;
import io.reconai.server.reports.ReportSchedule;
import io.reconai.server.store.ReportScheduleStore.DueReport;
import io.reconai.server.store.ReportScheduleStore.StoredReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Report schedules: each report is one server's, and its mails are let go once.
public abstract class ReportScheduleStoreContract extends Contract {

    private ReportScheduleStore schedules;

    @BeforeEach
    final void begin() {
        schedules = ports.reportSchedules();
    }

    private static ReportSchedule schedule(String id, String name) {
        return new ReportSchedule(
                id,
                name,
                true,
                ReportSchedule.Every.WEEKLY,
                "08:00",
                "Europe/Vienna",
                ReportFormat.HTML,
                List.of("acme.test"),
                List.of("u_ours"),
                NOW,
                "u_ours");
    }

    private DueReport onlyDue(int day) {
        var due = schedules.due(day(day), 10);
        assertThat(due).hasSize(1);
        return due.getFirst();
    }

    /// Claimed for a minute.
    private DueReport claimed(int day) {
        var due = onlyDue(day);
        var until = day(day).plusSeconds(60);
        assertThat(schedules.claim(due, until)).isTrue();
        return due.until(until);
    }

    @Test
    void keepsThemApart() {
        schedules.add(OURS, schedule("rps_1", "one"), Optional.of(day(1)));
        schedules.add(OURS, schedule("rps_1", "again"), Optional.of(day(9)));
        schedules.add(OURS, schedule("rps_2", "two"), Optional.empty());
        schedules.add(THEIRS, schedule("rps_3", "theirs"), Optional.of(day(2)));
        assertThat(schedules.list(OURS))
                .containsExactly(
                        new StoredReport(schedule("rps_1", "one"), day(1), null),
                        new StoredReport(schedule("rps_2", "two"), null, null));
        assertThat(schedules.find(THEIRS, "rps_1")).isEmpty();
        assertThat(schedules.save(THEIRS, schedule("rps_1", "mine"), Optional.empty()))
                .isFalse();
        assertThat(schedules.ask(THEIRS, "rps_1", NOW)).isFalse();
        assertThat(schedules.remove(THEIRS, "rps_1")).isFalse();
        assertThat(schedules.locate("rps_3").orElseThrow().workspace().id()).isEqualTo("u_theirs");
        assertThat(schedules.save(OURS, schedule("rps_1", "renamed"), Optional.of(day(3))))
                .isTrue();
        assertThat(schedules.find(OURS, "rps_1"))
                .contains(new StoredReport(schedule("rps_1", "renamed"), day(3), null));
        assertThat(schedules.remove(OURS, "rps_2")).isTrue();
        ports.workspaces().remove(OURS);
        assertThat(schedules.locate("rps_1")).isEmpty();
        assertThat(schedules.list(THEIRS)).hasSize(1);
    }

    @Test
    void oneOfManyServersMakesAReport() throws Exception {
        var second = store.open().reportSchedules();
        schedules.add(OURS, schedule("rps_1", "one"), Optional.of(day(1)));
        assertThat(schedules.due(day(1).minusMillis(1), 10)).isEmpty();
        var due = onlyDue(1);
        var until = day(1).plusSeconds(60);
        assertThat(atOnce(20, i -> () -> (i % 2 == 0 ? schedules : second).claim(due, until)))
                .filteredOn(taken -> taken)
                .hasSize(1);
        assertThat(schedules.due(until.minusMillis(1), 10)).isEmpty();
        var claimed = due.until(until);
        assertThat(atOnce(
                        20,
                        i -> () -> (i % 2 == 0 ? schedules : second)
                                .settle(claimed, Optional.of(day(8)), Optional.of(day(1)), List.of())))
                .as("without anything held it is over with the first")
                .filteredOn(settled -> settled)
                .hasSize(1);
        assertThat(schedules.find(OURS, "rps_1")).contains(new StoredReport(schedule("rps_1", "one"), day(8), day(1)));
        assertThat(schedules.due(day(7), 10)).isEmpty();
    }

    @Test
    void whatIsHeldIsLetGoByWhoeverComesNext() {
        schedules.add(OURS, schedule("rps_1", "one"), Optional.of(day(1)));
        var dead = claimed(1);
        assertThat(schedules.settle(dead, Optional.of(day(8)), Optional.of(day(1)), List.of("mail_1", "mail_2")))
                .isTrue();
        assertThat(schedules.due(day(1), 10)).as("for as long as it may live").isEmpty();
        var next = claimed(2);
        assertThat(next.held()).containsExactly("mail_1", "mail_2");
        schedules.released(dead);
        assertThat(onlyDue(3).held()).as("whose claim ran out releases nothing").hasSize(2);
        schedules.released(next);
        assertThat(schedules.due(day(7), 10)).isEmpty();
        assertThat(onlyDue(8).held()).isEmpty();
        assertThat(onlyDue(8).sentAt()).isEqualTo(day(1));
    }

    @Test
    void aChangeIsNotOverwritten() {
        schedules.add(OURS, schedule("rps_1", "one"), Optional.of(day(1)));
        var claimed = claimed(1);
        schedules.save(OURS, schedule("rps_1", "two"), Optional.of(day(5)));
        assertThat(schedules.settle(claimed, Optional.of(day(8)), Optional.of(day(1)), List.of("mail_1")))
                .isFalse();
        assertThat(schedules.find(OURS, "rps_1")).contains(new StoredReport(schedule("rps_1", "two"), day(5), null));
        assertThat(onlyDue(5).held()).isEmpty();

        var held = claimed(5);
        schedules.settle(held, Optional.of(day(12)), Optional.of(day(5)), List.of("mail_2"));
        schedules.save(OURS, schedule("rps_1", "off"), Optional.empty());
        var next = claimed(6);
        assertThat(next.held()).as("is let go although it is off by now").containsExactly("mail_2");
        schedules.released(next);
        assertThat(schedules.due(day(90), 10)).isEmpty();
    }

    @Test
    void whatIsAskedForComesAtOnceAndOnce() {
        schedules.add(OURS, schedule("rps_1", "one"), Optional.of(day(7)));
        assertThat(schedules.ask(OURS, "rps_1", day(1))).isTrue();
        assertThat(schedules.ask(OURS, "rps_1", day(2))).isTrue();
        var claimed = claimed(1);
        assertThat(claimed.askedAt()).isEqualTo(day(1));
        assertThat(claimed.nextAt()).isEqualTo(day(7));
        schedules.settle(claimed, Optional.of(day(7)), Optional.of(day(1)), List.of("mail_1"));
        assertThat(schedules.ask(OURS, "rps_1", day(3))).isTrue();
        var again = claimed(3);
        assertThat(again.held()).containsExactly("mail_1");
        schedules.released(again);
        assertThat(onlyDue(3).askedAt())
                .as("the one that was asked for meanwhile")
                .isEqualTo(day(3));
        assertThat(onlyDue(3).held()).isEmpty();
    }

    @Test
    void archivedWorkspacesRest() {
        schedules.add(OURS, schedule("rps_1", "one"), Optional.of(day(1)));
        ports.workspaces().archive(OURS, true);
        assertThat(schedules.due(day(2), 10)).isEmpty();
        ports.workspaces().archive(OURS, false);
        assertThat(schedules.due(day(2), 10)).hasSize(1);
    }

    @Test
    void anErrandIsHeldUntilItIsReleasedAndReleasedOnce() {
        var outbox = ports.outbox();
        var errand = new Errand("mail_1", "k", "ana@acme.example", Map.of("a", "1"), 0, NOW);
        outbox.hold(errand, day(2));
        outbox.hold(new Errand("mail_1", "k", "ana@acme.example", Map.of("a", "2"), 0, NOW), NOW);
        assertThat(outbox.claim(day(1), day(1))).isEmpty();
        outbox.release("mail_1", NOW);
        outbox.release("mail_9", NOW);
        var lease = NOW.plus(Duration.ofMinutes(5));
        assertThat(outbox.claim(NOW, lease).orElseThrow().details()).isEqualTo(Map.of("a", "1"));
        outbox.release("mail_1", NOW);
        assertThat(outbox.claim(NOW, lease)).as("somebody is at it").isEmpty();
        outbox.done("mail_1");
        outbox.release("mail_1", NOW);
        assertThat(outbox.claim(day(9), day(9))).isEmpty();
        outbox.hold(errand, day(2));
        assertThat(outbox.claim(day(2), day(3))).as("given up by then").isPresent();
    }
}
