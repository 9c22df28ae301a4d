package io.reconai.server.store.sqlite;

import io.reconai.engine.asset.DomainName;
import io.reconai.server.domains.Domain;
import io.reconai.server.domains.DomainFilter;
import io.reconai.server.domains.ListedDomain;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.ServerJson;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.DomainStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// Domains in SQLite; what their scans found is counted when it is asked for.
public final class SqliteDomainStore implements DomainStore {

    private static final String OF_IT = " a WHERE a.workspace_id = d.workspace_id AND a.parent_domain = d.domain";

    private static final String COMPLETED =
            " s WHERE s.workspace_id = d.workspace_id AND s.domain = d.domain AND s.scan_status = 'completed'"
                    + " ORDER BY s.completed_at DESC LIMIT 1)";

    private static final String LISTED = "(SELECT d.*, c.challenge, (SELECT count(*) FROM assets" + OF_IT
            + " AND a.state = 'active') AS asset_count, (SELECT CAST(round(avg(a.risk_score)) AS INTEGER) FROM assets"
            + OF_IT + " AND a.state = 'active') AS risk_score, (SELECT s.scan_id FROM scans" + COMPLETED
            + " AS last_scan_id, (SELECT s.completed_at FROM scans" + COMPLETED + " AS last_scanned_at"
            + " FROM domains d JOIN domain_challenges c USING (workspace_id, domain))";

    private final Database database;

    public SqliteDomainStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Workspace workspace, Domain domain) {
        return database.write(connection -> {
            Sql.update(
                    connection,
                    "INSERT INTO domain_challenges VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    workspace.id(),
                    domain.name().value(),
                    domain.challenge());
            return Sql.update(
                            connection,
                            "INSERT INTO domains (domain_id, workspace_id, domain, added_at, monitored)"
                                    + " VALUES (?, ?, ?, ?, 0) ON CONFLICT (workspace_id, domain) DO NOTHING",
                            domain.domainId(),
                            workspace.id(),
                            domain.name().value(),
                            ServerJson.text(domain.addedAt()))
                    == 1;
        });
    }

    @Override
    public Optional<ListedDomain> find(Workspace workspace, String domainId) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT * FROM " + LISTED + " WHERE workspace_id = ? AND domain_id = ?",
                DomainRecords::listed,
                workspace.id(),
                domainId));
    }

    @Override
    public PageOf<ListedDomain> list(Workspace workspace, DomainFilter filter, PageRequest page) {
        var where = new Where("workspace_id", workspace.id());
        filter.search().ifPresent(text -> where.contains("domain", text));
        filter.verified().ifPresent(is -> where.and(is ? "verified_at IS NOT NULL" : "verified_at IS NULL"));
        filter.monitored().ifPresent(is -> where.and(is ? "monitored" : "NOT monitored"));
        return database.read(connection -> new PageOf<>(
                where.page(connection, "*", LISTED, page, "domain_id", DomainRecords::listed),
                where.count(connection, "domains")));
    }

    @Override
    public Optional<Domain> nearest(Workspace workspace, DomainName name) {
        return database.read(connection -> DomainRecords.nearest(connection, workspace, name, "true"));
    }

    @Override
    public void remove(Workspace workspace, String domainId, Removal removal) {
        database.write(connection -> {
            if (removal == Removal.WITH_ASSETS) {
                removeAssets(connection, workspace, domainId);
            }
            return Sql.update(
                    connection,
                    "DELETE FROM domains WHERE workspace_id = ? AND domain_id = ?",
                    workspace.id(),
                    domainId);
        });
    }

    private static void removeAssets(Connection connection, Workspace workspace, String domainId) throws SQLException {
        var assets = "SELECT asset_id FROM assets WHERE workspace_id = ? AND parent_domain ="
                + " (SELECT domain FROM domains WHERE workspace_id = ? AND domain_id = ?)";
        var findings = "SELECT finding_id FROM findings WHERE workspace_id = ? AND asset_id IN (" + assets + ")";
        var ours = workspace.id();
        Sql.update(
                connection,
                "DELETE FROM finding_changes WHERE workspace_id = ? AND finding_id IN (" + findings + ")",
                ours,
                ours,
                ours,
                ours,
                domainId);
        Sql.update(
                connection,
                "DELETE FROM findings WHERE workspace_id = ? AND asset_id IN (" + assets + ")",
                ours,
                ours,
                ours,
                domainId);
        Sql.update(connection, "DELETE FROM assets WHERE asset_id IN (" + assets + ")", ours, ours, domainId);
    }
}
