package io.reconai.server.store;

import io.reconai.engine.asset.DomainName;
import io.reconai.server.domains.Domain;
import io.reconai.server.domains.ProofMethod;
import io.reconai.server.identity.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether the domains of workspaces are shown to be theirs, and when that is looked at again.
public interface OwnershipStore {

    /// A proof that is to be looked at again.
    ///
    /// @param due the time it is due at; what tells one claim from the next
    /// @param hasFailed the last look did not find it
    record DueCheck(Workspace workspace, Domain domain, ProofMethod method, Instant due, boolean hasFailed) {

        /// The same after it was claimed.
        public DueCheck until(Instant time) {
            return new DueCheck(workspace, domain, method, time, hasFailed);
        }
    }

    /// The verified domain that is a name or lies nearest above it.
    Optional<Domain> nearestVerified(Workspace workspace, DomainName name);

    /// The proof was found. Since when the domain is verified stays as it is.
    void shown(Workspace workspace, String domainId, ProofMethod method, Instant at, Instant nextCheck);

    /// Somebody looked and did not find a proof; nothing follows from it.
    void looked(Workspace workspace, String domainId, Instant at);

    /// Proofs that are due, of all workspaces, the oldest first.
    List<DueCheck> due(Instant now, int most);

    /// Takes a look at a proof upon oneself, until a time from which on another may.
    ///
    /// @return true for exactly one of all who ask
    boolean claim(DueCheck check, Instant until);

    /// The proof was not found for the first time.
    void failed(Workspace workspace, String domainId, Instant at, Instant nextCheck);

    /// The look could not be made.
    void postpone(Workspace workspace, String domainId, Instant nextCheck);

    /// Ends a proof.
    ///
    /// @return false when there was none any more
    boolean takeAway(Workspace workspace, String domainId, Instant at);
}
