package io.reconai.server.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.server.billing.BillingEvent;
import io.reconai.server.billing.Standing;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.Timestamp;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.BillingStore;
import io.reconai.server.usage.Usage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Payment in SQLite: what a workspace bought is in its own row, the reasons beside.
final class SqliteBillingStore implements BillingStore {

    private static final Billing NOTHING = new Billing(null, Standing.NONE);

    private final Database database;

    SqliteBillingStore(Database database) {
        this.database = database;
    }

    @Override
    public Billing find(Workspace workspace) {
        return database.read(connection -> read(connection, workspace));
    }

    private static Billing read(Connection connection, Workspace workspace) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT customer_id, standing FROM billing WHERE workspace_id = ?",
                        row -> new Billing(row.getString("customer_id"), standing(row.getString("standing"))),
                        workspace.id())
                .orElse(NOTHING);
    }

    @Override
    public Optional<Workspace> named(String workspaceId) {
        return one("SELECT workspace_id FROM workspaces WHERE workspace_id = ?", workspaceId);
    }

    @Override
    public Optional<Workspace> ofCustomer(String customerId) {
        return one("SELECT workspace_id FROM billing WHERE customer_id = ? ORDER BY workspace_id", customerId);
    }

    private Optional<Workspace> one(String sql, String parameter) {
        return database.read(
                connection -> Sql.first(connection, sql, row -> Workspace.ofRecord(row.getString(1)), parameter));
    }

    @Override
    public String link(Workspace workspace, String customerId) {
        return database.write(connection -> {
            link(connection, workspace, customerId);
            return Objects.requireNonNullElse(read(connection, workspace).customerId(), customerId);
        });
    }

    private static void link(Connection connection, Workspace workspace, String customerId) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO billing (workspace_id, customer_id, standing)"
                        + " SELECT workspace_id, ?, ? FROM workspaces WHERE workspace_id = ?"
                        + " ON CONFLICT DO UPDATE SET customer_id = coalesce(customer_id, excluded.customer_id)",
                customerId,
                document(Standing.NONE),
                workspace.id());
    }

    @Override
    public Optional<Change> take(Workspace workspace, Event event, UnaryOperator<Standing> change, Instant now) {
        return database.write(connection -> {
            if (!insert(connection, workspace, event)) {
                return Optional.<Change>empty();
            }
            if (event.customerId() != null) {
                link(connection, workspace, event.customerId());
            }
            return change(connection, workspace, change, now);
        });
    }

    /// @return false when it was taken before, or the workspace is gone
    private static boolean insert(Connection connection, Workspace workspace, Event event) throws SQLException {
        var shown = event.shown();
        return Sql.update(
                        connection,
                        "INSERT INTO billing_events (stripe_event_id, workspace_id, at, event_id, event_type, amount,"
                                + " currency, description, status, invoice_url)"
                                + " SELECT ?, workspace_id, ?, ?, ?, ?, ?, ?, ?, ? FROM workspaces"
                                + " WHERE workspace_id = ? ON CONFLICT DO NOTHING",
                        event.stripeId(),
                        ServerJson.text(event.at()),
                        shown.map(BillingEvent::eventId).orElse(null),
                        shown.map(BillingEvent::eventType).orElse(null),
                        shown.map(BillingEvent::amount).orElse(null),
                        shown.map(BillingEvent::currency).orElse(null),
                        shown.map(BillingEvent::description).orElse(null),
                        shown.map(BillingEvent::status).orElse(null),
                        shown.map(BillingEvent::invoiceUrl).orElse(null),
                        workspace.id())
                == 1;
    }

    @Override
    public Optional<Change> change(Workspace workspace, UnaryOperator<Standing> change, Instant now) {
        return database.write(connection -> change(connection, workspace, change, now));
    }

    private static Optional<Change> change(
            Connection connection, Workspace workspace, UnaryOperator<Standing> change, Instant now)
            throws SQLException {
        var before = bought(connection, workspace);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        var known = read(connection, workspace).standing();
        var standing = change.apply(known);
        var after = standing.terms(now)
                .map(terms -> new Bought(terms.plan().word(), terms.status().word()))
                .orElse(before.get());
        Sql.update(
                connection,
                "INSERT INTO billing (workspace_id, standing, changes_at) VALUES (?, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET standing = excluded.standing, changes_at = excluded.changes_at",
                workspace.id(),
                document(standing),
                standing.changesAfter(now).map(ServerJson::text).orElse(null));
        Sql.update(
                connection,
                "UPDATE workspaces SET plan = ?, subscription_status = ? WHERE workspace_id = ?",
                after.plan(),
                after.status(),
                workspace.id());
        if (standing.cycle() != null && !standing.cycle().equals(known.cycle())) {
            write(
                    connection,
                    workspace,
                    standing.cycle().applyTo(SqliteUsageStore.read(connection, workspace.id(), now)));
        }
        return Optional.of(new Change(before.get(), after, standing));
    }

    private static Optional<Bought> bought(Connection connection, Workspace workspace) throws SQLException {
        return Sql.first(
                connection,
                "SELECT plan, subscription_status FROM workspaces WHERE workspace_id = ?",
                row -> new Bought(row.getString("plan"), row.getString("subscription_status")),
                workspace.id());
    }

    private static void write(Connection connection, Workspace workspace, Usage usage) throws SQLException {
        Sql.update(
                connection,
                "UPDATE workspaces SET period_start = ?, period_end = ?, api_calls = ?, scan_credits = ?"
                        + " WHERE workspace_id = ?",
                ServerJson.text(usage.periodStart()),
                ServerJson.text(usage.periodEnd()),
                usage.apiCalls(),
                usage.scanCredits(),
                workspace.id());
    }

    @Override
    public List<Workspace> due(Instant now, int most) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT workspace_id FROM billing WHERE changes_at <= ? ORDER BY changes_at LIMIT ?",
                row -> Workspace.ofRecord(row.getString(1)),
                ServerJson.text(now),
                most));
    }

    @Override
    public PageOf<BillingEvent> history(Workspace workspace, PageRequest page) {
        var where = new Where("workspace_id", workspace.id()).and("event_type IS NOT NULL");
        return database.read(connection -> new PageOf<>(
                where.some(
                        connection,
                        "*",
                        "billing_events",
                        "at DESC, event_id",
                        page.limit(),
                        page.offset(),
                        SqliteBillingStore::event),
                where.count(connection, "billing_events")));
    }

    private static BillingEvent event(ResultSet row) throws SQLException {
        return new BillingEvent(
                row.getString("event_id"),
                row.getString("event_type"),
                row.getLong("amount"),
                row.getString("currency"),
                row.getString("description"),
                row.getString("status"),
                row.getString("invoice_url"),
                Timestamp.parse(row.getString("at")));
    }

    private static String document(Standing standing) {
        try {
            return ServerJson.forStore().writeValueAsString(standing);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Standing standing(String document) {
        try {
            return ServerJson.forStore().readValue(document, Standing.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("a document of the store cannot be read", damaged);
        }
    }
}
