package io.reconai.engine.discovery;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.SourceHealth;

/// A source that is not asked, so that the report can say why.
///
/// @param why such as `no key`
public record Unasked(String id, String why) implements Collector {

    @Override
    public ScanMode leastMode() {
        return ScanMode.PASSIVE;
    }

    @Override
    public SourceHealth collect(Discovery discovery) {
        return SourceHealth.skipped(id, why);
    }
}
