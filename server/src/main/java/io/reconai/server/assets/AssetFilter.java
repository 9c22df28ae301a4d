package io.reconai.server.assets;

import java.util.List;
import java.util.Optional;

/// Which assets are wanted; an empty condition does not limit.
public record AssetFilter(
        List<String> riskLevels,
        List<String> assetTypes,
        List<String> states,
        List<String> severities,
        Optional<String> parentDomain,
        Optional<String> search,
        Optional<Integer> openPort,
        Optional<Integer> minScore,
        Optional<Integer> maxScore,
        Optional<Boolean> hasFindings,
        Optional<String> scanId) {

    public AssetFilter {
        riskLevels = List.copyOf(riskLevels);
        assetTypes = List.copyOf(assetTypes);
        states = List.copyOf(states);
        severities = List.copyOf(severities);
    }
}
