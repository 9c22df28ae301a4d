package io.reconai.server.store.sqlite;

import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.UsageStore;
import io.reconai.server.usage.ApiCall;
import io.reconai.server.usage.DailyUsage;
import io.reconai.server.usage.PlanLimits;
import io.reconai.server.usage.Usage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counters in the workspace's row, and the log of calls.
public final class SqliteUsageStore implements UsageStore {

    private static final String DAY = "substr(%s, 1, 10)";

    private final Database database;

    public SqliteUsageStore(Database database) {
        this.database = database;
    }

    @Override
    public Usage usage(Workspace workspace, Instant now) {
        return database.read(connection -> read(connection, workspace.id(), now));
    }

    @Override
    public boolean takeCall(Workspace workspace, int limit, Instant now) {
        return database.writeUnheard(connection -> {
            startPeriod(connection, workspace.id(), now);
            return Sql.update(
                            connection,
                            "UPDATE workspaces SET api_calls = api_calls + 1 WHERE workspace_id = ? AND api_calls < ?",
                            workspace.id(),
                            limit)
                    == 1;
        });
    }

    @Override
    public void giveCallBack(Workspace workspace, Instant now) {
        database.writeUnheard(connection -> Sql.update(
                connection,
                "UPDATE workspaces SET api_calls = api_calls - 1"
                        + " WHERE workspace_id = ? AND api_calls > 0 AND period_end > ?",
                workspace.id(),
                ServerJson.text(now)));
    }

    @Override
    public void log(List<ApiCall> calls) {
        database.writeUnheard(connection -> {
            Map<String, Integer> uncounted = new HashMap<>();
            for (var call : calls) {
                if (add(connection, call) && !call.isCharged()) {
                    uncounted.merge(call.workspace().id(), 1, Integer::sum);
                }
            }
            for (var count : uncounted.entrySet()) {
                startPeriod(connection, count.getKey(), calls.getLast().at());
                Sql.update(
                        connection,
                        "UPDATE workspaces SET api_calls = api_calls + ? WHERE workspace_id = ?",
                        count.getValue(),
                        count.getKey());
            }
            return calls.size();
        });
    }

    /// @return false when the workspace was removed in the meantime
    private static boolean add(Connection connection, ApiCall call) throws SQLException {
        return Sql.update(
                        connection,
                        "INSERT INTO api_usage_logs (workspace_id, user_id, token_id, method, route, status, duration_ms,"
                                + " timestamp) SELECT workspace_id, ?, ?, ?, ?, ?, ?, ? FROM workspaces WHERE workspace_id = ?",
                        call.uid(),
                        call.tokenId(),
                        call.method(),
                        call.route(),
                        call.status(),
                        call.duration().toMillis(),
                        ServerJson.text(call.at()),
                        call.workspace().id())
                == 1;
    }

    @Override
    public List<DailyUsage> daily(Workspace workspace, LocalDate first, LocalDate last) {
        return database.read(connection -> {
            var calls = byDay(connection, "api_usage_logs", "timestamp", workspace, first);
            var scans = byDay(connection, "scans", "created_at", workspace, first);
            return first.datesUntil(last.plusDays(1))
                    .map(day -> new DailyUsage(day, calls.getOrDefault(day, 0L), scans.getOrDefault(day, 0L)))
                    .toList();
        });
    }

    private static Map<LocalDate, Long> byDay(
            Connection connection, String table, String column, Workspace workspace, LocalDate first)
            throws SQLException {
        var day = DAY.formatted(column);
        Map<LocalDate, Long> counts = new HashMap<>();
        Sql.list(
                connection,
                "SELECT " + day + " AS day, count(*) AS n FROM " + table + " WHERE workspace_id = ? AND " + column
                        + " >= ? GROUP BY day",
                row -> counts.put(LocalDate.parse(row.getString("day")), row.getLong("n")),
                workspace.id(),
                first.toString());
        return counts;
    }

    @Override
    public void sweepLog(Instant before) {
        database.writeUnheard(connection ->
                Sql.update(connection, "DELETE FROM api_usage_logs WHERE timestamp < ?", ServerJson.text(before)));
    }

    /// Counts one scan credit unless the limit is reached. Part of starting a scan.
    static boolean takeCredit(Connection connection, Workspace workspace, PlanLimits limits) throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE workspaces SET scan_credits = scan_credits + 1 WHERE workspace_id = ?"
                                + " AND scan_credits < coalesce(?, scan_credits + 1)",
                        workspace.id(),
                        limits.scanCredits())
                == 1;
    }

    /// Takes a scan credit back if the period that it was taken in still runs.
    static void giveCreditBack(Connection connection, String workspaceId, String periodStart) throws SQLException {
        Sql.update(
                connection,
                "UPDATE workspaces SET scan_credits = scan_credits - 1 WHERE workspace_id = ? AND period_start = ?"
                        + " AND scan_credits > 0",
                workspaceId,
                periodStart);
    }

    /// Begins the period that holds the time where the stored one has ended.
    static Usage startPeriod(Connection connection, String workspaceId, Instant now) throws SQLException {
        var usage = read(connection, workspaceId, now);
        Sql.update(
                connection,
                "UPDATE workspaces SET period_start = ?, period_end = ?, api_calls = 0, scan_credits = 0"
                        + " WHERE workspace_id = ? AND period_end <= ?",
                ServerJson.text(usage.periodStart()),
                ServerJson.text(usage.periodEnd()),
                workspaceId,
                ServerJson.text(now));
        return usage;
    }

    static Usage read(Connection connection, String workspaceId, Instant now) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT period_start, period_end, api_calls, scan_credits FROM workspaces"
                                + " WHERE workspace_id = ?",
                        SqliteUsageStore::usage,
                        workspaceId)
                .orElseThrow(() -> new SQLException("there is no workspace " + workspaceId))
                .at(now);
    }

    private static Usage usage(ResultSet row) throws SQLException {
        return new Usage(
                Timestamp.parse(row.getString("period_start")),
                Timestamp.parse(row.getString("period_end")),
                row.getLong("api_calls"),
                row.getLong("scan_credits"));
    }
}
