package io.reconai.server.limits;

import java.time.Duration;

/// So many requests in so long a time, at any moment counted backwards from now.
///
/// @param word the interface's, such as `hour`
/// @param text for people, such as `1 hour`
public record Window(String word, String text, Duration length, int limit) {

    static Window minute(int limit) {
        return new Window("minute", "1 minute", Duration.ofMinutes(1), limit);
    }

    static Window hour(int limit) {
        return new Window("hour", "1 hour", Duration.ofHours(1), limit);
    }

    static Window day(int limit) {
        return new Window("day", "1 day", Duration.ofDays(1), limit);
    }
}
