package io.reconai.server.domains;

import io.reconai.engine.asset.DomainName;
import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.Ids;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.DomainStore;
import io.reconai.server.store.OwnershipStore;
import io.reconai.server.system.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/// Which domains a workspace has, and which of them it may look at closely.
@ApplicationScoped
public class DomainRegister {

    private final DomainStore domains;
    private final OwnershipStore ownership;
    private final CurrentCaller caller;
    private final ServerSettings settings;
    private final AuditLog audit;
    private final Clock clock;

    DomainRegister(
            DomainStore domains,
            OwnershipStore ownership,
            CurrentCaller caller,
            ServerSettings settings,
            AuditLog audit,
            Clock clock) {
        this.domains = domains;
        this.ownership = ownership;
        this.caller = caller;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    /// Lists a domain in the caller's workspace, if it is not.
    public void add(DomainName name) {
        add(Ids.next("dom"), name);
    }

    /// Lists a domain in the caller's workspace.
    ///
    /// @return false when it is listed already
    boolean add(String domainId, DomainName name) {
        var domain = new Domain(
                domainId,
                name,
                Ids.random(Domain.CHALLENGE_LETTERS),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                null,
                null,
                null);
        if (!domains.add(caller.workspace(), domain)) {
            return false;
        }
        audit.record("domain.added", "domain", domain.domainId(), name.value());
        return true;
    }

    /// True when a name may be scanned actively: it or a name above it is verified, or the operator asks for no proof.
    public boolean mayScanActively(Workspace workspace, DomainName name) {
        return !settings.requiresOwnership()
                || ownership.nearestVerified(workspace, name).isPresent();
    }

    /// @throws ApiException `DOMAIN_NOT_VERIFIED` when a name may not be scanned actively
    public void requireProof(Workspace workspace, DomainName name) {
        if (!mayScanActively(workspace, name)) {
            throw new ApiException(
                            ErrorCode.DOMAIN_NOT_VERIFIED,
                            "An active scan needs proof that " + name + " is yours; choose passive or standard")
                    .with(
                            "domain_id",
                            domains.nearest(workspace, name)
                                    .map(Domain::domainId)
                                    .orElse(null));
        }
    }
}
