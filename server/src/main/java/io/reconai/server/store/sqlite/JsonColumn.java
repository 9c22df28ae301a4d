package io.reconai.server.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.reconai.server.http.ServerJson;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/// Records kept as JSON in one column.
final class JsonColumn {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

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

    /// One object whose values are texts.
    static Map<String, String> texts(String text) throws SQLException {
        try {
            return ServerJson.forStore().readValue(text, TEXTS);
        } catch (JsonProcessingException damaged) {
            throw new SQLException("a document of the store cannot be read", damaged);
        }
    }

    static <T> T read(String text, Class<T> type) throws SQLException {
        try {
            return ServerJson.forStore().readValue(text, type);
        } catch (JsonProcessingException damaged) {
            throw new SQLException("a document of the store cannot be read", damaged);
        }
    }
}
