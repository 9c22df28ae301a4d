package io.reconai.engine.sources;

import java.net.URI;

/// A source that knows its customers by a key.
///
/// @param base where it is
/// @param key none where the operator has none
public record KeyedSource(URI base, Secret key) {}
