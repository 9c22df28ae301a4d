package io.reconai.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// Looks at one host on a thread of its own and leaves it behind when it does not end: no host, and no fault of ours or
/// of the runtime, holds up the whole scan.
///
/// Whatever is asked of a host has a deadline of its own, well before this one; who gets here has met a bug.
final class HostGuard {

    /// Beyond the host's own time and the longest wait for a browser.
    static final Duration LONGEST = Duration.ofMinutes(5);

    /// How long an interrupted look gets to close what it holds.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final int FRAMES_TOLD = 12;

    private HostGuard() {}

    /// @throws IllegalStateException when it did not end, with where it stood
    static <T> T call(Callable<T> look) throws InterruptedException {
        return call(look, LONGEST);
    }

    static <T> T call(Callable<T> look, Duration longest) throws InterruptedException {
        var task = new FutureTask<>(look);
        var thread = Thread.ofVirtual().name("host").start(task);
        try {
            return task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException endless) {
            var stands = Arrays.stream(thread.getStackTrace())
                    .limit(FRAMES_TOLD)
                    .map(StackTraceElement::toString)
                    .collect(Collectors.joining(" < "));
            task.cancel(true);
            throw new IllegalStateException(
                    "no end in " + longest.toSeconds() + " s, " + thread.getState() + " at " + stands, endless);
        } catch (InterruptedException cancelled) {
            task.cancel(true);
            thread.join(GRACE);
            throw cancelled;
        } catch (ExecutionException ended) {
            throw rethrown(Objects.requireNonNull(ended.getCause()));
        }
    }

    private static RuntimeException rethrown(Throwable cause) throws InterruptedException {
        switch (cause) {
            case InterruptedException cancelled -> throw cancelled;
            case RuntimeException bug -> throw bug;
            case Error broken -> throw broken;
            default -> throw new IllegalStateException(cause);
        }
    }
}
