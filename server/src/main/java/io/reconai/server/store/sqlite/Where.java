package io.reconai.server.store.sqlite;

import io.reconai.server.http.PageRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The conditions of one query, values as parameters. Column names come from our own code only.
final class Where {

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();
    private final String tenant;

    /// Begins with the tenant, which no query is without.
    Where(String column, String value) {
        tenant = value;
        sql.append(column).append(" = ?");
        parameters.add(value);
    }

    Where isOneOf(String column, List<String> values) {
        if (!values.isEmpty()) {
            var marks = values.stream().map(_ -> "?").collect(Collectors.joining(", "));
            sql.append(" AND ").append(column).append(" IN (").append(marks).append(')');
            parameters.addAll(values);
        }
        return this;
    }

    /// A condition of our own text, such as `risk_score >= ?`.
    Where and(String condition, Object... values) {
        sql.append(" AND ").append(condition);
        parameters.addAll(List.of(values));
        return this;
    }

    /// Contains the text literally, without case.
    Where contains(String column, String text) {
        sql.append(" AND instr(").append(column).append(", ?) > 0");
        parameters.add(text.toLowerCase(Locale.ROOT));
        return this;
    }

    long count(Connection connection, String table) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT count(*) FROM " + table + " WHERE " + sql,
                        row -> row.getLong(1),
                        parameters.toArray())
                .orElse(0L);
    }

    /// How many rows there are in all: a page that is not full is the last one, and of others the number is
    /// remembered until something is written.
    ///
    /// @param found rows on the page
    long total(Database database, String table, PageRequest page, int found) {
        if (found < page.limit() && (found > 0 || page.offset() == 0)) {
            return page.offset() + found;
        }
        return database.remembered(tenant, question("total of " + table), connection -> count(connection, table));
    }

    /// What is asked for, to be compared with other questions.
    List<Object> question(Object... further) {
        return List.of(List.of(further), sql.toString(), List.copyOf(parameters));
    }

    /// How many rows have each value of a column, the most frequent first.
    <T> List<T> counts(Connection connection, String column, String table, int limit, Sql.Row<T> row)
            throws SQLException {
        var all = new ArrayList<>(parameters);
        all.add(limit);
        return Sql.list(
                connection,
                "SELECT " + column + ", count(*) FROM " + table + " WHERE " + sql + " GROUP BY " + column
                        + " ORDER BY count(*) DESC, " + column + " LIMIT ?",
                row,
                all.toArray());
    }

    /// Some rows in an order of our own.
    <T> List<T> some(
            Connection connection, String columns, String table, String order, int limit, long offset, Sql.Row<T> row)
            throws SQLException {
        var all = new ArrayList<>(parameters);
        all.add(limit);
        all.add(offset);
        return Sql.list(
                connection,
                "SELECT " + columns + " FROM " + table + " WHERE " + sql + " ORDER BY " + order + " LIMIT ? OFFSET ?",
                row,
                all.toArray());
    }

    <T> List<T> page(
            Connection connection, String columns, String table, PageRequest page, String idColumn, Sql.Row<T> row)
            throws SQLException {
        return Sql.list(
                connection,
                "SELECT " + columns + " FROM " + table + " WHERE " + sql + " ORDER BY " + order(page, idColumn)
                        + " LIMIT ? OFFSET ?",
                row,
                paged(page));
    }

    /// A page of a table with long rows: the order is found in short ones, and only what is shown is read whole.
    <T> List<T> pageOfLong(
            Connection connection, String columns, String table, PageRequest page, String idColumn, Sql.Row<T> row)
            throws SQLException {
        var order = order(page, idColumn);
        return Sql.list(
                connection,
                "SELECT " + columns + " FROM " + table + " WHERE rowid IN (SELECT rowid FROM " + table + " WHERE " + sql
                        + " ORDER BY " + order + " LIMIT ? OFFSET ?) ORDER BY " + order,
                row,
                paged(page));
    }

    private static String order(PageRequest page, String idColumn) {
        return Stream.concat(
                        page.sort().stream()
                                .map(by -> by.field() + (by.descending() ? " DESC" : " ASC") + " NULLS LAST"),
                        Stream.of(idColumn))
                .collect(Collectors.joining(", "));
    }

    private Object[] paged(PageRequest page) {
        var all = new ArrayList<>(parameters);
        all.add(page.limit());
        all.add(page.offset());
        return all.toArray();
    }
}
