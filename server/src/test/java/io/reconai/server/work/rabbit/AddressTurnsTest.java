package io.reconai.server.work.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressTurnsTest {

    private static final List<InetAddress> ADDRESSES = IntStream.range(1, 5)
            .mapToObj(i -> InetAddress.ofLiteral("203.0.113." + i))
            .toList();

    @Test
    void noAddressHasMoreThanItBears() throws Exception {
        var turns = new AddressTurns(2);
        var now = new AtomicIntegerArray(ADDRESSES.size());
        var most = new AtomicIntegerArray(ADDRESSES.size());
        var random = new Random(7);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 2_000)
                    .<Future<?>>mapToObj(_ -> {
                        var wanted = random.ints(2, 0, ADDRESSES.size())
                                .distinct()
                                .boxed()
                                .toList();
                        return threads.submit(() -> {
                            try (var _ = turns.take(
                                    wanted.stream().map(ADDRESSES::get).toList())) {
                                wanted.forEach(i -> most.accumulateAndGet(i, now.incrementAndGet(i), Math::max));
                                Thread.yield();
                                wanted.forEach(now::decrementAndGet);
                            }
                            return true;
                        });
                    })
                    .toList();
            for (var one : all) {
                assertThat(one.get()).isEqualTo(true);
            }
        }
        for (var i = 0; i < ADDRESSES.size(); i++) {
            assertThat(most.get(i)).isBetween(1, 2);
        }
    }

    @Test
    void aHostWithoutAddressWaitsForNobody() throws Exception {
        var turns = new AddressTurns(1);
        try (var _ = turns.take(List.of());
                var _ = turns.take(ADDRESSES)) {
            assertThat(turns).isNotNull();
        }
    }

    @Test
    void theSameAddressTwiceIsOneTurn() throws Exception {
        var turns = new AddressTurns(1);
        var twice = List.of(ADDRESSES.getFirst(), ADDRESSES.getFirst());
        turns.take(twice).close();
        turns.take(twice).close();
    }
}
