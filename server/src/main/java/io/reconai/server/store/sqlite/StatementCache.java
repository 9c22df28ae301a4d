package io.reconai.server.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Prepared statements of connections that are kept: SQLite takes longer to parse and plan a short query than to answer
/// it.
///
/// A connection belongs to one thread at a time, and so does its cache.
final class StatementCache {

    private static final int MOST = 200;
    private static final Map<Connection, StatementCache> ALL = new ConcurrentHashMap<>();

    /// The one used longest ago first; without those in use.
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>(MOST, 0.75f, true);

    private StatementCache() {}

    /// From now on what this connection prepares is kept.
    static void begin(Connection connection) {
        ALL.put(connection, new StatementCache());
    }

    /// Before a connection is closed, which closes its statements.
    static void end(Connection connection) {
        ALL.remove(connection);
    }

    /// A statement, to be given back when its rows were read. One that is in use already is made once more.
    static PreparedStatement take(Connection connection, String sql) throws SQLException {
        var kept = Optional.ofNullable(ALL.get(connection)).map(cache -> cache.idle.remove(sql));
        return kept.isPresent() ? kept.get() : connection.prepareStatement(sql);
    }

    static void giveBack(Connection connection, String sql, PreparedStatement statement) throws SQLException {
        var cache = ALL.get(connection);
        if (cache == null || cache.idle.containsKey(sql)) {
            statement.close();
            return;
        }
        cache.idle.put(sql, statement);
        if (cache.idle.size() > MOST) {
            var oldest = cache.idle.keySet().iterator().next();
            cache.idle.remove(oldest).close();
        }
    }
}
