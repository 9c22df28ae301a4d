package io.reconai.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// How fast many answers came.
///
/// @param p50 milliseconds that half of them took at most
/// @param p99 milliseconds that 99 of 100 took at most; the nearest rank
record Load(double perSecond, double p50, double p99) {

    /// Lets all callers ask for one path at the same time, each again as soon as it was answered.
    ///
    /// @param path with `{asset}` for an asset of the caller's own
    /// @throws IOException when an answer is not 200
    static Load full(List<Caller> callers, String path, Duration time) throws IOException, InterruptedException {
        return run(callers, path, time, Duration.ZERO);
    }

    /// Lets all callers together ask so many times a second, evenly. A question that has to wait for the answer of the
    /// one before counts from when it was due, so that a pause of the service is not left out of its times.
    static Load paced(List<Caller> callers, String path, Duration time, int perSecond)
            throws IOException, InterruptedException {
        return run(
                callers,
                path,
                time,
                Duration.ofSeconds(1).multipliedBy(callers.size()).dividedBy(perSecond));
    }

    private static Load run(List<Caller> callers, String path, Duration time, Duration between)
            throws IOException, InterruptedException {
        var began = System.nanoTime();
        var until = began + time.toNanos();
        var all = new ArrayList<Future<List<Long>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var number = 0; number < callers.size(); number++) {
                var caller = callers.get(number);
                var first = began + between.toNanos() * number / callers.size();
                all.add(threads.submit(() -> {
                    var times = new ArrayList<Long>();
                    for (var due = first; Math.max(due, System.nanoTime()) < until; due += between.toNanos()) {
                        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                        var asked = between.isZero() ? System.nanoTime() : due;
                        caller.get(path);
                        times.add(System.nanoTime() - asked);
                    }
                    return times;
                }));
            }
        }
        var elapsed = (System.nanoTime() - began) / 1e9;
        var times = new ArrayList<Long>();
        for (var one : all) {
            try {
                times.addAll(one.get());
            } catch (java.util.concurrent.ExecutionException broken) {
                throw new IOException(broken.getCause());
            }
        }
        var sorted = times.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Load(sorted.length / elapsed, percentile(sorted, 50), percentile(sorted, 99));
    }

    private static double percentile(long[] sorted, int percent) {
        var rank = (int) Math.ceil(percent / 100.0 * sorted.length) - 1;
        return sorted[Math.clamp(rank, 0, sorted.length - 1)] / 1e6;
    }
}
