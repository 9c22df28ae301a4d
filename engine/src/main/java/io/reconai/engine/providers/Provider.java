package io.reconai.engine.providers;

import io.reconai.engine.asset.ProviderKind;

/// One provider.
record Provider(String id, String name, ProviderKind kind) {}
