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

    /// The pages of the file that are in use.
    @Override
    public Extent extent() {
        return database.read(connection -> new Extent(
                "sqlite",
                Sql.first(
                                connection,
                                "SELECT (c.page_count - f.freelist_count) * s.page_size FROM pragma_page_count c,"
                                        + " pragma_freelist_count f, pragma_page_size s",
                                row -> row.getLong(1))
                        .orElseThrow(),
                Sql.first(connection, "SELECT max(version) FROM migrations", row -> row.getInt(1))
                        .orElseThrow()));
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
