package io.reconai.server.schedules;

import io.reconai.engine.ScanMode;
import io.reconai.server.audit.AuditEntry;
import io.reconai.server.audit.AuditLog;
import io.reconai.server.domains.DomainRegister;
import io.reconai.server.domains.VerificationLost;
import io.reconai.server.store.ScheduleStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;

/// Lets active schedules fall back to standard when nothing shows any more that their domains may be looked at closely.
@ApplicationScoped
public class ActiveSchedules {

    private final ScheduleStore schedules;
    private final DomainRegister register;
    private final AuditLog audit;

    ActiveSchedules(ScheduleStore schedules, DomainRegister register, AuditLog audit) {
        this.schedules = schedules;
        this.register = register;
        this.audit = audit;
    }

    void fallBack(@Observes VerificationLost lost) {
        for (var scheduled : schedules.below(lost.workspace(), lost.domain(), ScanMode.ACTIVE)) {
            if (!register.mayScanActively(lost.workspace(), scheduled.domain())) {
                schedules.setMode(lost.workspace(), scheduled.domainId(), ScanMode.STANDARD);
                audit.recordBySystem(
                        lost.workspace(),
                        "schedule.set",
                        new AuditEntry.Target(
                                "domain",
                                scheduled.domainId(),
                                scheduled.domain().value()),
                        Map.of("mode", List.of("active", "standard")));
            }
        }
    }
}
