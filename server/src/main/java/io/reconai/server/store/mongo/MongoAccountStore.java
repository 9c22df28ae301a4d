package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.identity.Account;
import io.reconai.server.identity.Preferences;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Session;
import io.reconai.server.store.AccountStore;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/// Accounts (`users`) and sign-ins in MongoDB.
///
/// A person's own workspace is written before the account, whose unique address then decides. A kill in between
/// leaves a workspace that nobody can see, since its owner does not exist; should the person come again, it is
/// there already. [AccountRemoval] says how one goes.
final class MongoAccountStore implements AccountStore {

    private final Documents users;
    private final Documents sessions;
    private final Documents workspaces;
    private final AccountRemoval removal;

    MongoAccountStore(MongoDatabase database) {
        users = new Documents(database.getCollection(Schema.USERS));
        sessions = new Documents(database.getCollection(Schema.SESSIONS));
        workspaces = new Documents(database.getCollection(Schema.WORKSPACES));
        removal = new AccountRemoval(database);
    }

    @Override
    public boolean add(Account account) {
        if (findByEmail(account.email()).isPresent() || find(account.uid()).isPresent()) {
            return false;
        }
        var name = account.displayName() == null ? account.email() : account.displayName();
        var owner = WorkspaceDocuments.member(account.uid(), Role.OWNER, account.createdAt());
        workspaces.insert(WorkspaceDocuments.of(account.uid(), name, true, account.createdAt())
                .append(WorkspaceDocuments.MEMBERS, List.of(owner)));
        var isNew = users.insert(document(account));
        if (!isNew && find(account.uid()).isEmpty()) {
            workspaces.remove(new Document(Schema.WORKSPACE, account.uid()));
        }
        return isNew;
    }

    private static Document document(Account account) {
        return new Document("uid", account.uid())
                .append("email", account.email())
                .append("email_key", key(account.email()))
                .append("email_verified", account.isVerified())
                .append("password_hash", account.passwordHash())
                .append(AccountRemoval.REMOVED, false)
                .append("created_at", Values.date(account.createdAt()))
                .append("last_login", Values.date(account.lastLogin()))
                .append("display_name", account.displayName())
                .append("photo_url", account.photoUrl())
                .append(Schema.WORKSPACE, account.defaultWorkspaceId())
                .append("theme", account.preferences().theme())
                .append("density", account.preferences().density())
                .append("time_zone", account.preferences().timeZone())
                .append("email_digest", account.preferences().emailDigest());
    }

    @Override
    public boolean isEmpty() {
        return users.first(new Document()).isEmpty();
    }

    @Override
    public Optional<Account> findByEmail(String email) {
        return users.first(new Document("email_key", key(email)).append(AccountRemoval.REMOVED, false))
                .map(MongoAccountStore::account);
    }

    @Override
    public Optional<Account> find(String uid) {
        return users.first(one(uid)).map(MongoAccountStore::account);
    }

    private static Document one(String uid) {
        return new Document("uid", uid).append(AccountRemoval.REMOVED, false);
    }

    @Override
    public void signedIn(String uid, Instant at) {
        users.update(one(uid), set("last_login", Values.date(at)));
    }

    @Override
    public void saveProfile(Account account) {
        var whole = document(account);
        var said = new Document();
        for (var field : List.of(
                "display_name", "photo_url", Schema.WORKSPACE, "theme", "density", "time_zone", "email_digest")) {
            said.append(field, whole.get(field));
        }
        users.update(one(account.uid()), new Document("$set", said));
    }

    @Override
    public boolean setEmail(String uid, String email, boolean isVerified) {
        return users.updateUnlessTaken(
                one(uid),
                new Document(
                        "$set",
                        new Document("email", email)
                                .append("email_key", key(email))
                                .append("email_verified", isVerified)));
    }

    /// Sign-ins end first: after a kill in between the person signs in again, with the old password.
    @Override
    public void setPassword(String uid, String hash, Optional<String> kept) {
        var others =
                new Criteria("uid", uid).isNot("session_id", kept.orElse("")).filter();
        sessions.remove(others);
        users.update(one(uid), set("password_hash", hash));
        sessions.remove(others);
    }

