package io.reconai.engine.http;

import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.detectors.Probe;
import io.reconai.engine.net.Deadline;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/// Asks one origin for many paths, a few at a time, until all are asked or it shows that it has enough.
///
/// What is begun then is ended still, so that a few more requests may follow the first sign. Used once.
final class PathWalk {

    /// Requests on their way at once: what a browser takes for fair is six.
    static final int AT_ONCE = 4;

    /// Lists that are shorter are not worth another connection.
    private static final int WORTH_A_CONNECTION = 8;

    /// After this many failures in a row the host is left alone.
    private static final int GIVE_UP = 3;

    private static final String TIME_UP = "the host's time was up";

    /// Makes the request for one path.
    @FunctionalInterface
    interface Question {
        Exchange ask(Probe probe) throws InterruptedException;
    }

    private final List<Probe> probes;
    private final Deadline deadline;
    private final Question question;
    private final Exchange[] made;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<String> stopped = new AtomicReference<>("");

    PathWalk(List<Probe> probes, Deadline deadline, Question question) {
        this.probes = probes;
        this.deadline = deadline;
        this.question = question;
        made = new Exchange[probes.size()];
    }

    /// Asks; returns when all that was begun has ended.
    ///
    /// @return why it stopped early; empty when all were asked
    String walk() throws InterruptedException {
        var lanes = Math.clamp(probes.size() / WORTH_A_CONNECTION, 1, AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var others = IntStream.range(1, lanes)
                    .mapToObj(_ -> threads.submit(this::lane))
                    .toList();
            try {
                lane();
                for (var other : others) {
                    await(other);
                }
            } catch (InterruptedException cancelled) {
                threads.shutdownNow();
                throw cancelled;
            }
        }
        return Objects.requireNonNull(stopped.get());
    }

    private static void await(Future<?> lane) throws InterruptedException {
        try {
            lane.get();
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
    }

    /// What was asked, in the order of the paths.
    List<Exchange> made() {
        return Arrays.stream(made).filter(Objects::nonNull).toList();
    }

    private Void lane() throws InterruptedException {
        while (stopped.get().isEmpty()) {
            var turn = next.getAndIncrement();
            if (turn >= probes.size()) {
                break;
            }
            if (deadline.hasPassed()) {
                stop(TIME_UP);
                break;
            }
            var exchange = question.ask(probes.get(turn));
            made[turn] = exchange;
            judge(exchange);
        }
        return null;
    }

    private void judge(Exchange exchange) {
        exchange.answered()
                .filter(PathWalk::isTired)
                .ifPresent(answer -> stop("the host asked for rest (status " + answer.status() + ")"));
        if (exchange.outcome() == ExchangeOutcome.ANSWERED) {
            failures.set(0);
        } else if (failures.incrementAndGet() >= GIVE_UP) {
            stop(GIVE_UP + " requests in a row failed");
        }
    }

    private void stop(String reason) {
        stopped.compareAndSet("", reason);
    }

    static boolean isTired(HttpAnswer answer) {
        return answer.status() == 429 || answer.status() == 503;
    }
}
