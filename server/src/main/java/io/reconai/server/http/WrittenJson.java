package io.reconai.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// What is a text of the interface's JSON already, and is handed on as it is.
public interface WrittenJson extends JsonSerializable {

    /// One value.
    String json();

    @Override
    default void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
        out.writeRawValue(new Octets(json()));
    }

    /// A text whose octets are made at once: the generator itself goes letter by letter.
    final class Octets extends SerializedString {

        private static final long serialVersionUID = 1;

        Octets(String json) {
            super(json);
            _unquotedUTF8Ref = json.getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    default void serializeWithType(JsonGenerator out, SerializerProvider provider, TypeSerializer types)
            throws IOException {
        serialize(out, provider);
    }
}
