package io.reconai.server.domains;

import io.reconai.engine.asset.DomainName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A domain of a workspace, and how its ownership stands.
///
/// @param challenge what its owner puts into the zone or onto the server; belongs to workspace and name for ever
/// @param verifiedAt since when it is shown; absent where it is not
/// @param lastCheckedAt when the proof was looked for last, found or not
public record Domain(
        String domainId,
        DomainName name,
        String challenge,
        Instant addedAt,
        @Nullable Instant verifiedAt,
        @Nullable ProofMethod verificationMethod,
        @Nullable Instant lastCheckedAt) {

    /// 31 letters of 36 hold 160 bits of chance.
    static final int CHALLENGE_LETTERS = 31;

    public boolean isVerified() {
        return verifiedAt != null;
    }
}
