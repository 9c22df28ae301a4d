package io.reconai.server.store;

/// Says whether the store answers.
@FunctionalInterface
public interface StoreHealth {
    boolean isHealthy();
}
