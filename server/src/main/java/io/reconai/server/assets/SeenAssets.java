package io.reconai.server.assets;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.ProviderUse;
import io.reconai.engine.providers.Providers;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanView;
import io.reconai.server.store.AssetHistoryStore;
import io.reconai.server.store.EvidenceStore;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What one scan saw of assets, the riskiest first, of which only a few are in memory.
final class SeenAssets implements Iterable<SeenAssets.Seen> {

    /// An asset as it was.
    record Seen(AssetRow row, Evidence evidence, List<ProviderUse> providers) {}

    /// The evidence of a host has some hundred kilobytes at most.
    private static final int AT_ONCE = 20;

    private static final List<PageRequest.Criterion> RISKIEST = List.of(new PageRequest.Criterion("risk_score", true));
    private static final Providers PROVIDERS = Providers.shipped();

    private final AssetHistoryStore history;
    private final EvidenceStore evidence;
    private final Workspace workspace;
    private final ScanView scan;
    private final AssetFilter filter;

    SeenAssets(
            AssetHistoryStore history, EvidenceStore evidence, Workspace workspace, ScanView scan, AssetFilter filter) {
        this.history = history;
        this.evidence = evidence;
        this.workspace = workspace;
        this.scan = scan;
        this.filter = filter;
    }

    /// How many it saw.
    long total() {
        return history.seenBy(workspace, scan.scanId(), filter, page(1)).total();
    }

    @Override
    public Iterator<Seen> iterator() {
        return Stream.iterate(1, number -> number + 1)
                .map(number -> history.seenBy(workspace, scan.scanId(), filter, page(number))
                        .items())
                .takeWhile(rows -> !rows.isEmpty())
                .flatMap(this::withEvidence)
                .iterator();
    }

    private static PageRequest page(int number) {
        return new PageRequest(number, AT_ONCE, RISKIEST);
    }

    private Stream<Seen> withEvidence(List<AssetRow> rows) {
        var names = rows.stream().map(AssetRow::assetValue).toList();
        // A replay judges what another scan saw.
        var looked = scan.sourceScanId() == null ? scan.scanId() : scan.sourceScanId();
        var lines = evidence.linesOf(workspace, looked, names).stream()
                .collect(Collectors.toMap(EvidenceStore.Line::host, EvidenceStore.Line::json));
        return rows.stream().flatMap(row -> seen(row, lines));
    }

    /// An asset whose evidence was forgotten meanwhile is left out.
    private static Stream<Seen> seen(AssetRow row, Map<String, String> lines) {
        return Stream.ofNullable(lines.get(row.assetValue()))
                .map(SeenAssets::read)
                .map(then -> new Seen(row, then, PROVIDERS.of(then)));
    }

    private static Evidence read(String json) {
        try {
            return Json.mapper().readValue(json, Evidence.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("what a scan saw cannot be read", damaged);
        }
    }
}
