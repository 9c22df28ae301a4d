package io.reconai.server.store;

import io.reconai.server.findings.FindingChange;
import io.reconai.server.findings.FindingFilter;
import io.reconai.server.findings.FindingRow;
import io.reconai.server.findings.FindingSummary;
import io.reconai.server.findings.ListedFinding;
import io.reconai.server.findings.StoredFinding;
import io.reconai.server.findings.Triage;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// Findings over time. [AssetStore#keep] records what scans find; here they are read and triaged.
public interface FindingStore {

    /// What became of a wish to change a finding.
    enum Outcome {
        CHANGED,
        UNCHANGED,
        FORBIDDEN,
        MISSING
    }

    /// How many findings a scan was the first to see, and how many it ended.
    record ScanChanges(int added, int fixed) {}

    Optional<StoredFinding> find(Workspace workspace, String findingId);

    /// @param now what was accepted until before is open again
    PageOf<FindingRow> list(Workspace workspace, FindingFilter filter, PageRequest page, Instant now);

    /// The same list as the interface writes it.
    default PageOf<ListedFinding> written(Workspace workspace, FindingFilter filter, PageRequest page, Instant now) {
        return list(workspace, filter, page, now).map(ListedFinding::of);
    }

    /// Hands over every finding that fits, the worst first, one after another.
    void forEach(Workspace workspace, FindingFilter filter, Consumer<FindingRow> consumer);

    /// Changes a finding if its present state allows it; the change is part of its history.
    Outcome triage(Workspace workspace, String findingId, Triage triage, FindingChange.Author actor, Instant at);

    /// The newest first.
    PageOf<FindingChange> history(Workspace workspace, String findingId, PageRequest page);

    FindingSummary summary(Workspace workspace, Instant now);

    ScanChanges changesOf(Workspace workspace, String scanId);
}
