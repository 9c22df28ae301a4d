package io.reconai.server.assets;

import io.reconai.engine.net.CidrRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which assets are wanted; an empty condition does not limit, several values of one are alternatives.
///
/// @param severities of an open finding
/// @param scanId seen by that scan
/// @param technologies by name, or by name and version as rows show them: `nginx/1.21.0`
/// @param countries two capital letters
/// @param asns numbers of autonomous systems
/// @param networks that hold one of the addresses
/// @param findingTypes checks of which there is an open finding
public record AssetFilter(
        List<String> riskLevels,
        List<String> assetTypes,
        List<String> states,
        List<String> severities,
        List<String> parentDomains,
        Optional<String> search,
        Optional<Integer> openPort,
        Optional<Integer> minScore,
        Optional<Integer> maxScore,
        Optional<Boolean> hasFindings,
        Optional<String> scanId,
        List<String> tags,
        List<String> technologies,
        List<String> countries,
        List<String> asns,
        List<CidrRange> networks,
        List<String> findingTypes,
        TimeRange discovered,
        TimeRange scanned,
        Optional<Instant> certExpiresBefore) {

    public AssetFilter {
        riskLevels = List.copyOf(riskLevels);
        assetTypes = List.copyOf(assetTypes);
        states = List.copyOf(states);
        severities = List.copyOf(severities);
        parentDomains = List.copyOf(parentDomains);
        tags = List.copyOf(tags);
        technologies = List.copyOf(technologies);
        countries = List.copyOf(countries);
        asns = List.copyOf(asns);
        networks = List.copyOf(networks);
        findingTypes = List.copyOf(findingTypes);
    }

    /// All assets of some levels and domains.
    public static AssetFilter of(List<String> riskLevels, List<String> parentDomains) {
        return new AssetFilter(
                riskLevels,
                List.of(),
                List.of(),
                List.of(),
                parentDomains,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                TimeRange.ALWAYS,
                TimeRange.ALWAYS,
                Optional.empty());
    }

    /// The same, of what one scan saw.
    public AssetFilter seenBy(Optional<String> scan) {
        return new AssetFilter(
                riskLevels,
                assetTypes,
                states,
                severities,
                parentDomains,
                search,
                openPort,
                minScore,
                maxScore,
                hasFindings,
                scan,
                tags,
                technologies,
                countries,
                asns,
                networks,
                findingTypes,
                discovered,
                scanned,
                certExpiresBefore);
    }

    /// The same in one state.
    public AssetFilter inState(String state) {
        return new AssetFilter(
                riskLevels,
                assetTypes,
                List.of(state),
                severities,
                parentDomains,
                search,
                openPort,
                minScore,
                maxScore,
                hasFindings,
                scanId,
                tags,
                technologies,
                countries,
                asns,
                networks,
                findingTypes,
                discovered,
                scanned,
                certExpiresBefore);
    }
}
