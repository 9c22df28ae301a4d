package io.reconai.server.store;

import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.server.analytics.FindingDay;
import io.reconai.server.analytics.RiskFactor;
import io.reconai.server.analytics.Selection;
import io.reconai.server.analytics.Snapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sums over a workspace's assets, and what they were on earlier days. Assets count while they are active.
public interface AnalyticsStore {

    /// How many assets of a type are at a level.
    record Share(AssetType type, RiskLevel level, long count) {}

    /// An asset among the riskiest.
    record Risky(
            String assetId,
            String assetValue,
            AssetType assetType,
            int riskScore,
            RiskLevel riskLevel,
            @Nullable String primaryRisk,
            List<Integer> openPorts,
            @Nullable Integer httpStatus,
            Instant lastScannedAt) {}

    /// A finding that was seen first not long ago.
    record Latest(String findingId, String title, Severity severity, String assetValue, Instant firstSeenAt) {}

    /// A product on assets. `outdated`: on one of them a check of outdated software found something of this name.
    record Product(String name, @Nullable String version, long count, boolean outdated) {}

    /// A port that is open on assets.
    record OpenPort(int port, String service, long count) {}

    /// A certificate that an asset shows.
    record Certificate(
            String assetId,
            String assetValue,
            Instant expiry,
            @Nullable Boolean valid) {}

    /// A value and on how many assets it is; `name` is empty where it has none.
    record Counted(String value, String name, long count) {}

    /// A scan in short.
    record LastScan(String scanId, String domain, Instant completedAt) {}

    /// Notes what the workspace and the domain are like now. One note a day: a later one of the day replaces it.
    void snapshot(Selection selection, LocalDate day);

    /// What the selection is like now.
    Snapshot present(Selection selection, LocalDate today);

    /// Days with a note from `from` on, oldest first.
    List<Snapshot> snapshots(Selection selection, LocalDate from);

    /// The newest note of `day` or before.
    Optional<Snapshot> snapshotBefore(Selection selection, LocalDate day);

    /// The first day with a note.
    Optional<LocalDate> firstDay(Selection selection);

    List<FindingDay> findingDays(Selection selection, LocalDate from);

    List<Share> shares(Selection selection);

    List<Risky> riskiest(Selection selection, int limit);

    long assetsSince(Selection selection, Instant at);

    long assetsAtLeast(Selection selection, int score);

    /// Assets that are critical and have been since `at` or later.
    long criticalSince(Selection selection, Instant at);

    long scansSince(Selection selection, Instant from, Instant before);

    Optional<LastScan> lastScan(Selection selection);

    List<Latest> latestFindings(Selection selection, int limit);

    /// Assets with each factor; factors that nobody has are left out.
    Map<RiskFactor, Long> factors(Selection selection);

    List<Product> products(Selection selection, int limit);

    List<OpenPort> ports(Selection selection, int limit);

    /// Certificates that run out before `before`, the soonest first.
    List<Certificate> certificates(Selection selection, Instant before, int limit);

    /// How many certificates run out from `from` on and before `before`.
    long certificatesBetween(Selection selection, Instant from, Instant before);

    /// Autonomous systems, or countries.
    List<Counted> networks(Selection selection, Network kind, int limit);

    /// By what addresses are grouped.
    enum Network {
        ASN,
        COUNTRY
    }
}
