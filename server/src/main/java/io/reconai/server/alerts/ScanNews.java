package io.reconai.server.alerts;

import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.http.Ids;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecord;
import io.reconai.server.scans.ScanStatus;
import io.reconai.server.scans.ScanView;
import io.reconai.server.store.ScanNewsStore;
import io.reconai.server.store.ScanNewsStore.AssetNews;
import io.reconai.server.store.ScanNewsStore.FindingNews;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns what a scan brought into alerts. The same scan makes the same alerts, of the same ids, however often it is
/// asked.
@ApplicationScoped
class ScanNews {

    /// Of one scan. Who changes more than this at once is told of the worst.
    private static final int MOST = 5_000;

    private final ScanNewsStore store;
    private final EarlierPorts ports;

    ScanNews(ScanNewsStore store, EarlierPorts ports) {
        this.store = store;
        this.ports = ports;
    }

    /// The alerts of one scan.
    private record Scan(Workspace workspace, ScanView view, Instant at, List<Alert> alerts) {

        void add(
                AlertEvent event,
                Severity severity,
                String title,
                Alert.AlertTarget target,
                List<String> tags,
                AlertFacts facts) {
            var domain = view.domain().value();
            alerts.add(new Alert(
                    Ids.from("alr", workspace.id(), view.scanId(), event.word(), target.id()),
                    event,
                    severity,
                    title,
                    target,
                    domain,
                    tags,
                    facts.inScan(domain, view.scanId()),
                    at));
        }
    }

    List<Alert> of(Workspace workspace, ScanRecord record) {
        var view = record.view();
        if (view.trigger().equals("replay") && !record.wish().apply()) {
            return List.of(); // changes nothing
        }
        var scan = new Scan(
                workspace, view, Optional.ofNullable(view.completedAt()).orElse(view.createdAt()), new ArrayList<>());
        var tags = addAssets(scan);
        for (var row : store.gone(workspace, view.scanId(), MOST)) {
            addGone(scan, row);
        }
        for (var news : store.findings(workspace, view.scanId(), MOST)) {
            addFinding(scan, news, tags.getOrDefault(news.row().assetId(), List.of()));
        }
        addEnd(scan);
        return scan.alerts().stream()
                .sorted(Comparator.comparing(Alert::severity).reversed())
                .limit(MOST)
                .toList();
    }

    /// @return the tags of each asset that has some
    private Map<String, List<String>> addAssets(Scan scan) {
        Map<String, List<String>> tags = new HashMap<>();
        var grown = new ArrayList<AssetNews>();
        store.forEachAsset(scan.workspace(), scan.view().scanId(), news -> {
            var row = news.row();
            if (!row.tags().isEmpty()) {
                tags.put(row.assetId(), row.tags());
            }
            if (news.earlier() == null) {
                addNew(scan, row);
            } else if (!news.earlier().ports().containsAll(row.openPorts())) {
                grown.add(news);
            }
            addRisk(scan, news);
        });
        ports.opened(scan.workspace(), grown).forEach((news, opened) -> addPorts(scan, news.row(), opened));
        return tags;
    }

    private static void addNew(Scan scan, AssetRow row) {
        scan.add(
                AlertEvent.ASSET_NEW,
                Severity.INFO,
                "New asset " + row.assetValue(),
                target(row),
                row.tags(),
                facts(row, row.assetValue() + " was not known before", null));
    }

    private static void addRisk(Scan scan, AssetNews news) {
        var row = news.row();
        var before = news.earlier() == null ? null : news.earlier().level();
        var rose = before == null || row.riskLevel().compareTo(before) > 0;
        if (rose && row.riskLevel().compareTo(RiskLevel.HIGH) >= 0) {
            var level = word(row.riskLevel());
            scan.add(
                    AlertEvent.ASSET_HIGH_RISK,
                    row.riskLevel() == RiskLevel.CRITICAL ? Severity.CRITICAL : Severity.HIGH,
                    row.assetValue() + " is at " + level + " risk (" + row.riskScore() + ")",
                    target(row),
                    row.tags(),
                    facts(
                            row,
                            (before == null ? "New, " : "Was at " + word(before) + " risk, now ") + "at " + level
                                    + " risk"
                                    + (row.riskFactors().isEmpty()
                                            ? ""
                                            : ": " + row.riskFactors().getFirst()),
                            before));
        }
    }

