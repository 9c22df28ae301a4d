package io.reconai.engine.asset;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// What is worked out of a host's evidence while it is judged, once however many ask for it: a parsed page, an index of
/// its answers.
///
/// Nothing is kept beyond [#share]; outside of it everything is worked out anew. What is shared nobody may change.
public final class Workings {

    private static final ScopedValue<Map<Key, Object>> KNOWN = ScopedValue.newInstance();

    /// What was worked out, and of what: the very object, since comparing evidence would cost more than it saves.
    private record Key(Class<?> kind, Object source) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.kind == kind && key.source == source;
        }

        @Override
        public int hashCode() {
            return 31 * kind.hashCode() + System.identityHashCode(source);
        }
    }

    private Workings() {}

    /// Does some work, in this thread, that asks for the same things again and again.
    public static <T> T share(Supplier<T> work) {
        return ScopedValue.where(KNOWN, new HashMap<>()).call(work::get);
    }

    /// What is made of a source, perhaps made before. There is one thing of a kind for a source.
    public static <T> T once(Class<T> kind, Object source, Supplier<T> make) {
        if (!KNOWN.isBound()) {
            return make.get();
        }
        var key = new Key(kind, source);
        var known = KNOWN.get().get(key);
        if (known != null) {
            return kind.cast(known);
        }
        var made = make.get(); // which may ask for other things
        KNOWN.get().put(key, made);
        return made;
    }
}
