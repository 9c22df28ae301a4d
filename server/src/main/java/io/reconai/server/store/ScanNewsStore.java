package io.reconai.server.store;

import io.reconai.engine.asset.RiskLevel;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.findings.FindingRow;
import io.reconai.server.identity.Workspace;
import io.reconai.server.scans.ScanRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What scans brought, for who tells people. That a scan has ended and that its news are still to be told is one write:
/// no kill loses them. They are there until somebody says that they were told.
public interface ScanNewsStore {

    /// A scan that has ended.
    record Ended(Workspace workspace, ScanRecord scan) {}

    /// What a scan did to a finding.
    enum Change {
        NEW,
        REOPENED,
        FIXED
    }

    /// @param row as it is now
    record FindingNews(FindingRow row, Change change) {}

    /// An asset as a scan saw it.
    ///
    /// @param earlier as the look before saw it; null at first sight
    record AssetNews(AssetRow row, @Nullable Earlier earlier) {}

    /// @param scanId whose look it was
    record Earlier(String scanId, RiskLevel level, List<Integer> ports) {}

    /// Hands out a scan whose news are to be told; of many who ask at once nobody gets the same one, until `again`.
    Optional<Ended> claim(Instant now, Instant again);

    /// They were told.
    void told(ScanRecord scan);

    /// The worst first.
    List<FindingNews> findings(Workspace workspace, String scanId, int most);

    /// Hands over every asset that a scan looked at.
    void forEachAsset(Workspace workspace, String scanId, Consumer<AssetNews> consumer);

    /// Assets that a scan did not find any more, as far as they are still gone.
    List<AssetRow> gone(Workspace workspace, String scanId, int most);
}
