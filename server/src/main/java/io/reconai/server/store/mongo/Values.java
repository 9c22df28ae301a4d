package io.reconai.server.store.mongo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.server.http.ServerJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/// What documents hold, in our words: times are dates (milliseconds), closed lists lower-case words.
final class Values {

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private Values() {}

    static Date date(Instant at) {
        return Date.from(at);
    }

    static @Nullable Date dateOrNull(@Nullable Instant at) {
        return at == null ? null : Date.from(at);
    }

    static Instant instant(Document document, String field) {
        return document.getDate(field).toInstant();
    }

    static @Nullable Instant instantOrNull(Document document, String field) {
        var date = document.get(field);
        return date instanceof Date at ? at.toInstant() : null;
    }

    static @Nullable String textOrNull(Document document, String field) {
        return document.get(field) instanceof String text ? text : null;
    }

    /// A number that counts; 0 where there is none.
    static long number(Document document, String field) {
        return document.get(field) instanceof Number number ? number.longValue() : 0;
    }

    static List<Document> documents(Document document, String field) {
        return document.getList(field, Document.class, List.of());
    }

    static List<String> texts(Document document, String field) {
        return document.getList(field, String.class, List.of());
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    /// A record's fields as the interface writes them; the named ones, which are times, as dates.
    static Document fields(Object value, List<String> times) {
        var document = new Document(ServerJson.forStore().convertValue(value, FIELDS));
        for (var time : times) {
            if (document.get(time) instanceof String text) {
                document.put(time, date(Instant.parse(text)));
            }
        }
        return document;
    }

    /// The record that [#fields] was made of; what it does not know is passed over.
    static <T> T value(Document document, Class<T> type) {
        return ServerJson.forStore().convertValue(plain(document), type);
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Document document -> {
                var fields = new LinkedHashMap<String, @Nullable Object>();
                document.forEach((name, part) -> {
                    if (!name.equals("_id")) {
                        fields.put(name, part == null ? null : plain(part));
                    }
                });
                yield fields;
            }
            case List<?> list -> list.stream().map(Values::plain).toList();
            case Date at -> ServerJson.text(at.toInstant());
            default -> value;
        };
    }

    static String json(Object value) {
        try {
            return ServerJson.forStore().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static <T> T parsed(String text, Class<T> type) {
        try {
            return ServerJson.forStore().readValue(text, type);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("a document of the store cannot be read", damaged);
        }
    }

    static <T> T parsed(String text, TypeReference<T> type) {
        try {
            return ServerJson.forStore().readValue(text, type);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("a document of the store cannot be read", damaged);
        }
    }

    /// Long JSON, compressed: a document holds 16 MiB at most.
    static Binary packed(ObjectMapper mapper, Object value) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes)) {
            mapper.writeValue(out, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Binary(bytes.toByteArray());
    }

    static <T> T unpacked(ObjectMapper mapper, Document document, String field, Class<T> type) {
        var bytes = document.get(field, Binary.class).getData();
        try (var in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return mapper.readValue(in, type);
        } catch (IOException damaged) {
            throw new UncheckedIOException("a document of the store cannot be read", damaged);
        }
    }

    /// The JSON itself.
    static String unpacked(Document document, String field) {
        var bytes = document.get(field, Binary.class).getData();
        try (var in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException("a document of the store cannot be read", damaged);
        }
    }
}
