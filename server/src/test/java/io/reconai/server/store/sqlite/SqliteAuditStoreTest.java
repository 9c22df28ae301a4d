package io.reconai.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.server.store.AuditStoreContract;
import io.reconai.server.store.StoreUnderTest;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteAuditStoreTest extends AuditStoreContract {

    @Override
    protected StoreUnderTest store(Path folder) {
        return StoreUnderTest.sqlite(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE audit_log SET action = 'nothing'", "DELETE FROM audit_log"})
    void nothingIsChangedOrRemoved(String sql) throws Exception {
        ports.audit().add(OURS, entry(1));
        try (var database = Database.open(folder.resolve("test.db"))) {
            assertThatThrownBy(() -> database.write(connection -> Sql.update(connection, sql)))
                    .isInstanceOf(StoreException.class)
                    .hasRootCauseMessage(
                            "[SQLITE_CONSTRAINT_TRIGGER] A RAISE function within a trigger fired, causing the SQL"
                                    + " statement to abort (append only)");
        }
        var part = ports.audit().list(OURS, ALL, Optional.empty(), 0, 10);
        assertThat(part.entries().items()).containsExactly(entry(1));
        assertThat(part.last()).isEmpty();
    }
}
