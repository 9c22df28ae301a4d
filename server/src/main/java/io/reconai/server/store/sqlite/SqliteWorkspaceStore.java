package io.reconai.server.store.sqlite;

import io.reconai.engine.asset.RiskLevel;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Account;
import io.reconai.server.identity.Membership;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.WorkspaceStore;
import io.reconai.server.usage.Plan;
import io.reconai.server.usage.Usage;
import io.reconai.server.workspaces.WorkspaceView;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Workspaces and members in SQLite.
public final class SqliteWorkspaceStore implements WorkspaceStore {

    /// From here a risk level is high.
    private static final int HIGH_RISK = 61;

    /// What members see, one row for each of them.
    private static final String VIEWS = "(SELECT v.*, CASE WHEN archived THEN 'archived' WHEN risk_score >= "
            + HIGH_RISK + " THEN 'high_risk' WHEN EXISTS (SELECT 1 FROM domains d"
            + " WHERE d.workspace_id = v.workspace_id AND d.monitored) THEN 'monitoring' ELSE 'active' END AS status"
            + " FROM (SELECT w.*, m.uid, m.role,"
            + " (SELECT count(*) FROM members o WHERE o.workspace_id = w.workspace_id) AS member_count,"
            + " (SELECT count(*) FROM assets a WHERE a.workspace_id = w.workspace_id AND a.state = 'active')"
            + " AS active_assets, (SELECT CAST(coalesce(round(avg(a.risk_score)), 0) AS INTEGER) FROM assets a"
            + " WHERE a.workspace_id = w.workspace_id AND a.state = 'active') AS risk_score"
            + " FROM workspaces w JOIN members m USING (workspace_id)) v)";

    private final Database database;

    public SqliteWorkspaceStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Membership> membership(String workspaceId, String uid) {
        return database.remembered(
                uid,
                List.of("membership", workspaceId, uid),
                connection -> Sql.first(
                        connection,
                        "SELECT w.*, m.role, m.last_active_at FROM workspaces w JOIN members m USING (workspace_id)"
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

    @Override
    public void seen(Map<Seat, Instant> members) {
        var uids = members.keySet().stream().map(Seat::uid).toList();
        database.write(uids, connection -> {
            for (var member : members.entrySet()) {
                Sql.update(
                        connection,
                        "UPDATE members SET last_active_at = ? WHERE workspace_id = ? AND uid = ?",
                        ServerJson.text(member.getValue()),
                        member.getKey().workspaceId(),
                        member.getKey().uid());
            }
            return true;
        });
    }

    @Override
    public boolean add(String workspaceId, String name, String ownerUid, int most, Instant at) {
        return database.write(connection -> {
            insert(connection, workspaceId, name, false, at);
            addMember(connection, workspaceId, ownerUid, Role.OWNER, at);
            var owned = Sql.first(
                    connection,
                    "SELECT count(*) FROM members WHERE uid = ? AND role = 'owner'",
                    row -> row.getLong(1),
                    ownerUid);
            if (owned.orElse(0L) <= most) {
                return true;
            }
            Sql.update(connection, "DELETE FROM workspaces WHERE workspace_id = ?", workspaceId);
            return false;
        });
    }

    @Override
    public PageOf<WorkspaceView> list(String uid, Optional<String> search, List<String> statuses, PageRequest page) {
        var where = new Where("uid", uid).isOneOf("status", statuses);
        search.ifPresent(text -> where.contains("lower(name)", text));
        return database.read(connection -> new PageOf<>(
                where.page(connection, "*", VIEWS, page, "workspace_id", SqliteWorkspaceStore::view),
                where.count(connection, VIEWS)));
    }

    @Override
    public Optional<WorkspaceView> view(String workspaceId, String uid) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT * FROM " + VIEWS + " WHERE uid = ? AND workspace_id = ?",
                SqliteWorkspaceStore::view,
                uid,
                workspaceId));
    }

    @Override
    public void rename(Workspace workspace, String name) {
        database.write(connection ->
                Sql.update(connection, "UPDATE workspaces SET name = ? WHERE workspace_id = ?", name, workspace.id()));
    }

    @Override
    public void archive(Workspace workspace, boolean archived) {
        database.write(connection -> Sql.update(
                connection, "UPDATE workspaces SET archived = ? WHERE workspace_id = ?", archived, workspace.id()));
    }

    @Override
    public void remove(Workspace workspace) {
        database.write(connection -> remove(connection, workspace.id()));
    }

    /// Removes a workspace with all that it holds, but for its audit log; part of removing an account.
    static int remove(Connection connection, String workspaceId) throws SQLException {
        var tables = Sql.list(
                connection,
                "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c"
                        + " WHERE t.type = 'table' AND c.name = 'workspace_id'"
                        + " AND t.name NOT IN ('audit_log', 'workspaces')",
                row -> row.getString(1));
        for (var table : tables) {
            Sql.update(connection, "DELETE FROM " + table + " WHERE workspace_id = ?", workspaceId);
        }
        return Sql.update(connection, "DELETE FROM workspaces WHERE workspace_id = ?", workspaceId);
    }

    private static WorkspaceView view(ResultSet row) throws SQLException {
        var score = row.getInt("risk_score");
        return new WorkspaceView(
                row.getString("workspace_id"),
                row.getString("name"),
                row.getBoolean("personal"),
                Role.of(row.getString("role")),
                row.getString("plan"),
                row.getLong("member_count"),
                row.getLong("active_assets"),
                score,
                RiskLevel.of(score),
                row.getString("status"),
                Timestamp.parse(row.getString("created_at")));
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
                row.getBoolean("archived"),
                Timestamp.parse(row.getString("last_active_at")));
    }
}
