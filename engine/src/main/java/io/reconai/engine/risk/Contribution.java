package io.reconai.engine.risk;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one feature adds to the score, compared with the baseline host.
///
/// @param feature its key, such as `has_ssh_open`
/// @param value as observed; null when unknown, and then `points` is exactly 0
/// @param points of the score, negative when it lowers it
public record Contribution(
        String feature, String label, @Nullable Double value, double points) {

    /// The value as observed; empty when unknown.
    public Optional<Double> observed() {
        return Optional.ofNullable(value);
    }
}
