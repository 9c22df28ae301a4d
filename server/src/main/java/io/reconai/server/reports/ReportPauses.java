package io.reconai.server.reports;

import io.reconai.server.identity.Workspace;
import io.reconai.server.mail.Outbox;
import io.reconai.server.schedules.PauseReason;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.Quotas;
import io.reconai.server.workspaces.Member;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Why a report does not leave although it is wanted.
@ApplicationScoped
class ReportPauses {

    private final WorkspaceStore workspaces;
    private final Quotas quotas;
    private final Outbox outbox;

    ReportPauses(WorkspaceStore workspaces, Quotas quotas, Outbox outbox) {
        this.workspaces = workspaces;
        this.quotas = quotas;
        this.outbox = outbox;
    }

    /// True when the plan, as it is now, has reports of a format.
    boolean isInPlan(Workspace workspace, ReportFormat format) {
        return format != ReportFormat.PDF
                || quotas.limits(workspaces.plan(workspace).orElse(Plan.FREE)).integrations();
    }

    /// @param reachable members who may be written to
    Optional<PauseReason> of(Workspace workspace, ReportSchedule schedule, List<Member> reachable) {
        if (!outbox.isOpen()) {
            return Optional.of(PauseReason.NO_MAIL);
        }
        if (!isInPlan(workspace, schedule.format())) {
            return Optional.of(PauseReason.PLAN);
        }
        return reachable.stream().noneMatch(member -> schedule.recipients().contains(member.uid()))
                ? Optional.of(PauseReason.NO_RECIPIENT)
                : Optional.empty();
    }
}
