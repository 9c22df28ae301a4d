package io.reconai.engine.technologies;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A bounded number of things that were worked out once. Safe for use by many threads.
final class Memory<K, V> {

    private final int most;
    private final Map<K, V> known = new ConcurrentHashMap<>();

    /// @param most with the next one all are forgotten, which is cheaper than to know which was not asked for
    Memory(int most) {
        this.most = most;
    }

    /// What is known of this; null when nothing.
    @Nullable
    V get(K key) {
        return known.get(key);
    }

    /// Remembers this; returns what it remembers.
    V keep(K key, V value) {
        if (known.size() >= most) {
            known.clear();
        }
        known.put(key, value);
        return value;
    }
}
