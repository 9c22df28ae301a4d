package io.reconai.server.scans;

import io.reconai.engine.Judge;
import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Host;
import io.reconai.engine.diff.AssetChange.Standing;
import io.reconai.engine.diff.Change;
import io.reconai.engine.diff.FactChange;
import io.reconai.engine.diff.ScanComparison;
import io.reconai.server.assets.AssetChange;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanDifference.Changed;
import io.reconai.server.scans.ScanDifference.Moved;
import io.reconai.server.scans.ScanDifference.Side;
import io.reconai.server.scans.ScanDifference.Totals;
import io.reconai.server.scans.ScanDifference.Unknown;
import io.reconai.server.scans.ScanDifference.Weakness;
import io.reconai.server.store.AssetHistoryStore;
import io.reconai.server.store.AssetReader;
import io.reconai.server.store.EvidenceStore;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares what two scans saw: the engine says what came, went and changed and what is not known, as
/// `reconai diff` does; records, pages and certificates are compared beside, host by host.
final class ScanDiffer {

    /// As long as a list of the document may be.
    private static final int MOST = 1_000;

    private static final double TENTHS = 10.0;

    /// The lists that what changed is sorted into.
    private enum Kind {
        ASSETS_ADDED,
        ASSETS_REMOVED,
        ASSETS_CHANGED,
        FINDINGS_ADDED,
        FINDINGS_REMOVED,
        NOT_COMPARABLE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Takes one entry of a list.
    @FunctionalInterface
    private interface Taker {
        void take(Kind kind, Object entry) throws IOException;
    }

    /// One line of the long form.
    ///
    /// @param change the name of the document's list that it belongs to; `summary` for the last
    record Line(String change, Object data) {}

    /// Takes the lines of the long form.
    @FunctionalInterface
    interface LineTaker {
        void take(Line line) throws IOException;
    }

    private final Judge judge;
    private final EvidenceStore evidence;
    private final AssetHistoryStore history;
    private final AssetReader reader;
    private final Workspace workspace;
    private final ScanView earlier;
    private final ScanView later;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    ScanDiffer(
            Judge judge,
            EvidenceStore evidence,
            AssetHistoryStore history,
            AssetReader reader,
            Workspace workspace,
            ScanView earlier,
            ScanView later) {
        this.judge = judge;
        this.evidence = evidence;
        this.history = history;
        this.reader = reader;
        this.workspace = workspace;
        this.earlier = earlier;
        this.later = later;
    }

    /// The short form.
    ScanDifference document() throws IOException, InterruptedException {
        Map<Kind, List<Object>> lists = new EnumMap<>(Kind.class);
        for (var kind : Kind.values()) {
            lists.put(kind, new ArrayList<>());
        }
        walk((kind, entry) -> {
            var list = lists.getOrDefault(kind, List.of());
            if (list.size() < MOST) {
                list.add(entry);
            }
        });
        return new ScanDifference(
                new Side(earlier.scanId(), earlier.completedAt()),
                new Side(later.scanId(), later.completedAt()),
                totals(),
                list(lists, Kind.ASSETS_ADDED, Moved.class),
                list(lists, Kind.ASSETS_REMOVED, Moved.class),
                list(lists, Kind.ASSETS_CHANGED, Changed.class),
                list(lists, Kind.FINDINGS_ADDED, Weakness.class),
                list(lists, Kind.FINDINGS_REMOVED, Weakness.class),
                list(lists, Kind.NOT_COMPARABLE, Unknown.class),
                counts.values().stream().anyMatch(count -> count > MOST));
    }

    private static <T> List<T> list(Map<Kind, List<Object>> lists, Kind kind, Class<T> type) {
        return lists.getOrDefault(kind, List.of()).stream().map(type::cast).toList();
    }

