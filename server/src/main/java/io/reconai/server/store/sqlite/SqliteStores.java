package io.reconai.server.store.sqlite;

import io.reconai.server.store.AccountStore;
import io.reconai.server.store.AlertSetupStore;
import io.reconai.server.store.AlertStore;
import io.reconai.server.store.AlertWatchStore;
import io.reconai.server.store.AnalyticsStore;
import io.reconai.server.store.ApiTokenStore;
import io.reconai.server.store.AssetHistoryStore;
import io.reconai.server.store.AssetReader;
import io.reconai.server.store.AssetRemarkStore;
import io.reconai.server.store.AssetStore;
import io.reconai.server.store.AuditStore;
import io.reconai.server.store.BillingStore;
import io.reconai.server.store.DeliveryStore;
import io.reconai.server.store.DomainStore;
import io.reconai.server.store.EvidenceStore;
import io.reconai.server.store.FiguresStore;
import io.reconai.server.store.FindingStore;
import io.reconai.server.store.IdempotencyStore;
import io.reconai.server.store.LeaseStore;
import io.reconai.server.store.LinkStore;
import io.reconai.server.store.MemberStore;
import io.reconai.server.store.OutboxStore;
import io.reconai.server.store.OwnershipStore;
import io.reconai.server.store.ReportScheduleStore;
import io.reconai.server.store.RetentionStore;
import io.reconai.server.store.ScanNewsStore;
import io.reconai.server.store.ScanStore;
import io.reconai.server.store.ScheduleStore;
import io.reconai.server.store.SecondFactorStore;
import io.reconai.server.store.StoreHealth;
import io.reconai.server.store.StorePorts;
import io.reconai.server.store.SuspensionStore;
import io.reconai.server.store.UsageStore;
import io.reconai.server.store.WorkspaceStore;
import java.io.IOException;
import java.nio.file.Path;

/// The store in one file.
public final class SqliteStores implements StorePorts {

    private final Database database;

    private SqliteStores(Database database) {
        this.database = database;
    }

    /// Opens the file, made where it is missing, and brings it to the newest shape.
    public static SqliteStores open(Path file) throws IOException {
        var database = Database.open(file);
        SqliteIdempotencyStore.takeOver(database);
        return new SqliteStores(database);
    }

    @Override
    public AccountStore accounts() {
        return new SqliteAccountStore(database);
    }

    @Override
    public WorkspaceStore workspaces() {
        return new SqliteWorkspaceStore(database);
    }

    @Override
    public MemberStore members() {
        return new SqliteMemberStore(database);
    }

    @Override
    public ApiTokenStore apiTokens() {
        return new SqliteApiTokenStore(database);
    }

    @Override
    public ScanStore scans() {
        return new SqliteScanStore(database);
    }

    @Override
    public AssetStore assets() {
        return new SqliteAssetStore(database);
    }

    @Override
    public AssetReader assetReader() {
        return new SqliteAssetReader(database, assets());
    }

    @Override
    public AssetHistoryStore assetHistory() {
        return new SqliteAssetHistoryStore(database);
    }

    @Override
    public AssetRemarkStore assetRemarks() {
        return new SqliteAssetRemarkStore(database);
    }

    @Override
    public EvidenceStore evidence() {
        return new SqliteEvidenceStore(database);
    }

    @Override
    public FindingStore findings() {
        return new SqliteFindingStore(database);
    }

    @Override
    public AnalyticsStore analytics() {
        return new SqliteAnalyticsStore(database);
    }

    @Override
    public UsageStore usage() {
        return new SqliteUsageStore(database);
    }

    @Override
    public AuditStore audit() {
        return new SqliteAuditStore(database);
    }

    @Override
    public IdempotencyStore idempotency() {
        return new SqliteIdempotencyStore(database);
    }

    @Override
    public FiguresStore figures() {
        return new SqliteFiguresStore(database);
    }

    @Override
    public DomainStore domains() {
        return new SqliteDomainStore(database);
    }

    @Override
    public OwnershipStore ownership() {
        return new SqliteOwnershipStore(database);
    }

    @Override
    public ScheduleStore schedules() {
        return new SqliteScheduleStore(database);
    }

    @Override
    public LinkStore links() {
        return new SqliteLinkStore(database);
    }

    @Override
    public OutboxStore outbox() {
        return new SqliteOutboxStore(database);
    }

    @Override
    public BillingStore billing() {
        return new SqliteBillingStore(database);
    }

    @Override
    public RetentionStore retention() {
        return new SqliteRetentionStore(database);
    }

    @Override
    public SecondFactorStore secondFactors() {
        return new SqliteSecondFactorStore(database);
    }

    @Override
    public AlertStore alerts() {
        return new SqliteAlertStore(database);
    }

    @Override
    public AlertSetupStore alertSetup() {
        return new SqliteAlertSetupStore(database);
    }

    @Override
    public DeliveryStore deliveries() {
        return new SqliteDeliveryStore(database);
    }

    @Override
    public AlertWatchStore alertWatch() {
        return new SqliteAlertWatchStore(database);
    }

    @Override
    public ReportScheduleStore reportSchedules() {
        return new SqliteReportScheduleStore(database);
    }

    @Override
    public ScanNewsStore scanNews() {
        return new SqliteScanNewsStore(database);
    }

    @Override
    public SuspensionStore suspensions() {
        return new SqliteSuspensionStore(database);
    }

    @Override
    public LeaseStore leases() {
        return new SqliteLeaseStore(database);
    }

    @Override
    public StoreHealth health() {
        return database::isHealthy;
    }

    @Override
    public void close() {
        database.close();
    }
}
