package io.reconai.engine.asset;

import java.util.Set;

/// What belongs to a scan: the domain and the names below it, less the names that the operator excluded and all below
/// those.
///
/// Names outside are reported where they are met, and neither looked at nor followed to.
public record Scope(DomainName domain, Set<DomainName> excluded) {

    public Scope {
        excluded = Set.copyOf(excluded);
    }

    /// The domain and all below it.
    public static Scope of(DomainName domain) {
        return new Scope(domain, Set.of());
    }

    /// True for a name that may be looked at.
    public boolean includes(DomainName name) {
        return name.isAtOrBelow(domain) && !excludes(name);
    }

    /// True for a name that is off limits, wherever it lies.
    public boolean excludes(DomainName name) {
        return !excluded.isEmpty() && excluded.stream().anyMatch(name::isAtOrBelow);
    }
}
