package io.reconai.server.store.sqlite;

import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Account;
import io.reconai.server.identity.Membership;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.Usage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Workspaces and members in SQLite.
public final class SqliteWorkspaceStore implements WorkspaceStore {

    private final Database database;

    public SqliteWorkspaceStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Membership> membership(String workspaceId, String uid) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT w.*, m.role FROM workspaces w JOIN members m USING (workspace_id)"
                        + " WHERE w.workspace_id = ? AND m.uid = ?",
                SqliteWorkspaceStore::membership,
                workspaceId,
                uid));
    }

    @Override
    public Optional<Plan> plan(Workspace workspace) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT plan FROM workspaces WHERE workspace_id = ?",
                row -> Plan.of(row.getString(1)),
                workspace.id()));
    }

    /// Adds a person's own workspace; part of adding the account.
    static void addPersonal(Connection connection, Account account) throws SQLException {
        var name = account.displayName() == null ? account.email() : account.displayName();
        insert(connection, account.uid(), name, true, account.createdAt());
        addMember(connection, account.uid(), account.uid(), Role.OWNER, account.createdAt());
    }

    static void insert(Connection connection, String workspaceId, String name, boolean isPersonal, Instant at)
            throws SQLException {
        var usage = Usage.from(at);
        Sql.update(
                connection,
                "INSERT INTO workspaces (workspace_id, name, personal, plan, subscription_status, archived, created_at,"
                        + " period_start, period_end, api_calls, scan_credits)"
                        + " VALUES (?, ?, ?, 'free', 'active', 0, ?, ?, ?, 0, 0)",
                workspaceId,
                name,
                isPersonal,
                ServerJson.text(at),
                ServerJson.text(usage.periodStart()),
                ServerJson.text(usage.periodEnd()));
    }

    static void addMember(Connection connection, String workspaceId, String uid, Role role, Instant at)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO members (workspace_id, uid, role, joined_at, last_active_at) VALUES (?, ?, ?, ?, ?)",
                workspaceId,
                uid,
                role.word(),
                ServerJson.text(at),
                ServerJson.text(at));
    }

    private static Membership membership(ResultSet row) throws SQLException {
        return new Membership(
                row.getString("workspace_id"),
                row.getString("name"),
                row.getBoolean("personal"),
                Role.of(row.getString("role")),
                Plan.of(row.getString("plan")),
                row.getString("subscription_status"),
                row.getBoolean("archived"));
    }
}
