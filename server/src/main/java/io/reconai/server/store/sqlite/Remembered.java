package io.reconai.server.store.sqlite;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Answers that hold until something is written: who somebody is and what a workspace adds up to is asked far
/// more often than it changes. Safe for use by many threads.
///
/// What this process wrote is seen at once; what another one wrote to the same file after [#OTHERS] at the latest.
final class Remembered {

    /// A thousand people who look at their first pages ask some fourteen questions each. Some hundred bytes an answer.
    private static final int MOST = 20_000;

    private static final Duration OTHERS = Duration.ofSeconds(2);

    private final Cache<Object, Answer> answers =
            CacheBuilder.newBuilder().maximumSize(MOST).build();
    private final AtomicLong writes = new AtomicLong();
    private final LongSupplier nanos;

    Remembered() {
        this(System::nanoTime);
    }

    /// @param nanos as [System#nanoTime] counts
    Remembered(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// An answer, after how many writes it was found, and when.
    private record Answer(Object value, long writes, long nanos) {}

    /// After each write, before whoever wrote is told.
    void forget() {
        writes.incrementAndGet();
    }

    /// @param question equal for the same question; its answers are of one type, which cannot be changed
    @SuppressWarnings("unchecked")
    <T> T answer(Object question, Supplier<T> store) {
        var before = writes.get(); // whatever is written while the store is asked, the answer is not kept past it
        var now = nanos.getAsLong();
        var known = answers.getIfPresent(question);
        if (known != null && known.writes() == before && now - known.nanos() < OTHERS.toNanos()) {
            return (T) known.value();
        }
        var value = store.get();
        answers.put(question, new Answer(value, before, now));
        return value;
    }
}
