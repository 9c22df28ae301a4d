package io.reconai.engine;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;
import io.reconai.engine.discovery.DiscoveredName;
import io.reconai.engine.discovery.EvidenceNames;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a scan that goes on has seen: hosts, which it does not look at again, and the names that their evidence
/// mentions, which nothing else may lead to.
///
/// @param values of the hosts
public record DoneHosts(Set<String> values, List<DiscoveredName> mentioned) {

    /// Of a scan that begins.
    public static final DoneHosts NONE = new DoneHosts(Set.of(), List.of());

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
        return new DoneHosts(all, mentioned);
    }

    /// Collects hosts from the evidence of one or more scans; not for several threads.
    public static final class Collected {

        private final Set<String> values = new HashSet<>();
        private final Map<DomainName, DiscoveredName> mentioned = new LinkedHashMap<>();

        /// Takes a host that was seen.
        public void add(Evidence evidence) {
            values.add(evidence.host().value());
            EvidenceNames.of(evidence, evidence.host().domain())
                    .forEach(name -> mentioned.merge(name.name(), name, Collected::surer));
        }

        private static DiscoveredName surer(DiscoveredName one, DiscoveredName other) {
            return one.proven() ? one : other;
        }

        /// What concerns the scan of a domain.
        public DoneHosts of(DomainName domain) {
            return new DoneHosts(
                    values,
                    mentioned.values().stream()
                            .filter(name -> name.name().isAtOrBelow(domain))
                            .toList());
        }
    }
}
