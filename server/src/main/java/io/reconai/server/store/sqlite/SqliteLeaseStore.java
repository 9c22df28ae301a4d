package io.reconai.server.store.sqlite;

import io.reconai.server.http.ServerJson;
import io.reconai.server.store.LeaseStore;
import java.time.Instant;
import java.util.Collection;

/// Leases in SQLite, a row each.
final class SqliteLeaseStore implements LeaseStore {

    private final Database database;

    SqliteLeaseStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean take(String name, String owner, Instant now, Instant until) {
        return database.writeUnheard(connection -> Sql.update(
                        connection,
                        "INSERT INTO leases (name, owner, until) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE"
                                + " SET owner = excluded.owner, until = excluded.until WHERE leases.until <= ?",
                        name,
                        owner,
                        ServerJson.text(until),
                        ServerJson.text(now)))
                == 1;
    }

    @Override
    public void renew(String owner, Instant until) {
        database.writeUnheard(connection ->
                Sql.update(connection, "UPDATE leases SET until = ? WHERE owner = ?", ServerJson.text(until), owner));
    }

    @Override
    public void giveBack(String owner, Collection<String> names) {
        database.writeUnheard(connection -> Sql.update(
                connection,
                "DELETE FROM leases WHERE owner = ? AND name IN (SELECT value FROM json_each(?))",
                owner,
                JsonColumn.list(names)));
    }
}
