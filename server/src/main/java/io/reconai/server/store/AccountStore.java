package io.reconai.server.store;

import io.reconai.server.identity.Account;
import io.reconai.server.identity.Session;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Accounts and their sign-ins. The one store without a workspace: it is what workspaces are made from.
public interface AccountStore {

    /// Adds an account and its own workspace.
    ///
    /// @return false when the uid or the e-mail address is taken, the latter compared without case
    boolean add(Account account);

    /// True until the first account is added.
    boolean isEmpty();

    Optional<Account> findByEmail(String email);

    Optional<Account> find(String uid);

    void signedIn(String uid, Instant at);

    /// Sets what a person says of himself: name, picture, workspace, preferences; nothing else.
    void saveProfile(Account account);

    /// Sets the address and whether it was shown to be the person's.
    ///
    /// @return false when somebody else has the address
    boolean setEmail(String uid, String email, boolean isVerified);

    /// Sets a password and ends every sign-in but one: whoever signs in meanwhile with the old password must look
    /// afterwards whether it still counts.
    ///
    /// @param kept the sign-in that stays
    void setPassword(String uid, String hash, Optional<String> kept);

    /// Replaces the hash of the same password by one of other parameters, if it is still the old one.
    void renewHash(String uid, String oldHash, String newHash);

    /// True while a shared workspace has no other owner than this person, so that [#remove] would refuse.
    boolean isLastOwner(String uid);

    /// Removes an account with its sign-ins, memberships and API tokens, and its own workspace with all that it holds.
    ///
    /// @return false when a shared workspace would be left without an owner; then nothing is removed
    boolean remove(String uid);

    void add(Session session);

    /// A sign-in that has not run out.
    Optional<Session> findSession(String sessionId, Instant now);

    /// A person's sign-ins that have not run out, the latest used first.
    List<Session> sessions(String uid, Instant now);

    /// Notes when sign-ins were used.
    void used(Map<String, Instant> sessions);

    /// Replaces a sign-in's secret if it is still the old one: of many at once exactly one succeeds.
    boolean rotate(String sessionId, String oldHash, String newHash, Instant at, Instant expiresAt);

    void endSession(String sessionId);

    /// Ends one of a person's own.
    ///
    /// @return false when the person has no such sign-in
    boolean endSession(String uid, String sessionId);

    /// Ends all of a person's.
    void endSessions(String uid);

    /// Removes what has run out.
    void sweep(Instant now);
}
