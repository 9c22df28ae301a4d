package io.reconai.engine.detectors;

import java.util.List;

/// Every detector there is.
public final class Detectors {

    private static final List<Detector> ALL = List.of();

    private Detectors() {}

    /// All detectors, in the order in which their findings are listed.
    public static List<Detector> all() {
        return ALL;
    }
}
