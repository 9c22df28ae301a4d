package io.reconai.server.store;

import io.reconai.server.identity.Account;
import io.reconai.server.identity.Session;
import java.time.Instant;
import java.util.Optional;

/// Accounts and their sign-ins. The one store without a workspace: it is what workspaces are made from.
public interface AccountStore {

    /// Adds an account and its own workspace.
    ///
    /// @return false when the e-mail address is taken, compared without case
    boolean add(Account account);

    Optional<Account> findByEmail(String email);

    Optional<Account> find(String uid);

    void signedIn(String uid, Instant at);

    void add(Session session);

    /// A sign-in that has not run out.
    Optional<Session> findSession(String sessionId, Instant now);

    /// Replaces a sign-in's secret if it is still the old one: of many at once exactly one succeeds.
    boolean rotate(String sessionId, String oldHash, String newHash, Instant at, Instant expiresAt);

    void endSession(String sessionId);

    /// Removes what has run out.
    void sweep(Instant now);
}
