package io.reconai.server.findings;

import io.reconai.engine.asset.Proof;
import java.util.List;

/// A finding with all that the store knows of it.
public record StoredFinding(FindingRow row, List<String> references, List<Proof> proofs) {

    public StoredFinding {
        references = List.copyOf(references);
        proofs = List.copyOf(proofs);
    }
}
