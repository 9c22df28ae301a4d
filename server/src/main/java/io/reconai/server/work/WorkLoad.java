package io.reconai.server.work;

import java.time.Instant;
import java.util.Map;

/// How busy the workers beyond the broker are.
///
/// @param waiting orders that no worker has taken
/// @param dead orders that were put aside
/// @param workers the workers heard of in the last minutes, and when
public record WorkLoad(long waiting, long dead, Map<String, Instant> workers) {

    public WorkLoad {
        workers = Map.copyOf(workers);
    }
}
