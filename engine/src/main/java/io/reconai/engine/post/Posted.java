package io.reconai.engine.post;

import java.time.Duration;

/// What came of handing over a message.
public sealed interface Posted {

    /// How long it took.
    Duration elapsed();

    /// An answer, of whatever status.
    ///
    /// @param body its beginning as text, control characters made visible
    record Answered(int status, String body, Duration elapsed) implements Posted {}

    /// Nobody answered, or we did not ask.
    record Nothing(String why, Duration elapsed) implements Posted {}
}
