package io.reconai.engine.sources;

import java.net.URI;

/// A source that is asked with a key only.
///
/// @param base where it is
/// @param key empty for none
public record KeyedSource(URI base, String key) {

    @Override
    public String toString() {
        return base + (key.isEmpty() ? " without key" : " with key");
    }
}
