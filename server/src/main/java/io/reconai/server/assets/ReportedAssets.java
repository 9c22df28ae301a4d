package io.reconai.server.assets;

import io.reconai.engine.Asset;
import io.reconai.engine.report.ResultWriter;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;

/// Assets as reports for people show them, whoever asks for the report.
@ApplicationScoped
public class ReportedAssets {

    private final AssetReader assets;

    ReportedAssets(AssetReader assets) {
        this.assets = assets;
    }

    /// What is in a report's scope, the riskiest first.
    public List<String> ids(Workspace workspace, AssetFilter filter) {
        return assets.ids(workspace, filter, List.of(new PageRequest.Criterion("risk_score", true)));
    }

    /// Hands them to a report, a few at a time, and ends it.
    public void write(Workspace workspace, List<String> ids, ResultWriter report) throws IOException {
        for (var asset : new Batches(assets, workspace, ids)) {
            report.accept(withOpenFindings(asset));
        }
        report.finish(List.of());
    }

    /// What people have said to be no problem, or accepted, is not told again.
    private static Asset withOpenFindings(StoredAsset stored) {
        var asset = stored.asset();
        return new Asset(
                asset.evidence(),
                asset.technologies(),
                asset.providers(),
                asset.findings().stream().filter(AssetExport.isOpen(stored)).toList(),
                asset.risk());
    }
}
