package io.reconai.server.store.sqlite;

import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Account;
import io.reconai.server.identity.Session;
import io.reconai.server.store.AccountStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Accounts and sign-ins in SQLite.
public final class SqliteAccountStore implements AccountStore {

    private final Database database;

    public SqliteAccountStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Account account) {
        return database.write(connection -> {
            var isNew = Sql.update(
                            connection,
                            "INSERT INTO accounts (uid, email, email_key, password_hash, display_name, created_at, last_login)"
                                    + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (email_key) DO NOTHING",
                            account.uid(),
                            account.email(),
                            key(account.email()),
                            account.passwordHash(),
                            account.displayName(),
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
    public Optional<Account> findByEmail(String email) {
        return database.read(connection -> Sql.first(
                connection, "SELECT * FROM accounts WHERE email_key = ?", SqliteAccountStore::account, key(email)));
    }

    @Override
    public Optional<Account> find(String uid) {
        return database.read(connection ->
                Sql.first(connection, "SELECT * FROM accounts WHERE uid = ?", SqliteAccountStore::account, uid));
    }

    @Override
    public void signedIn(String uid, Instant at) {
        database.write(connection ->
                Sql.update(connection, "UPDATE accounts SET last_login = ? WHERE uid = ?", ServerJson.text(at), uid));
    }

    @Override
    public void add(Session session) {
        database.write(connection -> Sql.update(
                connection,
                "INSERT INTO sessions (session_id, uid, secret_hash, csrf, created_at, rotated_at, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                session.sessionId(),
                session.uid(),
                session.secretHash(),
                session.csrf(),
                ServerJson.text(session.createdAt()),
                ServerJson.text(session.rotatedAt()),
                ServerJson.text(session.expiresAt())));
    }

    @Override
    public Optional<Session> findSession(String sessionId, Instant now) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT * FROM sessions WHERE session_id = ? AND expires_at > ?",
                SqliteAccountStore::session,
                sessionId,
                ServerJson.text(now)));
    }

    @Override
    public boolean rotate(String sessionId, String oldHash, String newHash, Instant at, Instant expiresAt) {
        return database.write(connection -> Sql.update(
                        connection,
                        "UPDATE sessions SET secret_hash = ?, rotated_at = ?, expires_at = ?"
                                + " WHERE session_id = ? AND secret_hash = ?",
                        newHash,
                        ServerJson.text(at),
                        ServerJson.text(expiresAt),
                        sessionId,
                        oldHash)
                == 1);
    }

    @Override
    public void endSession(String sessionId) {
        database.write(connection -> Sql.update(connection, "DELETE FROM sessions WHERE session_id = ?", sessionId));
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
        return new Account(
                row.getString("uid"),
                row.getString("email"),
                row.getString("password_hash"),
                row.getString("display_name"),
                Instant.parse(row.getString("created_at")),
                Instant.parse(row.getString("last_login")));
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getString("session_id"),
                row.getString("uid"),
                row.getString("secret_hash"),
                row.getString("csrf"),
                Instant.parse(row.getString("created_at")),
                Instant.parse(row.getString("rotated_at")),
                Instant.parse(row.getString("expires_at")));
    }
}
