package io.reconai.server.domains;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.server.schedules.SchedulePauses.Room;
import io.reconai.server.schedules.ScheduleView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A domain as the interface shows it.
///
/// @param monitored it is scanned by itself: its schedule is enabled
/// @param riskScore absent while nothing is known of it
record DomainView(
        String domainId,
        DomainName domain,
        boolean verified,
        @Nullable Instant verifiedAt,
        @Nullable ProofMethod verificationMethod,
        @Nullable Instant lastCheckedAt,
        DomainChallenge challenge,
        boolean monitored,
        @Nullable ScheduleView schedule,
        long assetCount,
        @Nullable Integer riskScore,
        @Nullable RiskLevel riskLevel,
        @Nullable String lastScanId,
        @Nullable Instant lastScannedAt,
        @Nullable Instant nextScanAt,
        Instant addedAt) {

    static DomainView of(ListedDomain listed, Room room) {
        var domain = listed.domain();
        var schedule = listed.schedule();
        var score = listed.figures().riskScore();
        return new DomainView(
                domain.domainId(),
                domain.name(),
                domain.isVerified(),
                domain.verifiedAt(),
                domain.verificationMethod(),
                domain.lastCheckedAt(),
                DomainChallenge.of(domain),
                schedule != null && schedule.enabled(),
                schedule == null ? null : ScheduleView.of(schedule, room.pause(domain.domainId(), schedule)),
                listed.figures().assetCount(),
                score,
                score == null ? null : RiskLevel.of(score),
                listed.figures().lastScanId(),
                listed.figures().lastScannedAt(),
                listed.nextScanAt(),
                domain.addedAt());
    }
}
