package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.audit.AuditEntry;
import io.reconai.server.audit.AuditFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The audit log.
public abstract class AuditStoreContract extends Contract {

    protected static final AuditFilter ALL =
            new AuditFilter(List.of(), List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());

    protected static AuditEntry entry(int number) {
        return new AuditEntry(
                "aud_" + number,
                day(number),
                new AuditEntry.Actor("user", "u_ours", number % 2 == 0 ? "ana@acme.example" : null),
                "finding.state_changed",
                new AuditEntry.Target("finding", "fnd_" + number, "No DMARC policy"),
                Map.of("settings.$x", List.of("open", "accepted")),
                "203.0.113.7",
                null,
                "req_1");
    }

    @Test
    void outlivesItsWorkspaceAndIsNobodyElses() {
        ports.audit().add(OURS, entry(1));
        ports.workspaces().remove(OURS);
        assertThat(ports.audit()
                        .list(OURS, ALL, Optional.empty(), 0, 10)
                        .entries()
                        .items())
                .containsExactly(entry(1));
        assertThat(ports.audit()
                        .list(THEIRS, ALL, Optional.empty(), 0, 10)
                        .entries()
                        .total())
                .isZero();
    }

    @Test
    void isReadPartByPartWhileItGrows() {
        for (var i = 1; i <= 5; i++) {
            ports.audit().add(OURS, entry(i));
        }
        var first = ports.audit().list(OURS, ALL, Optional.empty(), 0, 2);
        assertThat(first.entries().items()).containsExactly(entry(5), entry(4));
        assertThat(first.entries().total()).isEqualTo(5);
        ports.audit().add(OURS, entry(6));
        var second = ports.audit().list(OURS, ALL, first.last(), 0, 2);
        assertThat(second.entries().items()).containsExactly(entry(3), entry(2));
        var third = ports.audit().list(OURS, ALL, second.last(), 0, 2);
        assertThat(third.entries().items()).containsExactly(entry(1));
        assertThat(third.last()).isEmpty();
        assertThat(ports.audit()
                        .list(OURS, ALL, Optional.empty(), 4, 2)
                        .entries()
                        .items())
                .containsExactly(entry(2), entry(1));
    }

    @Test
    void losesNothingOfManyAtOnce() throws Exception {
        atOnce(40, i -> () -> {
            ports.audit().add(OURS, entry(i));
            return i;
        });
        var all = new ArrayList<AuditEntry>();
        ports.audit().forEach(OURS, ALL, all::add);
        assertThat(all).doesNotHaveDuplicates().hasSize(40);
    }

    @Test
    void isFiltered() {
        for (var i = 1; i <= 4; i++) {
            ports.audit().add(OURS, entry(i));
        }
        var between = new AuditFilter(
                List.of("u_ours"),
                List.of("finding.state_changed", "other"),
                List.of(),
                List.of("fnd_1", "fnd_2", "fnd_3"),
                Optional.of(day(2)),
                Optional.of(day(4)));
        assertThat(ports.audit()
                        .list(OURS, between, Optional.empty(), 0, 10)
                        .entries()
                        .items())
                .containsExactly(entry(3), entry(2));
    }
}
