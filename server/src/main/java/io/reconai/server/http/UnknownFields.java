package io.reconai.server.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Refuses a body with fields that nobody knows, and names them all.
@Provider
public final class UnknownFields implements ReaderInterceptor {

    /// Enough to mend a body by; the rest is somebody's play.
    private static final int MOST_NAMED = 20;

    private static final ScopedValue<Set<String>> FOUND = ScopedValue.newInstance();

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        var found = new TreeSet<String>();
        var body = ScopedValue.where(FOUND, found).call(() -> context.proceed());
        if (!found.isEmpty()) {
            throw ApiException.invalid(found.stream()
                    .limit(MOST_NAMED)
                    .map(name -> new ApiException.FieldError(name, "unknown", "there is no such field"))
                    .toList());
        }
        return body;
    }

    /// Notes the fields while a body is read; outside of one it leaves them to the mapper.
    static final class Notes extends DeserializationProblemHandler {

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String name)
                throws IOException {
            if (!FOUND.isBound()) {
                return false;
            }
            if (FOUND.get().size() <= MOST_NAMED) {
                FOUND.get().add(path(parser));
            }
            parser.skipChildren();
            return true;
        }

        /// Where the parser stands, such as `config.url`; it has read the value's first token already.
        private static String path(JsonParser parser) {
            var place = parser.getParsingContext();
            var isInside =
                    parser.currentToken() == JsonToken.START_OBJECT || parser.currentToken() == JsonToken.START_ARRAY;
            return (isInside ? place.getParent() : place)
                    .pathAsPointer()
                    .toString()
                    .substring(1)
                    .replace('/', '.');
        }
    }
}
