package io.reconai.server.store;

import io.quarkus.runtime.Startup;
import io.reconai.engine.SettingException;
import io.reconai.server.store.mongo.MongoStores;
import io.reconai.server.store.sqlite.SqliteStores;
import io.reconai.server.system.ServerSettings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;

/// Chooses and opens the store, the only place that does: MongoDB where an address is set, or else SQLite in the data
/// folder.
@Startup
@Singleton
class Stores {

    private final StorePorts store;

    Stores(ServerSettings settings) throws IOException, SettingException {
        var address = settings.mongo();
        store = address.isPresent()
                ? MongoStores.open(address.get())
                : SqliteStores.open(settings.dataFolder().resolve(StoreFiles.STORE));
    }

    @Produces
    @Singleton
    AccountStore accounts() {
        return store.accounts();
    }

    @Produces
    @Singleton
    WorkspaceStore workspaces() {
        return store.workspaces();
    }

    @Produces
    @Singleton
    MemberStore members() {
        return store.members();
    }

    @Produces
    @Singleton
    ApiTokenStore apiTokens() {
        return store.apiTokens();
    }

    @Produces
    @Singleton
    ScanStore scans() {
        return store.scans();
    }

    @Produces
    @Singleton
    AssetStore assets() {
        return store.assets();
    }

    @Produces
    @Singleton
    AssetRemarkStore assetRemarks() {
        return store.assetRemarks();
    }

    @Produces
    @Singleton
    EvidenceStore evidence() {
        return store.evidence();
    }

    @Produces
    @Singleton
    AssetReader assetReader() {
        return store.assetReader();
    }

    @Produces
    @Singleton
    AssetHistoryStore assetHistory() {
        return store.assetHistory();
    }

    @Produces
    @Singleton
    FindingStore findings() {
        return store.findings();
    }

    @Produces
    @Singleton
    AnalyticsStore analytics() {
        return store.analytics();
    }

    @Produces
    @Singleton
    UsageStore usage() {
        return store.usage();
    }

    @Produces
    @Singleton
    AuditStore audit() {
        return store.audit();
    }

    @Produces
    @Singleton
    IdempotencyStore idempotency() {
        return store.idempotency();
    }

    @Produces
    @Singleton
    FiguresStore figures() {
        return store.figures();
    }

    @Produces
    @Singleton
    DomainStore domains() {
        return store.domains();
    }

    @Produces
    @Singleton
    OwnershipStore ownership() {
        return store.ownership();
    }

    @Produces
    @Singleton
    ScheduleStore schedules() {
        return store.schedules();
    }

    @Produces
    @Singleton
    LinkStore links() {
        return store.links();
    }

    @Produces
    @Singleton
    OutboxStore outbox() {
        return store.outbox();
    }

    @Produces
    @Singleton
    BillingStore billing() {
        return store.billing();
    }

    @Produces
    @Singleton
    RetentionStore retention() {
        return store.retention();
    }

    @Produces
    @Singleton
    SecondFactorStore secondFactors() {
        return store.secondFactors();
    }

    @Produces
    @Singleton
    AlertStore alerts() {
        return store.alerts();
    }

    @Produces
    @Singleton
    AlertSetupStore alertSetup() {
        return store.alertSetup();
    }

    @Produces
    @Singleton
    DeliveryStore deliveries() {
        return store.deliveries();
    }

    @Produces
    @Singleton
    ReportScheduleStore reportSchedules() {
        return store.reportSchedules();
    }

    @Produces
    @Singleton
    AlertWatchStore alertWatch() {
        return store.alertWatch();
    }

    @Produces
    @Singleton
    ScanNewsStore scanNews() {
        return store.scanNews();
    }

    @Produces
    @Singleton
    SuspensionStore suspensions() {
        return store.suspensions();
    }

    @Produces
    @Singleton
    LeaseStore leases() {
        return store.leases();
    }

    @Produces
    @Singleton
    StoreHealth health() {
        return store.health();
    }

    @PreDestroy
    void close() {
        store.close();
    }
}
