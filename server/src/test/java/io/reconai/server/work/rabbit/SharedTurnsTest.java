package io.reconai.server.work.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.server.MovableClock;
import io.reconai.server.store.StorePorts;
import io.reconai.server.store.StoreUnderTest;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Turns at addresses among several processes on one store.
@Timeout(120)
class SharedTurnsTest {

    private static final int AT_ONCE = 2;

    /// Not renewed while a test runs.
    private static final Duration LEASE = Duration.ofHours(1);

    private static final List<InetAddress> ADDRESS = List.of(InetAddress.ofLiteral("203.0.113.7"));
    private static final List<InetAddress> BOTH =
            List.of(InetAddress.ofLiteral("203.0.113.7"), InetAddress.ofLiteral("2001:db8::7"));

    @TempDir
    Path folder = Path.of("");

    enum Kind {
        SQLITE,
        MONGODB
    }

    private StoreUnderTest store(Kind kind) {
        return kind == Kind.SQLITE ? StoreUnderTest.sqlite(folder) : StoreUnderTest.mongo();
    }

    private static SharedTurns turns(StorePorts ports, String process) {
        return new SharedTurns(ports.leases(), process, AT_ONCE, LEASE, Clock.systemUTC());
    }

    @ParameterizedTest
    @EnumSource
    void togetherTheyStayWithinWhatAnAddressBears(Kind kind) throws Exception {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        try (var store = store(kind);
                var first = turns(store.open(), "first");
                var second = turns(store.open(), "second");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<Boolean>>();
            for (var i = 0; i < 40; i++) {
                var own = i % 2 == 0 ? first : second;
                var wanted = i % 3 == 0 ? BOTH : ADDRESS;
                all.add(threads.submit(() -> {
                    try (var _ = own.take(wanted)) {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        Thread.yield();
                        now.decrementAndGet();
                    }
                    return true;
                }));
            }
            for (var one : all) {
                assertThat(one.get()).isTrue();
            }
        }
        assertThat(most).hasValueBetween(1, AT_ONCE);
    }

    @ParameterizedTest
    @EnumSource
    void theTurnsOfAProcessThatDiedAreFree(Kind kind) throws Exception {
        var clock = new MovableClock();
        try (var store = store(kind);
                var died = new SharedTurns(store.open().leases(), "died", AT_ONCE, LEASE, clock);
                var other = new SharedTurns(store.open().leases(), "other", AT_ONCE, LEASE, clock);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            died.take(BOTH);
            died.take(ADDRESS);
            var waiting = threads.submit(() -> other.take(ADDRESS));
            clock.advance(LEASE);
            waiting.get().close();
            other.take(BOTH).close();
        }
    }
}
