package io.reconai.server.findings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which findings are wanted; an empty condition does not limit.
///
/// @param scanId last seen by that scan
/// @param reopened came back after it was fixed
public record FindingFilter(
        List<FindingState> states,
        List<String> severities,
        List<String> types,
        List<String> detectors,
        List<String> categories,
        Optional<String> assetId,
        Optional<String> parentDomain,
        Optional<String> scanId,
        Optional<String> assignee,
        Optional<String> search,
        Optional<Instant> firstSeenAfter,
        Optional<Instant> firstSeenBefore,
        Optional<Instant> lastSeenAfter,
        Optional<Instant> lastSeenBefore,
        Optional<Boolean> reopened) {

    public FindingFilter {
        states = List.copyOf(states);
        severities = List.copyOf(severities);
        types = List.copyOf(types);
        detectors = List.copyOf(detectors);
        categories = List.copyOf(categories);
    }

    /// Everything in any state.
    public static FindingFilter all() {
        return new FindingFilter(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// The same for one asset.
    public FindingFilter of(String asset) {
        return new FindingFilter(
                states,
                severities,
                types,
                detectors,
                categories,
                Optional.of(asset),
                parentDomain,
                scanId,
                assignee,
                search,
                firstSeenAfter,
                firstSeenBefore,
                lastSeenAfter,
                lastSeenBefore,
                reopened);
    }

    /// The same below one domain.
    public FindingFilter below(String domain) {
        return new FindingFilter(
                states,
                severities,
                types,
                detectors,
                categories,
                assetId,
                Optional.of(domain),
                scanId,
                assignee,
                search,
                firstSeenAfter,
                firstSeenBefore,
                lastSeenAfter,
                lastSeenBefore,
                reopened);
    }

    /// The same for what one scan saw.
    public FindingFilter seenBy(String scan) {
        return new FindingFilter(
                states,
                severities,
                types,
                detectors,
                categories,
                assetId,
                parentDomain,
                Optional.of(scan),
                assignee,
                search,
                firstSeenAfter,
                firstSeenBefore,
                lastSeenAfter,
                lastSeenBefore,
                reopened);
    }
}