    @Override
    public void renewHash(String uid, String oldHash, String newHash) {
        users.update(one(uid).append("password_hash", oldHash), set("password_hash", newHash));
    }

    @Override
    public boolean isLastOwner(String uid) {
        return removal.isLastOwner(uid);
    }

    @Override
    public boolean remove(String uid) {
        return removal.remove(uid);
    }

    @Override
    public void add(Session session) {
        sessions.insert(new Document("session_id", session.sessionId())
                .append("uid", session.uid())
                .append("secret_hash", session.secretHash())
                .append("csrf", session.csrf())
                .append("created_at", Values.date(session.createdAt()))
                .append("rotated_at", Values.date(session.rotatedAt()))
                .append("expires_at", Values.date(session.expiresAt()))
                .append("last_used_at", Values.date(session.lastUsedAt()))
                .append("ip", session.from().ip())
                .append("user_agent", session.from().userAgent()));
    }

    @Override
    public Optional<Session> findSession(String sessionId, Instant now) {
        return sessions.first(new Criteria("session_id", sessionId)
                        .and("expires_at", "$gt", Values.date(now))
                        .filter())
                .map(MongoAccountStore::session);
    }

    @Override
    public List<Session> sessions(String uid, Instant now) {
        return sessions
                .some(
                        new Criteria("uid", uid)
                                .and("expires_at", "$gt", Values.date(now))
                                .filter(),
                        new Document("last_used_at", -1).append("session_id", 1),
                        0,
                        0)
                .stream()
                .map(MongoAccountStore::session)
                .toList();
    }

    @Override
    public void used(Map<String, Instant> used) {
        used.forEach((sessionId, at) ->
                sessions.update(new Document("session_id", sessionId), set("last_used_at", Values.date(at))));
    }

    @Override
    public boolean rotate(String sessionId, String oldHash, String newHash, Instant at, Instant expiresAt) {
        return sessions.update(
                new Document("session_id", sessionId).append("secret_hash", oldHash),
                new Document(
                        "$set",
                        new Document("secret_hash", newHash)
                                .append("rotated_at", Values.date(at))
                                .append("last_used_at", Values.date(at))
                                .append("expires_at", Values.date(expiresAt))));
    }

    @Override
    public void endSession(String sessionId) {
        sessions.remove(new Document("session_id", sessionId));
    }

    @Override
    public boolean endSession(String uid, String sessionId) {
        return sessions.remove(new Document("uid", uid).append("session_id", sessionId)) == 1;
    }

    @Override
    public void endSessions(String uid) {
        sessions.remove(new Document("uid", uid));
    }

    @Override
    public void sweep(Instant now) {
        sessions.remove(new Document("expires_at", new Document("$lte", Values.date(now))));
    }

    private static Document set(String field, Object value) {
        return new Document("$set", new Document(field, value));
    }

    private static String key(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    private static Account account(Document user) {
        return new Account(
                user.getString("uid"),
                user.getString("email"),
                user.getBoolean("email_verified"),
                Values.textOrNull(user, "password_hash"),
                Values.textOrNull(user, "display_name"),
                Values.textOrNull(user, "photo_url"),
                user.getString(Schema.WORKSPACE),
                new Preferences(
                        user.getString("theme"),
                        user.getString("density"),
                        Values.textOrNull(user, "time_zone"),
                        user.getBoolean("email_digest")),
                Values.instant(user, "created_at"),
                Values.instant(user, "last_login"));
    }

    private static Session session(Document session) {
        return new Session(
                session.getString("session_id"),
                session.getString("uid"),
                session.getString("secret_hash"),
                session.getString("csrf"),
                Values.instant(session, "created_at"),
                Values.instant(session, "rotated_at"),
                Values.instant(session, "expires_at"),
                Values.instant(session, "last_used_at"),
                new Session.Visitor(Values.textOrNull(session, "ip"), Values.textOrNull(session, "user_agent")));
    }
}