    private static void addPorts(Scan scan, AssetRow row, List<Integer> opened) {
        var numbers = String.join(", ", opened.stream().map(String::valueOf).toList());
        scan.add(
                AlertEvent.PORT_OPENED,
                Severity.MEDIUM,
                (opened.size() == 1 ? "Port " : "Ports ") + numbers + " opened on " + row.assetValue(),
                target(row),
                row.tags(),
                facts(row, "The scan before found " + (opened.size() == 1 ? "it" : "them") + " not open", null)
                        .withPorts(opened));
    }

    private static void addGone(Scan scan, AssetRow row) {
        scan.add(
                AlertEvent.ASSET_GONE,
                Severity.INFO,
                row.assetValue() + " was not found any more",
                target(row),
                row.tags(),
                facts(row, "A full scan of " + row.parentDomain() + " did not find it", null));
    }

    private static void addFinding(Scan scan, FindingNews news, List<String> tags) {
        var row = news.row();
        var event =
                switch (news.change()) {
                    case NEW -> AlertEvent.FINDING_NEW;
                    case REOPENED -> AlertEvent.FINDING_REOPENED;
                    case FIXED -> AlertEvent.FINDING_FIXED;
                };
        var what =
                switch (news.change()) {
                    case NEW -> "New";
                    case REOPENED -> "Back again";
                    case FIXED -> "Fixed";
                };
        scan.add(
                event,
                row.severity(),
                what + ": " + row.title() + " on " + row.assetValue(),
                new Alert.AlertTarget("finding", row.findingId(), row.title() + " on " + row.assetValue()),
                tags,
                AlertFacts.of(row.title() + " at " + row.subject(), "/findings?state=all&open=" + row.findingId())
                        .ofAsset(row.assetId(), row.assetValue(), null, null, null)
                        .ofFinding(row.findingId(), row.type()));
    }

    private static void addEnd(Scan scan) {
        var view = scan.view();
        var target = new Alert.AlertTarget("scan", view.scanId(), view.domain().value());
        var link = "/scans/" + view.scanId();
        if (view.scanStatus() == ScanStatus.COMPLETED) {
            scan.add(
                    AlertEvent.SCAN_COMPLETED,
                    Severity.INFO,
                    "Scan of " + view.domain() + " completed",
                    target,
                    List.of(),
                    AlertFacts.of(
                            view.assetsDiscovered() + " assets (" + view.newAssets() + " new), " + view.findingsNew()
                                    + " new findings, " + view.findingsFixed() + " fixed",
                            link));
        } else if (view.scanStatus() == ScanStatus.FAILED) {
            scan.add(
                    AlertEvent.SCAN_FAILED,
                    Severity.MEDIUM,
                    "Scan of " + view.domain() + " failed",
                    target,
                    List.of(),
                    AlertFacts.of(
                            Optional.ofNullable(view.errorMessage()).orElse("Nothing useful could be done"), link));
        }
    }

    private static Alert.AlertTarget target(AssetRow row) {
        return new Alert.AlertTarget("asset", row.assetId(), row.assetValue());
    }

    private static AlertFacts facts(AssetRow row, String detail, @Nullable RiskLevel before) {
        return AlertFacts.of(detail, "/assets/" + row.assetId())
                .ofAsset(
                        row.assetId(),
                        row.assetValue(),
                        row.riskScore(),
                        word(row.riskLevel()),
                        before == null ? null : word(before));
    }

    private static String word(RiskLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
