package io.reconai.engine.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    private static final long MILLI = 1_000_000;

    /// Networks and servers, what the best fixed window would reach there, and the share of it that is asked for.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        nearby, default receive buffer    |    50 | 100000 |   190 |  0 |  0.85
        nearby, large buffer              |    50 | 100000 | 10000 |  0 |  0.90
        40 ms away                        | 40000 | 100000 | 10000 |  0 |  0.70
        40 ms away, one in a hundred lost | 40000 | 100000 | 10000 |  1 |  0.65
        40 ms away, one in ten lost       | 40000 | 100000 | 10000 | 10 |  0.50
        40 ms away, slow, small buffer    | 40000 |   5000 |   190 |  0 |  0.75
        trap: far away, small buffer      | 40000 |  20000 |   190 |  0 |  0.60
        """)
    void finds_its_place(String why, long roundTripMicros, int perSecond, int buffer, int lossPercent, double share) {
        var network = new Network(roundTripMicros * 1_000, perSecond, buffer, lossPercent / 100.0, 0);

        var answered = network.run(Duration.ofSeconds(3));

        assertThat(answered / 3.0).as("answers a second").isGreaterThan(share * perSecond);
    }

    @Test
    void shrinks_for_a_server_that_refuses_what_is_too_much_for_it() {
        var network = new Network(20 * MILLI, 50_000, 10_000, 0, 500);

        network.run(Duration.ofSeconds(3));

        assertThat(network.window.size()).isLessThan(64);
    }

    @Test
    void waits_longer_than_the_round_trip_and_longest_for_the_last_try() {
        var window = new Window(Duration.ofMillis(400));
        assertThat(window.timeoutNanos(0, false)).isEqualTo(400 * MILLI);

        for (var i = 1; i <= 200; i++) {
            window.sent();
            window.answered(40 * MILLI, true, i * MILLI);
        }

        assertThat(window.timeoutNanos(0, false)).isBetween(59 * MILLI, 61 * MILLI);
        assertThat(window.timeoutNanos(1, false)).isBetween(118 * MILLI, 122 * MILLI);
        assertThat(window.timeoutNanos(7, true)).isEqualTo(2_500 * MILLI);
    }

    @Test
    void an_answer_to_a_repeated_question_says_nothing_about_the_round_trip() {
        var window = new Window(Duration.ofMillis(400));

        window.sent();
        window.answered(2_000 * MILLI, false, MILLI);

        assertThat(window.timeoutNanos(0, false)).isEqualTo(400 * MILLI);
    }

    /// A path with a delay and a loss to a server with a speed and a buffer, in time of its own; asked as fast as the
    /// window permits.
    private static final class Network {

        private record Event(long at, long sentAt, Kind kind) {}

        private enum Kind {
            ANSWER,
            REFUSAL,
            TIMEOUT
        }

        final Window window = new Window(Duration.ofMillis(400));
        private final PriorityQueue<Event> events =
                new PriorityQueue<>((left, right) -> Long.compare(left.at, right.at));
        private final SplittableRandom random = new SplittableRandom(7);
        private final long roundTrip;
        private final long serviceNanos;
        private final int buffer;
        private final double loss;
        private final long refusalNanos;
        private long serverFreeAt;
        private long nextPermitAt;

        /// @param permitted questions a second that are not refused; 0 for all
        Network(long roundTrip, int perSecond, int buffer, double loss, int permitted) {
            this.roundTrip = roundTrip;
            serviceNanos = 1_000_000_000L / perSecond;
            this.buffer = buffer;
            this.loss = loss;
            refusalNanos = permitted == 0 ? 0 : 1_000_000_000L / permitted;
        }

        int run(Duration time) {
            var answered = 0;
            var now = 0L;
            while (now < time.toNanos()) {
                while (window.hasRoom()) {
                    window.sent();
                    send(now);
                }
                var event = events.remove();
                now = event.at;
                switch (event.kind) {
                    case ANSWER -> {
                        window.answered(now - event.sentAt, true, now);
                        answered++;
                    }
                    case REFUSAL -> window.failed(now);
                    case TIMEOUT -> window.lost();
                }
            }
            return answered;
        }

        private void send(long now) {
            var arrives = now + roundTrip / 2;
            var begins = Math.max(arrives, serverFreeAt);
            if (begins - arrives >= buffer * serviceNanos || random.nextDouble() < loss) {
                events.add(new Event(now + window.timeoutNanos(0, false), now, Kind.TIMEOUT));
                return;
            }
            serverFreeAt = begins + serviceNanos;
            events.add(new Event(serverFreeAt + roundTrip / 2, now, isPermitted(begins) ? Kind.ANSWER : Kind.REFUSAL));
        }

        private boolean isPermitted(long at) {
            if (at < nextPermitAt) {
                return false;
            }
            nextPermitAt = at + refusalNanos;
            return true;
        }
    }
}
