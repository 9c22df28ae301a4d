package io.reconai.engine.sources;

import java.time.Duration;

/// How one source is to be treated.
///
/// @param id such as `ct.crtsh`; in reports and paths
/// @param spacing between the starts of two requests, over all scans
/// @param time for one request
/// @param budget for all requests of one scan together, retries and pauses included; time in which nothing is
///     asked does not count, since some questions arise late in a scan
/// @param missing what its status 404 says
public record SourceRules(String id, Duration spacing, Duration time, Duration budget, Missing missing) {

    /// What a source means by status 404.
    public enum Missing {
        /// It knows nothing of what it was asked about.
        NOTHING_KNOWN,
        /// It never says so: the address is wrong, or the interface is gone.
        A_FAILURE
    }

    public SourceRules(String id, Duration spacing, Duration time, Duration budget) {
        this(id, spacing, time, budget, Missing.A_FAILURE);
    }

    /// A source that may be asked every so often; 30 s for each request.
    public static SourceRules of(String id, Duration spacing, Duration budget) {
        return new SourceRules(id, spacing, Duration.ofSeconds(30), budget);
    }

    /// The same for a source that says 404 of what it knows nothing about.
    public SourceRules knowingNothingBy404() {
        return new SourceRules(id, spacing, time, budget, Missing.NOTHING_KNOWN);
    }
}
