package io.reconai.engine.diff;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.RiskLevel;
import java.util.List;

/// What a comparison needs of one judged host: its facts and what was asked of it, without the evidence itself.
///
/// @param domain the scanned domain it was found for
/// @param sources what led to it
record AssetDigest(
        String asset,
        String domain,
        ScanMode mode,
        int score,
        RiskLevel level,
        List<String> sources,
        List<Fact> facts,
        Looked looked) {

    AssetDigest {
        sources = List.copyOf(sources);
        facts = List.copyOf(facts);
    }

    AssetChange.Standing standing() {
        return new AssetChange.Standing(score, level);
    }
}
