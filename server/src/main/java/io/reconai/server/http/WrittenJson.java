package io.reconai.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;

/// What is a text of the interface's JSON already, and is handed on as it is.
public interface WrittenJson extends JsonSerializable {

    /// One value.
    String json();

    @Override
    default void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
        out.writeRawValue(json());
    }

    @Override
    default void serializeWithType(JsonGenerator out, SerializerProvider provider, TypeSerializer types)
            throws IOException {
        serialize(out, provider);
    }
}
