package io.reconai.server.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/// One object of Stripe's, read in its own words. What it refers to is an id, or the object itself where it was
/// expanded.
record StripeDocument(JsonNode node) {

    StripeDocument at(String pointer) {
        return new StripeDocument(node.at(pointer));
    }

    Optional<String> text(String pointer) {
        return Optional.of(node.at(pointer))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty());
    }

    String need(String pointer) throws UnreadableEventException {
        return text(pointer).orElseThrow(() -> new UnreadableEventException(pointer + " is missing"));
    }

    /// The id of what is referred to.
    Optional<String> reference(String pointer) {
        return text(pointer).or(() -> text(pointer + "/id"));
    }

    Optional<Instant> time(String pointer) {
        return Optional.of(node.at(pointer))
                .filter(JsonNode::isIntegralNumber)
                .filter(number -> number.canConvertToLong())
                .map(JsonNode::asLong)
                .filter(seconds -> seconds > 0 && seconds < LAST_SECOND)
                .map(Instant::ofEpochSecond);
    }

    /// The end of the year 9999: what lies beyond is no time.
    private static final long LAST_SECOND = 253_402_300_799L;

    Instant needTime(String pointer) throws UnreadableEventException {
        return time(pointer).orElseThrow(() -> new UnreadableEventException(pointer + " is no time"));
    }

    boolean isTrue(String pointer) {
        return node.at(pointer).asBoolean(false);
    }

    long number(String pointer) {
        return node.at(pointer).asLong(0);
    }
}
