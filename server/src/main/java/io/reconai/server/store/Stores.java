package io.reconai.server.store;

import io.quarkus.runtime.Startup;
import io.reconai.server.store.sqlite.Database;
import io.reconai.server.store.sqlite.SqliteAccountStore;
import io.reconai.server.store.sqlite.SqliteAnalyticsStore;
import io.reconai.server.store.sqlite.SqliteApiTokenStore;
import io.reconai.server.store.sqlite.SqliteAssetHistoryStore;
import io.reconai.server.store.sqlite.SqliteAssetReader;
import io.reconai.server.store.sqlite.SqliteAssetStore;
import io.reconai.server.store.sqlite.SqliteAuditStore;
import io.reconai.server.store.sqlite.SqliteFiguresStore;
import io.reconai.server.store.sqlite.SqliteFindingStore;
import io.reconai.server.store.sqlite.SqliteIdempotencyStore;
import io.reconai.server.store.sqlite.SqliteMemberStore;
import io.reconai.server.store.sqlite.SqliteScanStore;
import io.reconai.server.store.sqlite.SqliteUsageStore;
import io.reconai.server.store.sqlite.SqliteWorkspaceStore;
import io.reconai.server.system.ServerSettings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;

/// Chooses and opens the store: SQLite in the data folder.
@Startup
@Singleton
class Stores {

    private final Database database;

    Stores(ServerSettings settings) throws IOException {
        database = Database.open(settings.dataFolder().resolve(StoreFiles.STORE));
    }

    @Produces
    @Singleton
    AccountStore accounts() {
        return new SqliteAccountStore(database);
    }

    @Produces
    @Singleton
    ScanStore scans() {
        return new SqliteScanStore(database);
    }

    @Produces
    @Singleton
    AssetStore assets() {
        return new SqliteAssetStore(database);
    }

    @Produces
    @Singleton
    AnalyticsStore analytics() {
        return new SqliteAnalyticsStore(database);
    }

    @Produces
    @Singleton
    WorkspaceStore workspaces() {
        return new SqliteWorkspaceStore(database);
    }

    @Produces
    @Singleton
    AssetReader assetReader(AssetStore assets) {
        return new SqliteAssetReader(database, assets);
    }

    @Produces
    @Singleton
    MemberStore members() {
        return new SqliteMemberStore(database);
    }

    @Produces
    @Singleton
    AssetHistoryStore assetHistory() {
        return new SqliteAssetHistoryStore(database);
    }

    @Produces
    @Singleton
    ApiTokenStore apiTokens() {
        return new SqliteApiTokenStore(database);
    }

    @Produces
    @Singleton
    FiguresStore figures() {
        return new SqliteFiguresStore(database);
    }

    @Produces
    @Singleton
    AuditStore audit() {
        return new SqliteAuditStore(database);
    }

    @Produces
    @Singleton
    FindingStore findings() {
        return new SqliteFindingStore(database);
    }

    @Produces
    @Singleton
    IdempotencyStore idempotency() {
        return new SqliteIdempotencyStore(database);
    }

    @Produces
    @Singleton
    UsageStore usage() {
        return new SqliteUsageStore(database);
    }

    @Produces
    @Singleton
    StoreHealth health() {
        return database::isHealthy;
    }

    @PreDestroy
    void close() {
        database.close();
    }
}
