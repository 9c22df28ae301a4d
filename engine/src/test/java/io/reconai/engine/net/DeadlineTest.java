package io.reconai.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {

    /// A wait that ends a part of a millisecond early looks as if something else had ended it.
    @ParameterizedTest
    @ValueSource(longs = {1, 999_999, 1_000_001, 1_500_000, 2_000_001, 123_456_789})
    void whoWaitsForItFindsItPassed(long nanos) {
        var deadline = Deadline.in(Duration.ofNanos(nanos));
        var left = Duration.ofMillis(deadline.remainingMillis());
        assertThat(left).isGreaterThanOrEqualTo(deadline.remaining());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1_000_000_000, 0})
    void neverSaysForEver(long nanos) {
        var deadline = Deadline.in(Duration.ofNanos(nanos));
        assertThat(deadline.remainingMillis()).isEqualTo(1);
        assertThat(deadline.hasPassed()).isTrue();
    }
}
