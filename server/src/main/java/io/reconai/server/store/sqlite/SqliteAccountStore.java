package io.reconai.server.store.sqlite;

import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Account;
import io.reconai.server.identity.Preferences;
import io.reconai.server.identity.Session;
import io.reconai.server.store.AccountStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Accounts and sign-ins in SQLite.
public final class SqliteAccountStore implements AccountStore {

    /// The column wants something; no hash looks like this.
    private static final String NO_PASSWORD = "";

    /// Shared workspaces that an account is the only owner of.
    private static final String OWNED_ALONE = "(SELECT 1 FROM members m JOIN workspaces w"
            + " USING (workspace_id) WHERE m.uid = accounts.uid AND m.role = 'owner' AND NOT w.personal"
            + " AND NOT EXISTS (SELECT 1 FROM members o WHERE o.workspace_id = m.workspace_id"
            + " AND o.role = 'owner' AND o.uid <> m.uid))";

    private final Database database;

    public SqliteAccountStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Account account) {
        return database.write(connection -> {
            var isNew = Sql.update(
                            connection,
                            "INSERT INTO accounts (uid, email, email_key, email_verified, password_hash, display_name,"
                                    + " photo_url, created_at, last_login) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                    + " ON CONFLICT DO NOTHING",
                            account.uid(),
                            account.email(),
                            key(account.email()),
                            account.isVerified(),
                            account.passwordHash() == null ? NO_PASSWORD : account.passwordHash(),
                            account.displayName(),
                            account.photoUrl(),
                            ServerJson.text(account.createdAt()),
                            ServerJson.text(account.lastLogin()))
                    == 1;
            if (isNew) {
                SqliteWorkspaceStore.addPersonal(connection, account);
            }
            return isNew;
        });
    }

    @Override
    public boolean isEmpty() {
        return database.read(connection -> Sql.first(connection, "SELECT 1 FROM accounts", row -> row.getInt(1))
                .isEmpty());
    }

    @Override
    public Optional<Account> findByEmail(String email) {
        return database.read(connection -> Sql.first(
                connection, "SELECT * FROM accounts WHERE email_key = ?", SqliteAccountStore::account, key(email)));
    }

    @Override
    public Optional<Account> find(String uid) {
        return database.remembered(
                uid,
                List.of("account", uid),
                connection -> Sql.first(
                        connection, "SELECT * FROM accounts WHERE uid = ?", SqliteAccountStore::account, uid));
    }

    @Override
    public void signedIn(String uid, Instant at) {
        database.write(
                uid,
                connection -> Sql.update(
                        connection, "UPDATE accounts SET last_login = ? WHERE uid = ?", ServerJson.text(at), uid));
    }

    @Override
    public void saveProfile(Account account) {
        database.write(
                account.uid(),
                connection -> Sql.update(
                        connection,
                        "UPDATE accounts SET display_name = ?, photo_url = ?, default_workspace_id = ?, theme = ?, density = ?,"
                                + " time_zone = ?, email_digest = ? WHERE uid = ?",
                        account.displayName(),
                        account.photoUrl(),
                        account.defaultWorkspaceId(),
                        account.preferences().theme(),
                        account.preferences().density(),
                        account.preferences().timeZone(),
                        account.preferences().emailDigest(),
                        account.uid()));
    }

    @Override
    public boolean setEmail(String uid, String email, boolean isVerified) {
        return database.write(connection -> Sql.update(
                        connection,
                        "UPDATE OR IGNORE accounts SET email = ?, email_key = ?, email_verified = ? WHERE uid = ?",
                        email,
                        key(email),
                        isVerified,
                        uid)
                == 1);
    }

    @Override
    public void setPassword(String uid, String hash, Optional<String> kept) {
        database.write(connection -> {
            Sql.update(connection, "UPDATE accounts SET password_hash = ? WHERE uid = ?", hash, uid);
            return Sql.update(
                    connection, "DELETE FROM sessions WHERE uid = ? AND session_id <> ?", uid, kept.orElse(""));
        });
    }

    @Override
    public void renewHash(String uid, String oldHash, String newHash) {
        database.write(connection -> Sql.update(
                connection,
                "UPDATE accounts SET password_hash = ? WHERE uid = ? AND password_hash = ?",
                newHash,
                uid,
                oldHash));
    }

    @Override
    public boolean isLastOwner(String uid) {
        return database.read(connection -> Sql.first(
                        connection,
                        "SELECT 1 FROM accounts WHERE uid = ? AND EXISTS " + OWNED_ALONE,
                        row -> row.getInt(1),
                        uid)
                .isPresent());
    }

    @Override
    public boolean remove(String uid) {
        return database.write(connection -> {
            var removed =
                    Sql.update(connection, "DELETE FROM accounts WHERE uid = ? AND NOT EXISTS " + OWNED_ALONE, uid);
            if (removed == 1) {
                SqliteWorkspaceStore.remove(connection, uid);
            }
            return removed == 1;
        });
    }

    @Override
    public void add(Session session) {
        database.write(
                session.sessionId(),
                connection -> Sql.update(
                        connection,
                        "INSERT INTO sessions (session_id, uid, secret_hash, csrf, created_at, rotated_at, expires_at,"
                                + " last_used_at, ip, user_agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        session.sessionId(),
                        session.uid(),
                        session.secretHash(),
                        session.csrf(),
                        ServerJson.text(session.createdAt()),
                        ServerJson.text(session.rotatedAt()),
                        ServerJson.text(session.expiresAt()),
                        ServerJson.text(session.lastUsedAt()),
                        session.from().ip(),
                        session.from().userAgent()));
    }

    @Override
    public Optional<Session> findSession(String sessionId, Instant now) {
        Optional<Session> found = database.remembered(
                sessionId,
                List.of("session", sessionId),
                connection -> Sql.first(
                        connection,
                        "SELECT * FROM sessions WHERE session_id = ?",
                        SqliteAccountStore::session,
                        sessionId));
        return found.filter(session -> session.expiresAt().isAfter(now));
    }

    @Override
    public List<Session> sessions(String uid, Instant now) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT * FROM sessions WHERE uid = ? AND expires_at > ?"
                        + " ORDER BY coalesce(last_used_at, rotated_at) DESC, session_id",
                SqliteAccountStore::session,
                uid,
                ServerJson.text(now)));
    }

    @Override
    public void used(Map<String, Instant> sessions) {
        database.write(sessions.keySet(), connection -> {
            for (var session : sessions.entrySet()) {
                Sql.update(
                        connection,
                        "UPDATE sessions SET last_used_at = ? WHERE session_id = ?",
                        ServerJson.text(session.getValue()),
                        session.getKey());
            }
            return true;
        });
    }

    @Override
    public boolean rotate(String sessionId, String oldHash, String newHash, Instant at, Instant expiresAt) {
        return database.write(
                sessionId,
                connection -> Sql.update(
                                connection,
                                "UPDATE sessions SET secret_hash = ?, rotated_at = ?, last_used_at = ?, expires_at = ?"
                                        + " WHERE session_id = ? AND secret_hash = ?",
                                newHash,
                                ServerJson.text(at),
                                ServerJson.text(at),
                                ServerJson.text(expiresAt),
                                sessionId,
                                oldHash)
                        == 1);
    }

    @Override
    public void endSession(String sessionId) {
        database.write(
                sessionId,
                connection -> Sql.update(connection, "DELETE FROM sessions WHERE session_id = ?", sessionId));
    }

    @Override
    public boolean endSession(String uid, String sessionId) {
        return database.write(
                sessionId,
                connection ->
                        Sql.update(connection, "DELETE FROM sessions WHERE uid = ? AND session_id = ?", uid, sessionId)
                                == 1);
    }

    @Override
    public void endSessions(String uid) {
        database.write(connection -> Sql.update(connection, "DELETE FROM sessions WHERE uid = ?", uid));
    }

    @Override
    public void sweep(Instant now) {
        database.write(connection ->
                Sql.update(connection, "DELETE FROM sessions WHERE expires_at <= ?", ServerJson.text(now)));
    }

    private static String key(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    private static Account account(ResultSet row) throws SQLException {
        var uid = row.getString("uid");
        var hash = row.getString("password_hash");
        var chosen = row.getString("default_workspace_id");
        return new Account(
                uid,
                row.getString("email"),
                row.getBoolean("email_verified"),
                hash.equals(NO_PASSWORD) ? null : hash,
                row.getString("display_name"),
                row.getString("photo_url"),
                chosen == null ? uid : chosen,
                new Preferences(
                        row.getString("theme"),
                        row.getString("density"),
                        row.getString("time_zone"),
                        row.getBoolean("email_digest")),
                Timestamp.parse(row.getString("created_at")),
                Timestamp.parse(row.getString("last_login")));
    }

    private static Session session(ResultSet row) throws SQLException {
        var used = row.getString("last_used_at");
        var rotatedAt = Timestamp.parse(row.getString("rotated_at"));
        return new Session(
                row.getString("session_id"),
                row.getString("uid"),
                row.getString("secret_hash"),
                row.getString("csrf"),
                Timestamp.parse(row.getString("created_at")),
                rotatedAt,
                Timestamp.parse(row.getString("expires_at")),
                used == null ? rotatedAt : Timestamp.parse(used),
                new Session.Visitor(row.getString("ip"), row.getString("user_agent")));
    }
}
