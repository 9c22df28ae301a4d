package io.reconai.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.server.MovableClock;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Guessing gets slower, and nobody is locked out by it.
class FailedSignInsTest {

    private static final String EMAIL = "ana@acme.example";

    private final MovableClock clock = new MovableClock();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final FailedSignIns failures = new FailedSignIns(clock, new Pause() {
        @Override
        public void of(Duration length) {
            pauses.add(length);
        }
    });

    private void fail(int times) {
        IntStream.range(0, times).forEach(_ -> failures.failed(EMAIL));
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "9, PT0S",
        "10, PT0.5S",
        "11, PT1S",
        "12, PT2S",
        "13, PT4S",
        "14, PT8S",
        "15, PT8S",
        "999, PT8S"
    })
    void delays(int already, Duration expected) {
        assertThat(FailedSignIns.delay(already)).isEqualTo(expected);
    }

    @Test
    void waitsAfterManyFailuresFromWhereverTheyCame() throws Exception {
        fail(10);
        failures.await(EMAIL.toUpperCase(java.util.Locale.ROOT), () -> false);
        assertThat(pauses).containsExactly(Duration.ofMillis(500));
        failures.await("other@acme.example", () -> false);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void whoIsAtHomeDoesNotWait() throws Exception {
        fail(50);
        failures.await(EMAIL, () -> true);
        assertThat(pauses).isEmpty();
    }

    @Test
    void successAndTimeForget() throws Exception {
        fail(50);
        failures.succeeded(EMAIL);
        failures.await(EMAIL, () -> false);
        fail(50);
        clock.advance(Duration.ofMinutes(61));
        failures.await(EMAIL, () -> false);
        assertThat(pauses).isEmpty();
        fail(1);
        failures.await(EMAIL, () -> false);
        assertThat(pauses).isEmpty();
    }

    @Test
    void fewWaitSideBySide() throws Exception {
        var allIn = new CountDownLatch(4);
        var goOn = new CountDownLatch(1);
        var slow = new FailedSignIns(clock, new Pause() {
            @Override
            public void of(Duration length) throws InterruptedException {
                allIn.countDown();
                goOn.await();
            }
        });
        IntStream.range(0, 20).forEach(_ -> slow.failed(EMAIL));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = IntStream.range(0, 4)
                    .mapToObj(_ -> threads.submit(() -> {
                        slow.await(EMAIL, () -> false);
                        return true;
                    }))
                    .toList();
            allIn.await();
            assertThatThrownBy(() -> slow.await(EMAIL, () -> false))
                    .isInstanceOfSatisfying(ApiException.class, error -> assertThat(error.code())
                            .isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED));
            slow.await(EMAIL, () -> true); // its owner, at home
            goOn.countDown();
            for (var one : waiting) {
                assertThat(one.get()).isTrue();
            }
        }
        slow.await(EMAIL, () -> false); // there is room again
    }
}
