package io.reconai.engine.asset;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is worked out of a host's evidence while it is judged, once however many ask for it: a parsed page, an index of
/// its answers.
///
/// Nothing is kept beyond [#share]; outside of it everything is worked out anew. What is shared nobody may change.
public final class Workings {

    private static final ScopedValue<Workings> KNOWN = ScopedValue.newInstance();

    private static final Workings NOT_SHARED = new Workings();

    private static final int WIDTH = 3;

    /// Kind, source and what was made, one after the other, at a place that the first two tell (open addressing). The
    /// source is known by its identity, since comparing evidence would cost more than it saves. By hand: a host is
    /// asked for hundreds of times.
    private @Nullable Object[] known = new Object[WIDTH * 64];

    private int size;

    private Workings() {}

    /// Does some work, in this thread, that asks for the same things again and again.
    public static <T> T share(Supplier<T> work) {
        return ScopedValue.where(KNOWN, new Workings()).call(work::get);
    }

    /// What is made of a source, perhaps made before. There is one thing of a kind for a source.
    public static <T> T once(Class<T> kind, Object source, Supplier<T> make) {
        var workings = KNOWN.orElse(NOT_SHARED);
        if (workings == NOT_SHARED) {
            return make.get();
        }
        var before = workings.known[workings.place(kind, source) + 2];
        if (before != null) {
            return kind.cast(before);
        }
        var made = make.get(); // which may ask for other things
        workings.keep(kind, source, made);
        return made;
    }

    private void keep(Class<?> kind, Object source, Object made) {
        if (++size * WIDTH * 2 > known.length) {
            grow();
        }
        var place = place(kind, source);
        known[place] = kind;
        known[place + 1] = source;
        known[place + 2] = made;
    }

    private void grow() {
        var before = known;
        known = new Object[before.length * 2];
        for (var i = 0; i < before.length; i += WIDTH) {
            if (before[i] instanceof Class<?> kind && before[i + 1] != null) {
                System.arraycopy(before, i, known, place(kind, before[i + 1]), WIDTH);
            }
        }
    }

    /// Where this is, or would be.
    private int place(Class<?> kind, Object source) {
        var hash = 31 * kind.hashCode() + System.identityHashCode(source);
        var place = (hash * 0x9e3779b9 >>> 8) % (known.length / WIDTH) * WIDTH;
        while (known[place] != null && (known[place] != kind || known[place + 1] != source)) {
            place = place + WIDTH < known.length ? place + WIDTH : 0;
        }
        return place;
    }
}
