package io.reconai.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.server.audit.AuditEntry;
import io.reconai.server.audit.AuditFilter;
import io.reconai.server.identity.Workspace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The audit log only grows.
class SqliteAuditStoreTest {

    private static final Workspace OURS = Workspace.ofRecord("u_ours");
    private static final AuditFilter ALL =
            new AuditFilter(List.of(), List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());
    private static final AuditEntry ENTRY = new AuditEntry(
            "aud_1",
            Instant.parse("2026-03-01T12:00:00Z"),
            new AuditEntry.Actor("user", "u_ours", "ana@acme.example"),
            "finding.state_changed",
            new AuditEntry.Target("finding", "fnd_1", "No DMARC policy"),
            Map.of("state", List.of("open", "accepted")),
            "203.0.113.7",
            null,
            "req_1");

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE audit_log SET action = 'nothing'", "DELETE FROM audit_log"})
    void nothingIsChangedOrRemoved(String sql, @TempDir Path folder) throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            var audit = new SqliteAuditStore(database);
            audit.add(OURS, ENTRY);
            assertThatThrownBy(() -> database.write(connection -> Sql.update(connection, sql)))
                    .isInstanceOf(StoreException.class)
                    .hasRootCauseMessage(
                            "[SQLITE_CONSTRAINT_TRIGGER] A RAISE function within a trigger fired, causing the SQL statement to abort (append only)");
            var part = audit.list(OURS, ALL, Optional.empty(), 0, 10);
            assertThat(part.entries().items()).containsExactly(ENTRY);
            assertThat(part.last()).isEmpty();
        }
    }

    @Test
    void outlivesItsWorkspaceAndIsNobodyElses(@TempDir Path folder) throws Exception {
        try (var database = Database.open(folder.resolve("test.db"))) {
            var audit = new SqliteAuditStore(database);
            audit.add(OURS, ENTRY);
            new SqliteWorkspaceStore(database).remove(OURS);
            assertThat(audit.list(OURS, ALL, Optional.empty(), 0, 10).entries().total())
                    .isEqualTo(1);
            assertThat(audit.list(Workspace.ofRecord("u_theirs"), ALL, Optional.empty(), 0, 10)
                            .entries()
                            .total())
                    .isZero();
        }
    }
}
