package io.reconai.server.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A person who may sign in.
///
/// @param uid `u_…`, or what the identity provider calls the person; also the id of the person's own workspace
/// @param email as typed at registration, or as the identity provider has it
/// @param isVerified whether the address was shown to be the person's
/// @param passwordHash see [Passwords]; null where an identity provider knows who it is
public record Account(
        String uid,
        String email,
        boolean isVerified,
        @Nullable String passwordHash,
        @Nullable String displayName,
        @Nullable String photoUrl,
        String defaultWorkspaceId,
        Preferences preferences,
        Instant createdAt,
        Instant lastLogin) {

    /// A new one, of which nobody has said anything else.
    public Account(
            String uid,
            String email,
            @Nullable String passwordHash,
            @Nullable String displayName,
            Instant createdAt,
            Instant lastLogin) {
        this(uid, email, false, passwordHash, displayName, null, uid, Preferences.usual(), createdAt, lastLogin);
    }

    /// The same with an address that was shown to be the person's, or was not.
    Account verified(boolean isSo) {
        return new Account(
                uid,
                email,
                isSo,
                passwordHash,
                displayName,
                photoUrl,
                defaultWorkspaceId,
                preferences,
                createdAt,
                lastLogin);
    }

    /// The same as the person wants it.
    Account with(@Nullable String name, @Nullable String photo, String workspaceId, Preferences wanted) {
        return new Account(
                uid, email, isVerified, passwordHash, name, photo, workspaceId, wanted, createdAt, lastLogin);
    }
}
