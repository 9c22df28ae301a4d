package io.reconai.server.store.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Statements with parameters, values never spliced into text.
final class Sql {

    private Sql() {}

    /// Reads one row into a value.
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// What is done with a statement.
    @FunctionalInterface
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /// @return how many rows were changed
    static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        return use(connection, sql, PreparedStatement::executeUpdate, parameters);
    }

    static <T> List<T> list(Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        Use<List<T>> reading = statement -> {
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<T>();
                while (rows.next()) {
                    found.add(row.read(rows));
                }
                return found;
            }
        };
        return use(connection, sql, reading, parameters);
    }

    static <T> Optional<T> first(Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        return list(connection, sql, row, parameters).stream().findFirst();
    }

    /// A long text: its octets are read at once, which takes a fraction of the time.
    static String longText(ResultSet row, String column) throws SQLException {
        return new String(row.getBytes(column), StandardCharsets.UTF_8);
    }

    private static <T> T use(Connection connection, String sql, Use<T> use, @Nullable Object... parameters)
            throws SQLException {
        var statement = StatementCache.take(connection, sql);
        var isSound = false;
        try {
            for (var i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var result = use.of(statement);
            isSound = true;
            return result;
        } finally {
            if (isSound) {
                StatementCache.giveBack(connection, sql, statement);
            } else {
                statement.close();
            }
        }
    }
}
