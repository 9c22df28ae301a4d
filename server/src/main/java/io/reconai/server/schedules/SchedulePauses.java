package io.reconai.server.schedules;

import io.reconai.server.identity.Caller;
import io.reconai.server.store.ScheduleStore;
import io.reconai.server.store.ScheduleStore.Monitored;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.usage.PlanLimits;
import io.reconai.server.usage.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Which schedules rest although they are switched on: by the same rules by which [ScheduleRunner] passes them over.
@ApplicationScoped
public class SchedulePauses {

    private static final String ARCHIVED = "archived";

    private final ScheduleStore schedules;
    private final WorkspaceStore workspaces;
    private final Quotas quotas;

    SchedulePauses(ScheduleStore schedules, WorkspaceStore workspaces, Quotas quotas) {
        this.schedules = schedules;
        this.workspaces = workspaces;
        this.quotas = quotas;
    }

    /// What schedules of one workspace have room for at one moment.
    ///
    /// @param monitored ids of domains, those that were listed first before others
    public record Room(PlanLimits limits, List<String> monitored, boolean isArchived) {

        public Room {
            monitored = List.copyOf(monitored);
        }

        /// Why a schedule rests; empty when it runs, and when somebody switched it off.
        public Optional<PauseReason> pause(String domainId, Schedule schedule) {
            if (!schedule.enabled()) {
                return Optional.empty();
            }
            if (isArchived) {
                return Optional.of(PauseReason.ARCHIVED);
            }
            return PlanCheck.runs(limits, schedule.rhythm(), monitored.indexOf(domainId))
                    ? Optional.empty()
                    : Optional.of(PauseReason.PLAN);
        }
    }

    /// In the caller's workspace, now.
    public Room room(Caller caller) {
        var workspace = caller.workspace();
        var isArchived = workspaces
                .view(workspace.id(), caller.account().uid())
                .filter(view -> view.status().equals(ARCHIVED))
                .isPresent();
        return new Room(
                quotas.limits(caller.membership().plan()),
                schedules.monitored(workspace).stream().map(Monitored::domainId).toList(),
                isArchived);
    }
}
