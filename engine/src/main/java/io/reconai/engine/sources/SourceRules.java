package io.reconai.engine.sources;

import java.time.Duration;

/// How one source is to be treated.
///
/// @param id such as `ct.crtsh`; in reports and paths
/// @param spacing between the starts of two requests, over all scans
/// @param time for one request
/// @param budget for all requests of one scan, retries and pauses included
public record SourceRules(String id, Duration spacing, Duration time, Duration budget) {

    /// A source that may be asked every so often; 30 s for each request.
    public static SourceRules of(String id, Duration spacing, Duration budget) {
        return new SourceRules(id, spacing, Duration.ofSeconds(30), budget);
    }
}
