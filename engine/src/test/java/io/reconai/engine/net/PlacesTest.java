package io.reconai.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PlacesTest {

    private static final Deadline LONG = Deadline.in(Duration.ofSeconds(30));
    private static final Deadline SHORT = Deadline.in(Duration.ofMillis(1));

    @Test
    void thereAreSoManyAndNoMore() throws Exception {
        var places = new Places(2);
        assertThat(places.take(LONG)).isTrue();
        assertThat(places.take(LONG)).isTrue();
        assertThat(places.take(SHORT)).isFalse();
        places.giveBack();
        assertThat(places.take(LONG)).isTrue();
    }

    @Test
    void whoWaitsEndsTheLongestRest() throws Exception {
        var places = new Places(2);
        var ended = new AtomicInteger();
        places.take(LONG);
        places.take(LONG);
        var first = places.rest(() -> {
            ended.incrementAndGet();
            places.giveBack();
        });
        var second = places.rest(() -> ended.addAndGet(100));
        assertThat(places.take(LONG)).isTrue();
        assertThat(ended).hasValue(1);
        assertThat(first.wake()).isFalse();
        assertThat(second.wake()).isTrue();
    }

    @Test
    void whatWokeIsNotEnded() throws Exception {
        var places = new Places(1);
        places.take(LONG);
        var rest = places.rest(() -> {
            throw new AssertionError("closed while in use");
        });
        assertThat(rest.wake()).isTrue();
        assertThat(places.take(Deadline.in(Duration.ofMillis(300)))).isFalse();
    }

    @Test
    void whatRestsWhileAnotherWaitsGivesItsPlace() throws Exception {
        var places = new Places(1);
        places.take(LONG);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waits = threads.submit(() -> places.take(LONG));
            places.rest(places::giveBack);
            assertThat(waits.get()).isTrue();
        }
    }
}