    /// The long form, the totals last.
    void lines(LineTaker taker) throws IOException {
        try {
            walk((kind, entry) -> taker.take(new Line(kind.word(), entry)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
        taker.take(new Line("summary", totals()));
    }

    private Totals totals() {
        var before = history.meanRisk(workspace, earlier.scanId()).orElse(0);
        var after = history.meanRisk(workspace, later.scanId()).orElse(0);
        return new Totals(
                count(Kind.ASSETS_ADDED),
                count(Kind.ASSETS_REMOVED),
                count(Kind.ASSETS_CHANGED),
                count(Kind.FINDINGS_ADDED),
                count(Kind.FINDINGS_REMOVED),
                Math.round((after - before) * TENTHS) / TENTHS);
    }

    private long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    private void walk(Taker taker) throws IOException, InterruptedException {
        Taker counting = (kind, entry) -> {
            counts.merge(kind, 1L, Long::sum);
            taker.take(kind, entry);
        };
        try (var comparison =
                ScanComparison.of(lines(earlier).reader(), lines(later).reader(), judge, new SecureRandom())) {
            var fields = new FieldWalk(evidence, workspace, earlier.scanId(), later.scanId());
            comparison.forEach(change -> {
                tellUntil(change.asset(), fields, counting);
                var stop = fields.at();
                var own = stop != null && stop.host().equals(change.asset()) ? stop.changes() : List.<AssetChange>of();
                if (!own.isEmpty()) {
                    fields.advance();
                }
                tell(change, own, counting);
            });
            for (var stop = fields.at(); stop != null; stop = fields.at()) {
                counting.take(Kind.ASSETS_CHANGED, changed(stop.host(), stop.changes()));
                fields.advance();
            }
        }
    }

    private EvidenceLines lines(ScanView scan) {
        return new EvidenceLines(evidence, workspace, scan.scanId());
    }

    /// Hosts of which the engine sees no change.
    private void tellUntil(String host, FieldWalk fields, Taker taker) throws IOException {
        for (var stop = fields.at(); stop != null && stop.host().compareTo(host) < 0; stop = fields.at()) {
            taker.take(Kind.ASSETS_CHANGED, changed(stop.host(), stop.changes()));
            fields.advance();
        }
    }

    private void tell(io.reconai.engine.diff.AssetChange change, List<AssetChange> own, Taker taker)
            throws IOException {
        var host = change.asset();
        switch (change.change()) {
            case APPEARED -> taker.take(Kind.ASSETS_ADDED, moved(host, change.after(), later));
            case GONE -> taker.take(Kind.ASSETS_REMOVED, moved(host, change.before(), earlier));
            case NOT_SEEN_AGAIN -> {
                taker.take(Kind.NOT_COMPARABLE, new Unknown(host, "not_reached", change.reason()));
                return;
            }
            case CHANGED -> {
                var changes = new ArrayList<>(ChangedFacts.of(change));
                changes.addAll(own);
                if (!changes.isEmpty()) {
                    taker.take(Kind.ASSETS_CHANGED, changed(host, changes));
                }
                tellUnseen(change, taker);
            }
        }
        for (var fact : change.facts()) {
            if (fact.kind() == io.reconai.engine.diff.Kind.FINDING) {
                tell(host, fact, taker);
            }
        }
    }

    /// A host whose name is still there, and that did not answer as it did: what it showed is neither there nor gone.
    private static void tellUnseen(io.reconai.engine.diff.AssetChange change, Taker taker) throws IOException {
        var unseen = change.facts().stream()
                .filter(fact -> fact.change() == Change.NOT_SEEN_AGAIN)
                .findFirst();
        if (unseen.isPresent()) {
            taker.take(
                    Kind.NOT_COMPARABLE,
                    new Unknown(change.asset(), "partly_reached", unseen.get().reason()));
        }
    }

    private static void tell(String host, FactChange fact, Taker taker) throws IOException {
        if (fact.change() == Change.APPEARED) {
            taker.take(Kind.FINDINGS_ADDED, new Weakness(fact.id(), host, fact.check(), fact.after(), fact.label()));
        } else if (fact.change() == Change.GONE) {
            taker.take(Kind.FINDINGS_REMOVED, new Weakness(fact.id(), host, fact.check(), fact.before(), fact.label()));
        }
    }

    private Changed changed(String host, List<AssetChange> changes) {
        return new Changed(assetId(host), host, changes);
    }

    private Moved moved(String host, @Nullable Standing standing, ScanView scan) {
        if (standing == null) {
            throw new IllegalStateException("a host that is in one scan has its score there: " + host);
        }
        return new Moved(assetId(host), host, type(host, scan.domain()), standing.riskScore(), standing.riskLevel());
    }

    private @Nullable String assetId(String host) {
        return reader.idsOf(workspace, List.of(host)).get(host);
    }

    private static AssetType type(String host, DomainName domain) {
        return DomainName.parse(host).map(name -> Host.of(name, domain).type()).orElse(AssetType.IP_ADDRESS);
    }
}
