package io.reconai.engine.asset;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The OCSP response that came with a handshake, stapled to it (RFC 6066 §8, RFC 6960).
///
/// @param thisUpdate when the responder knew this; null where no response for the leaf could be read
/// @param nextUpdate when there will be a newer one; null where none is promised
/// @param revokedAt null unless revoked
/// @param responder who signed: `issuer`, or the subject of its delegate; empty where nobody was found to have
/// @param detail what is wrong with it, or the reason of the revocation; empty when there is nothing to say
public record StapledStatus(
        Status status,
        @Nullable Instant thisUpdate,
        @Nullable Instant nextUpdate,
        @Nullable Instant revokedAt,
        String responder,
        String detail) {

    /// What a stapled response comes to.
    public enum Status {
        /// Nothing was stapled, which is no fault.
        ABSENT,
        GOOD,
        REVOKED,
        /// The responder does not know the certificate.
        UNKNOWN,
        /// Cannot be read, is for another certificate, out of its time, or signed by nobody who may.
        BAD,
        /// The issuer's certificate was not at hand, so that nothing could be verified.
        UNVERIFIED
    }

    /// Nothing was stapled.
    public static StapledStatus absent() {
        return new StapledStatus(Status.ABSENT, null, null, null, "", "");
    }

    /// A response of which nothing can be believed.
    public static StapledStatus bad(String detail) {
        return new StapledStatus(Status.BAD, null, null, null, "", detail);
    }
}
