package io.reconai.server.store.sqlite;

import io.reconai.engine.asset.DomainName;
import io.reconai.server.domains.Domain;
import io.reconai.server.domains.ProofMethod;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.OwnershipStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Proofs of ownership in SQLite, in the domain's row.
public final class SqliteOwnershipStore implements OwnershipStore {

    private static final String ITS_ROW = " WHERE workspace_id = ? AND domain_id = ?";

    private final Database database;

    public SqliteOwnershipStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Domain> nearestVerified(Workspace workspace, DomainName name) {
        return database.read(
                connection -> DomainRecords.nearest(connection, workspace, name, "verified_at IS NOT NULL"));
    }

    @Override
    public void shown(Workspace workspace, String domainId, ProofMethod method, Instant at, Instant nextCheck) {
        database.write(connection -> Sql.update(
                connection,
                "UPDATE domains SET verified_at = coalesce(verified_at, ?), verification_method = ?,"
                        + " last_checked_at = ?, failed_at = NULL, check_from = ?" + ITS_ROW,
                ServerJson.text(at),
                method.word(),
                ServerJson.text(at),
                ServerJson.text(nextCheck),
                workspace.id(),
                domainId));
    }

    @Override
    public void looked(Workspace workspace, String domainId, Instant at) {
        database.write(connection -> Sql.update(
                connection,
                "UPDATE domains SET last_checked_at = ?" + ITS_ROW,
                ServerJson.text(at),
                workspace.id(),
                domainId));
    }

    @Override
    public List<DueCheck> due(Instant now, int most) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT * FROM " + DomainRecords.DOMAINS
                        + " WHERE check_from <= ? AND verified_at IS NOT NULL ORDER BY check_from LIMIT ?",
                SqliteOwnershipStore::due,
                ServerJson.text(now),
                most));
    }

    private static DueCheck due(ResultSet row) throws SQLException {
        var domain = DomainRecords.domain(row);
        return new DueCheck(
                Workspace.ofRecord(row.getString("workspace_id")),
                domain,
                Objects.requireNonNull(domain.verificationMethod(), "verified somehow"),
                Timestamp.parse(row.getString("check_from")),
                row.getString("failed_at") != null);
    }

    @Override
    public boolean claim(DueCheck check, Instant until) {
        return database.write(connection -> Sql.update(
                        connection,
                        "UPDATE domains SET check_from = ?" + ITS_ROW + " AND check_from = ?",
                        ServerJson.text(until),
                        check.workspace().id(),
                        check.domain().domainId(),
                        ServerJson.text(check.due())))
                == 1;
    }

    @Override
    public void failed(Workspace workspace, String domainId, Instant at, Instant nextCheck) {
        database.write(connection -> Sql.update(
                connection,
                "UPDATE domains SET last_checked_at = ?, failed_at = ?, check_from = ?" + ITS_ROW
                        + " AND verified_at IS NOT NULL",
                ServerJson.text(at),
                ServerJson.text(at),
                ServerJson.text(nextCheck),
                workspace.id(),
                domainId));
    }

    @Override
    public void postpone(Workspace workspace, String domainId, Instant nextCheck) {
        database.write(connection -> Sql.update(
                connection,
                "UPDATE domains SET check_from = ?" + ITS_ROW + " AND verified_at IS NOT NULL",
                ServerJson.text(nextCheck),
                workspace.id(),
                domainId));
    }

    @Override
    public boolean takeAway(Workspace workspace, String domainId, Instant at) {
        return database.write(connection -> Sql.update(
                        connection,
                        "UPDATE domains SET verified_at = NULL, verification_method = NULL, last_checked_at = ?,"
                                + " failed_at = NULL, check_from = NULL, lost_at = ?" + ITS_ROW
                                + " AND failed_at IS NOT NULL",
                        ServerJson.text(at),
                        ServerJson.text(at),
                        workspace.id(),
                        domainId))
                == 1;
    }
}
