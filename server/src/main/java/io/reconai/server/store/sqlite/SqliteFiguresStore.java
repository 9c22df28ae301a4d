package io.reconai.server.store.sqlite;

import io.reconai.engine.asset.Severity;
import io.reconai.server.store.FiguresStore;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Sums over findings and assets.
public final class SqliteFiguresStore implements FiguresStore {

    private final Database database;

    public SqliteFiguresStore(Database database) {
        this.database = database;
    }

    @Override
    public Map<String, Long> openFindings() {
        return database.read(connection -> {
            Map<String, Long> counts = new HashMap<>();
            for (var severity : Severity.values()) {
                counts.put(word(severity), 0L);
            }
            Sql.list(
                    connection,
                    "SELECT f.severity, count(*) FROM findings f JOIN assets a ON a.asset_id = f.asset_id"
                            + " WHERE a.state = 'active' AND f.state IN ('open', 'acknowledged') GROUP BY f.severity",
                    row -> counts.put(word(Severity.values()[row.getInt(1)]), row.getLong(2)));
            return counts;
        });
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
