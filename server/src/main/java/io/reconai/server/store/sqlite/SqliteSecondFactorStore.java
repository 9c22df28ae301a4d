package io.reconai.server.store.sqlite;

import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.SecondFactor;
import io.reconai.server.store.SecondFactorStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Second factors in SQLite.
final class SqliteSecondFactorStore implements SecondFactorStore {

    private final Database database;

    SqliteSecondFactorStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<SecondFactor> find(String uid) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT secret, confirmed_at, (SELECT count(*) FROM recovery_codes r WHERE r.uid = s.uid)"
                        + " FROM second_factors s WHERE uid = ?",
                row -> {
                    var confirmed = row.getString(2);
                    return new SecondFactor(
                            row.getString(1), confirmed == null ? null : Timestamp.parse(confirmed), row.getInt(3));
                },
                uid));
    }

    @Override
    public boolean offer(String uid, String secret) {
        return database.write(connection -> Sql.update(
                        connection,
                        "INSERT INTO second_factors (uid, secret, last_step) VALUES (?, ?, 0) ON CONFLICT (uid) DO"
                                + " UPDATE SET secret = excluded.secret WHERE confirmed_at IS NULL",
                        uid,
                        secret)
                == 1);
    }

    @Override
    public boolean confirm(String uid, String secret, long step, List<String> recoveryHashes, Instant at) {
        return database.write(connection -> {
            var confirmed = Sql.update(
                            connection,
                            "UPDATE second_factors SET confirmed_at = ?, last_step = ?"
                                    + " WHERE uid = ? AND secret = ? AND confirmed_at IS NULL",
                            ServerJson.text(at),
                            step,
                            uid,
                            secret)
                    == 1;
            if (confirmed) {
                addRecoveryCodes(connection, uid, recoveryHashes);
            }
            return confirmed;
        });
    }

    @Override
    public boolean useStep(String uid, long step) {
        return database.write(connection -> Sql.update(
                        connection,
                        "UPDATE second_factors SET last_step = ?"
                                + " WHERE uid = ? AND last_step < ? AND confirmed_at IS NOT NULL",
                        step,
                        uid,
                        step)
                == 1);
    }

    @Override
    public boolean useRecoveryCode(String uid, String hash) {
        return database.write(connection ->
                Sql.update(connection, "DELETE FROM recovery_codes WHERE uid = ? AND hash = ?", uid, hash) == 1);
    }

    @Override
    public void replaceRecoveryCodes(String uid, List<String> hashes) {
        database.write(connection -> {
            Sql.update(connection, "DELETE FROM recovery_codes WHERE uid = ?", uid);
            addRecoveryCodes(connection, uid, hashes);
            return true;
        });
    }

    private static void addRecoveryCodes(Connection connection, String uid, List<String> hashes) throws SQLException {
        for (var hash : hashes) {
            Sql.update(connection, "INSERT INTO recovery_codes (uid, hash) VALUES (?, ?)", uid, hash);
        }
    }

    @Override
    public void remove(String uid) {
        database.write(connection -> Sql.update(connection, "DELETE FROM second_factors WHERE uid = ?", uid));
    }
}
