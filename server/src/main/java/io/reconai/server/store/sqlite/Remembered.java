package io.reconai.server.store.sqlite;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.WrittenJson;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers that hold until something is written: who somebody is, what a workspace adds up to and the pages of lists
/// that people look at are asked for far more often than they change. Safe for use by many threads.
///
/// Each answer is about a subject: a workspace, for what it holds; an account or a session, for who somebody is.
/// Whoever writes says by [#forget] what that changes, and whoever learns that another process has written forgets
/// all.
final class Remembered {

    /// A thousand people who look at their first pages ask some fourteen questions each. Some hundred bytes an answer.
    private static final int MOST = 20_000;

    /// Letters of the pages of lists, of an octet each where they are of Latin-1.
    private static final long MOST_OF_PAGES = 64 << 20;

    /// What a page takes beside its text, and what one takes that is only noted.
    private static final int BESIDE = 1_000;

    private final Cache<Object, Answer> answers =
            CacheBuilder.newBuilder().maximumSize(MOST).build();
    private final Cache<Object, Answer> pages = CacheBuilder.newBuilder()
            .maximumWeight(MOST_OF_PAGES)
            .weigher((Object _, Answer page) -> letters(page.value()) + BESIDE)
            .build();
    private final AtomicLong writes = new AtomicLong();

    /// The number of the last write that changed everything.
    private volatile long changed;

    /// The number of the last write about each subject, as far as it came later.
    private final Map<String, Long> changedAbout = new ConcurrentHashMap<>();

    /// An answer, and after how many writes it was found.
    ///
    /// @param value null where it is only known that it was asked for
    private record Answer(@Nullable Object value, long writes) {}

    /// After each write, before whoever wrote is told.
    synchronized void forget() {
        changed = writes.incrementAndGet();
        changedAbout.clear();
    }

    /// After a write that changes only answers about this subject.
    synchronized void forget(String about) {
        changedAbout.put(about, writes.incrementAndGet());
        if (changedAbout.size() > MOST) {
            forget();
        }
    }

    /// @param question equal for the same question; its answers are of one type, which cannot be changed
    <T> T answer(String about, Object question, Supplier<T> store) {
        return answer(answers, about, question, store, true);
    }

    /// The same for a page of a list. It is kept from the second time on that it is asked for between two writes: to
    /// keep what nobody asks for again costs the memory's collector more than it saves.
    <T extends WrittenJson> PageOf<T> page(String about, Object question, Supplier<PageOf<T>> store) {
        var known = pages.getIfPresent(question);
        return answer(pages, about, question, store, known != null && holds(known, about));
    }

    @SuppressWarnings("unchecked")
    private <T> T answer(
            Cache<Object, Answer> kept, String about, Object question, Supplier<T> store, boolean isWorthKeeping) {
        var before = writes.get(); // whatever is written while the store is asked, the answer is not kept past it
        var known = kept.getIfPresent(question);
        if (known != null && known.value() != null && holds(known, about)) {
            return (T) known.value();
        }
        var value = store.get();
        kept.put(question, new Answer(isWorthKeeping ? value : null, before));
        return value;
    }

    private boolean holds(Answer known, String about) {
        return known.writes() >= changed && known.writes() >= changedAbout.getOrDefault(about, 0L);
    }

    private static int letters(@Nullable Object value) {
        return value instanceof PageOf<?> page
                ? page.items().stream()
                        .mapToInt(item -> ((WrittenJson) item).json().length())
                        .sum()
                : 0;
    }
}
