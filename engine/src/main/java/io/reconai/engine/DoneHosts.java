package io.reconai.engine;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Host;
import io.reconai.engine.discovery.DiscoveredName;
import io.reconai.engine.discovery.EvidenceNames;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a scan that goes on has seen: hosts, which it does not look at again, and the names that their evidence
/// mentions, which nothing else may lead to.
///
/// @param values of the hosts
/// @param neighbourhood what they show together, for the scan to go on with and to close; empty without hosts
public record DoneHosts(Set<String> values, List<DiscoveredName> mentioned, Optional<Neighbourhood> neighbourhood) {

    /// Of a scan that begins.
    public static final DoneHosts NONE = new DoneHosts(Set.of(), List.of(), Optional.empty());

    public DoneHosts {
        values = Set.copyOf(values);
        mentioned = List.copyOf(mentioned);
    }

    /// True when a host was seen.
    public boolean contains(Host host) {
        return values.contains(host.value());
    }

    /// These and more hosts that are not to be looked at.
    public DoneHosts and(Collection<String> others) {
        var all = new HashSet<>(values);
        all.addAll(others);
        return new DoneHosts(all, mentioned, neighbourhood);
    }

    /// Collects hosts from the evidence of one or more scans; not for several threads.
    public static final class Collected {

        private final Set<String> values = new HashSet<>();
        private final Map<DomainName, DiscoveredName> mentioned = new LinkedHashMap<>();
        private final Map<DomainName, Neighbourhood> neighbourhoods = new LinkedHashMap<>();

        /// Takes a host that was seen.
        ///
        /// @throws IOException when what is needed of it later cannot be put aside
        public void add(Asset asset) throws IOException {
            var evidence = asset.evidence();
            neighbourhoods
                    .computeIfAbsent(evidence.host().domain(), _ -> new Neighbourhood())
                    .add(asset);
            values.add(evidence.host().value());
            EvidenceNames.of(evidence, evidence.host().domain())
                    .forEach(name -> mentioned.merge(name.name(), name, Collected::surer));
        }

        private static DiscoveredName surer(DiscoveredName one, DiscoveredName other) {
            return one.proven() ? one : other;
        }

        /// What concerns the scan of a domain; asked once for each.
        public DoneHosts of(DomainName domain) {
            return new DoneHosts(
                    values,
                    mentioned.values().stream()
                            .filter(name -> name.name().isAtOrBelow(domain))
                            .toList(),
                    Optional.ofNullable(neighbourhoods.remove(domain)));
        }
    }
}
