package io.reconai.engine.sources;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.function.Consumer;

/// JSON from strangers: nested 32 deep at most, strings up to 64 KiB, nothing else but [UnexpectedAnswerException].
public final class SourceJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(64 * 1024)
                            .build())
                    .build())
            .build();

    private SourceJson() {}

    /// A whole document.
    public static JsonNode read(byte[] body) throws UnexpectedAnswerException {
        try {
            var read = MAPPER.readTree(body);
            if (read == null || read.isMissingNode()) {
                throw new UnexpectedAnswerException("it is empty");
            }
            return read;
        } catch (IOException garbage) {
            throw new UnexpectedAnswerException(reason(garbage));
        }
    }

    /// The members of an array, one after another; of one that ends in the middle those that came before.
    ///
    /// @return false when it ended in the middle
    public static boolean readArray(byte[] body, Consumer<JsonNode> members) throws UnexpectedAnswerException {
        var any = false;
        try (var parser = MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new UnexpectedAnswerException("it is no JSON array");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == null) {
                    return false;
                }
                members.accept(parser.readValueAsTree());
                any = true;
            }
            return true;
        } catch (JsonParseException cut) {
            if (any) {
                return false;
            }
            throw new UnexpectedAnswerException(cut.getOriginalMessage());
        } catch (IOException garbage) {
            throw new UnexpectedAnswerException(reason(garbage));
        }
    }

    private static String reason(IOException garbage) {
        return garbage instanceof com.fasterxml.jackson.core.JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(garbage.getMessage());
    }
}
