package io.reconai.server.store;

import io.reconai.engine.asset.DomainName;
import io.reconai.server.domains.Domain;
import io.reconai.server.domains.DomainFilter;
import io.reconai.server.domains.ListedDomain;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import java.util.Optional;

/// The domains of workspaces. Their ownership is in [OwnershipStore], their schedules in [ScheduleStore].
public interface DomainStore {

    /// What goes with a domain.
    enum Removal {
        DOMAIN_ALONE,
        /// The assets that its scans found, with their findings.
        WITH_ASSETS
    }

    /// Lists a domain, unless the workspace has it. A name that was listed before keeps the challenge of then, whatever
    /// the new one says.
    ///
    /// @return false when it is listed
    boolean add(Workspace workspace, Domain domain);

    Optional<ListedDomain> find(Workspace workspace, String domainId);

    PageOf<ListedDomain> list(Workspace workspace, DomainFilter filter, PageRequest page);

    /// The listed domain that is a name or lies nearest above it.
    Optional<Domain> nearest(Workspace workspace, DomainName name);

    /// Removes a domain with its schedule and its proof; its challenge stays. Nothing when there is none.
    void remove(Workspace workspace, String domainId, Removal removal);
}
