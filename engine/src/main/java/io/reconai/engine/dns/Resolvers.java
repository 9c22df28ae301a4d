package io.reconai.engine.dns;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// The recursive resolvers that were configured, and which of them are fit for use.
final class Resolvers {

    /// A resolver that needs longer than this for two easy questions would hold up everything.
    private static final Duration TIME = Duration.ofSeconds(3);

    /// Each is tried out this many times at once, so that some lost packets do not make a bad resolver a dead one.
    private static final int TRIES = 3;

    private static final Duration GOOD_FOR = Duration.ofMinutes(5);

    private final List<InetSocketAddress> configured;
    private final ReentrantLock checking = new ReentrantLock();
    private volatile List<InetSocketAddress> usable;
    private List<ResolverCheck> checks = List.of();
    private long checkedAt;

    Resolvers(List<InetSocketAddress> configured) {
        this.configured = configured;
        usable = configured;
    }

    /// All that were configured, less those that a check has found unfit.
    List<InetSocketAddress> usable() {
        return usable;
    }

    /// Checks all side by side, unless that was done in the last five minutes.
    List<ResolverCheck> check(ResolverCheck.Asking asking) throws InterruptedException {
        checking.lockInterruptibly();
        try {
            if (checks.isEmpty() || System.nanoTime() - checkedAt > GOOD_FOR.toNanos()) {
                checks = checkAll(asking);
                checkedAt = System.nanoTime();
                usable = checks.stream()
                        .filter(ResolverCheck::isUsable)
                        .map(ResolverCheck::resolver)
                        .toList();
            }
            return checks;
        } finally {
            checking.unlock();
        }
    }

    private List<ResolverCheck> checkAll(ResolverCheck.Asking asking) throws InterruptedException {
        var random = new SecureRandom();
        var until = System.nanoTime() + TIME.toNanos();
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var running = configured.stream()
                    .flatMap(resolver -> Stream.generate(() -> resolver).limit(TRIES))
                    .map(resolver -> threads.submit(() -> ResolverCheck.of(resolver, asking, random)))
                    .toList();
            var done = new ArrayList<ResolverCheck>();
            for (var i = 0; i < configured.size(); i++) {
                var tries = new ArrayList<ResolverCheck>();
                for (var check : running.subList(i * TRIES, (i + 1) * TRIES)) {
                    tries.add(result(configured.get(i), check, until - System.nanoTime()));
                }
                done.add(Collections.max(tries, Comparator.comparing(ResolverCheck::verdict)));
            }
            return done.stream().anyMatch(ResolverCheck::isUsable)
                    ? List.copyOf(done)
                    : done.stream().map(ResolverCheck::forWantOfABetter).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static ResolverCheck result(InetSocketAddress resolver, Future<ResolverCheck> check, long nanos)
            throws InterruptedException {
        try {
            return check.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            return new ResolverCheck(resolver, ResolverCheck.Verdict.SILENT, "does not answer");
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
    }
}
