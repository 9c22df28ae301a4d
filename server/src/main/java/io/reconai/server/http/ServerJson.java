package io.reconai.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.reconai.engine.asset.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// JSON as the interface writes it: as the engine does, with times in milliseconds, and strict about what comes in.
public final class ServerJson {

    private static final ObjectMapper MAPPER = Json.mapper()
            .copy()
            .registerModule(new SimpleModule("milliseconds").addSerializer(Instant.class, new Milliseconds()))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /// For documents of the store: an older server may meet fields of a newer one.
    private static final ObjectMapper LENIENT =
            MAPPER.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private ServerJson() {}

    private static final class Milliseconds extends StdSerializer<Instant> {

        private static final long serialVersionUID = 1;

        Milliseconds() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant at, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(text(at));
        }
    }

    /// A time as the interface writes it: RFC 3339, UTC, milliseconds.
    public static String text(Instant at) {
        return Timestamp.text(at);
    }

    /// For documents of the store.
    public static ObjectMapper forStore() {
        return LENIENT;
    }

    /// Gives the framework the interface's mapper, which takes a text for a text and a number for a number only.
    static final class Producer {
        @Produces
        @Singleton
        ObjectMapper mapper() {
            var mapper = MAPPER.copy()
                    .configure(EnumFeature.WRITE_ENUMS_TO_LOWERCASE, true)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .addHandler(new UnknownFields.Notes());
            for (var type : List.of(LogicalType.Integer, LogicalType.Float, LogicalType.Boolean)) {
                mapper.coercionConfigFor(type).setCoercion(CoercionInputShape.String, CoercionAction.Fail);
            }
            for (var shape :
                    List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
                mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
            }
            return mapper;
        }
    }
}
