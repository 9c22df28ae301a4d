package io.reconai.server.identity;

import io.reconai.server.store.UsageStore;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.usage.Quotas;
import io.reconai.server.usage.UsageLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Draws profiles: an account with the plan and the usage of a workspace.
@ApplicationScoped
class Profiles {

    private final WorkspaceStore workspaces;
    private final UsageStore usage;
    private final UsageLog log;
    private final Quotas quotas;
    private final Clock clock;

    Profiles(WorkspaceStore workspaces, UsageStore usage, UsageLog log, Quotas quotas, Clock clock) {
        this.workspaces = workspaces;
        this.usage = usage;
        this.log = log;
        this.quotas = quotas;
        this.clock = clock;
    }

    /// As seen from the person's own workspace.
    Profile of(Account account) {
        var own = workspaces
                .membership(account.uid(), account.uid())
                .orElseThrow(() -> new IllegalStateException("without a workspace: " + account.uid()));
        return of(account, own);
    }

    Profile of(Account account, Membership membership) {
        log.flush();
        var used = usage.usage(Workspace.of(membership.workspaceId()), clock.instant());
        return Profile.of(account, membership, quotas.limits(membership.plan()), used);
    }
}
