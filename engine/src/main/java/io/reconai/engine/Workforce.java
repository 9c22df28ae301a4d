package io.reconai.engine;

import io.reconai.engine.enrichment.HostObserver;

/// Who looks at the hosts of a scan: the engine itself, or others that it hands them to.
///
/// Names are found, resolved and judged by the engine that runs the scan whoever looks.
public interface Workforce {

    /// Looks at hosts in place of the engine's own observer, or leaves some to it. What it throws costs the host its
    /// evidence and is said as a failure on our side.
    HostObserver beside(HostObserver own);

    /// How many hosts of a scan are looked at, or wait for others to do so, at a time.
    int hostsAtOnce();

    /// The engine alone.
    static Workforce alone(int hostsAtOnce) {
        return new Workforce() {
            @Override
            public HostObserver beside(HostObserver own) {
                return own;
            }

            @Override
            public int hostsAtOnce() {
                return hostsAtOnce;
            }
        };
    }
}
