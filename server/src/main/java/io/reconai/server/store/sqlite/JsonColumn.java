package io.reconai.server.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.server.http.ServerJson;
import java.sql.SQLException;
import java.util.Collection;

/// Records kept as JSON in one column.
final class JsonColumn {

    private JsonColumn() {}

    static String text(Object value) {
        try {
            return ServerJson.forStore().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Values for `json_each(?)`.
    static String list(Collection<String> values) {
        return text(values);
    }

    static <T> T read(String text, Class<T> type) throws SQLException {
        try {
            return ServerJson.forStore().readValue(text, type);
        } catch (JsonProcessingException damaged) {
            throw new SQLException("a document of the store cannot be read", damaged);
        }
    }
}
