package io.reconai.server.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a person proves beside a password: codes of an app (TOTP, RFC 6238), or recovery codes that count once each.
///
/// @param secret as [SecretSeal] wrote it
/// @param confirmedAt since when it counts; null until the first code of the app was given
/// @param recoveryCodesLeft how many were not used yet
public record SecondFactor(String secret, @Nullable Instant confirmedAt, int recoveryCodesLeft) {

    boolean counts() {
        return confirmedAt != null;
    }
}
