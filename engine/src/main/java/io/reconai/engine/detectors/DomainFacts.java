package io.reconai.engine.detectors;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.DomainStanding;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.asset.Reliance;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Finds what is known of the registration of domains that a host relies on.
final class DomainFacts {

    /// A domain's standing and its place.
    record Fact(DomainStanding standing, int index) {

        boolean isFree() {
            return standing.verdict() == DomainStanding.Verdict.FREE;
        }

        /// It is free, may be, or is about to be.
        boolean isInDoubt() {
            return standing.verdict() != DomainStanding.Verdict.NOT_FREE;
        }

        Proof proof() {
            return new Proof(
                    "/reliance/domains/" + index,
                    standing.domain() + ": DNS says " + standing.first() + " and " + standing.second() + " (asked "
                            + String.join(" and ", standing.resolvers()) + "), the registry " + standing.registry()
                            + (standing.status().isEmpty() ? "" : " with " + String.join(", ", standing.status())));
        }
    }

    private DomainFacts() {}

    /// What is known of the domain in which a name lies, as registries sell it; empty where it was not in doubt, or not
    /// asked about.
    static Optional<Fact> around(Evidence evidence, DomainName name) {
        return known(evidence).isEmpty() // as of most hosts, and names cost more to take apart
                ? Optional.empty()
                : PublicSuffixes.soldByRegistry(name).flatMap(domain -> of(evidence, domain));
    }

    private static List<DomainStanding> known(Evidence evidence) {
        return evidence.reliances().map(Reliance::domains).orElse(List.of());
    }

    /// What is known of a domain; empty where it was not in doubt, or not asked about.
    static Optional<Fact> of(Evidence evidence, DomainName domain) {
        var domains = known(evidence);
        return IntStream.range(0, domains.size())
                .mapToObj(index -> new Fact(domains.get(index), index))
                .filter(fact -> fact.standing().domain().equals(domain.value()))
                .findFirst();
    }
}
