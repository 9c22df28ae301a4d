package io.reconai.server.scans;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.reconai.server.assets.StoredAsset;
import io.reconai.server.http.Ids;
import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetRemarkStore;
import io.reconai.server.store.AssetRemarkStore.Due;
import io.reconai.server.store.AssetStore;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Looks again at assets that people want looked at every so many hours: those of one domain that are due together in
/// one scan, which costs nothing. While another scan of the domain goes they stay due.
///
/// The scan's id follows from the time they were due at: two servers on one store start one scan.
@ApplicationScoped
public class AssetRescans {

    private static final Logger LOG = Logger.getLogger(AssetRescans.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int AT_ONCE = 500;
    private static final String NOBODY = "system";

    private record Group(String workspaceId, String domain) {}

    private final AssetRemarkStore remarks;
    private final AssetStore assets;
    private final WorkspaceStore workspaces;
    private final Rescans rescans;
    private final ScheduledScans scans;
    private final Quotas quotas;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("asset-rescans").factory());

    AssetRescans(
            AssetRemarkStore remarks,
            AssetStore assets,
            WorkspaceStore workspaces,
            Rescans rescans,
            ScheduledScans scans,
            Quotas quotas,
            Clock clock) {
        this.remarks = remarks;
        this.assets = assets;
        this.workspaces = workspaces;
        this.rescans = rescans;
        this.scans = scans;
        this.quotas = quotas;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        timer.scheduleWithFixedDelay(this::runQuietly, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent ending) {
        timer.shutdown();
    }

    /// Starts what is due.
    void run() {
        var groups = new LinkedHashMap<Group, List<StoredAsset>>();
        var owners = new LinkedHashMap<String, Workspace>();
        for (var due : remarks.due(clock.instant(), AT_ONCE)) {
            var asset = assets.find(due.workspace(), due.assetId());
            if (asset.isEmpty() || !Rescans.isPossible(asset.get()) || !isInPlan(due)) {
                putOff(due.workspace(), due.assetId());
                continue;
            }
            owners.put(due.workspace().id(), due.workspace());
            groups.computeIfAbsent(
                            new Group(due.workspace().id(), asset.get().row().parentDomain()), _ -> new ArrayList<>())
                    .add(asset.get());
        }
        groups.forEach((group, together) -> {
            var workspace = owners.get(group.workspaceId());
            if (workspace != null
                    && scans.start(workspace, scanId(group, together), rescans.wish(workspace, together), NOBODY)) {
                together.forEach(asset -> putOff(workspace, asset.row().assetId()));
            }
        });
    }

    private String scanId(Group group, List<StoredAsset> together) {
        var due = together.stream()
                .flatMap(asset -> Optional.ofNullable(asset.remarks().nextScanAt()).stream())
                .min(Comparator.naturalOrder())
                .map(ServerJson::text)
                .orElseGet(() -> ServerJson.text(clock.instant())); // somebody has just changed his mind
        return Ids.from("scn", "rescan", group.workspaceId(), group.domain(), due);
    }

    private boolean isInPlan(Due due) {
        var plan = workspaces.plan(due.workspace()).orElse(Plan.FREE);
        return quotas.limits(plan).shortestIntervalHours() != null;
    }

    /// Until the next time.
    private void putOff(Workspace workspace, String assetId) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        remarks.change(workspace, assetId, before -> {
            var hours = before.scanFrequencyHours();
            return hours == null || !before.rescanEnabled()
                    ? before.rescanned(false, hours, null)
                    : before.rescanned(true, hours, now.plus(Duration.ofHours(hours)));
        });
    }

    /// A store that is away must not end the timer; health says that it is away.
    private void runQuietly() {
        try {
            run();
        } catch (RuntimeException away) {
            LOG.warn("assets that are due could not be looked at", away);
        }
    }
}
