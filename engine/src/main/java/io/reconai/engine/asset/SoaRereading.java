package io.reconai.engine.asset;

import java.util.List;

/// What name servers said of their zone's SOA once more, where they had not said the same.
///
/// @param afterMs how long after the first reading
/// @param lookups of each server that had answered then, however they ended
public record SoaRereading(long afterMs, List<DnsLookup> lookups) {

    public SoaRereading {
        lookups = List.copyOf(lookups);
    }
}
