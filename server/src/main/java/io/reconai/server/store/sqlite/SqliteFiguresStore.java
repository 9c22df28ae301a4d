package io.reconai.server.store.sqlite;

import io.reconai.engine.asset.Severity;
import io.reconai.server.store.FiguresStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Sums over the asset rows.
public final class SqliteFiguresStore implements FiguresStore {

    private static final String SUMS = Arrays.stream(Severity.values())
            .map(severity -> severity.name().toLowerCase(Locale.ROOT))
            .map(word -> "coalesce(sum(json_extract(row_document, '$.open_findings_by_severity." + word + "')), 0) AS "
                    + word)
            .collect(Collectors.joining(", ", "SELECT ", " FROM assets WHERE state = 'active'"));

    private final Database database;

    public SqliteFiguresStore(Database database) {
        this.database = database;
    }

    @Override
    public Map<String, Long> openFindings() {
        return database.read(connection -> Sql.first(connection, SUMS, row -> {
                    Map<String, Long> counts = new HashMap<>();
                    for (var severity : Severity.values()) {
                        var word = severity.name().toLowerCase(Locale.ROOT);
                        counts.put(word, row.getLong(word));
                    }
                    return counts;
                })
                .orElseThrow());
    }
}
