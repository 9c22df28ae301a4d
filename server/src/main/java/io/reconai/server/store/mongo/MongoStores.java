package io.reconai.server.store.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import com.mongodb.MongoSecurityException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.reconai.engine.SettingException;
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
import io.reconai.server.store.StoreAwayException;
import io.reconai.server.store.StoreHealth;
import io.reconai.server.store.StorePorts;
import io.reconai.server.store.SuspensionStore;
import io.reconai.server.store.UsageStore;
import io.reconai.server.store.WorkspaceStore;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/// The store in a MongoDB database.
///
/// A write is on the disks of a majority when it returns (`w: majority, j: true`); the address may say otherwise. Its
/// password is never written anywhere: messages name hosts only.
public final class MongoStores implements StorePorts {

    private static final String VARIABLE = "MONGO_URI";
    private static final String USUAL_DATABASE = "reconai";

    /// How long a request waits for a server that is away before it is answered with 503.
    private static final int SELECTION_MILLIS = 3_000;

    private static final int CONNECT_MILLIS = 3_000;

    /// No query of ours takes so long; a connection that is silent for longer is dead.
    private static final int READ_MILLIS = 60_000;

    /// Beyond this more connections only queue in the server.
    private static final int MOST_CONNECTIONS = 50;

    private final MongoClient client;
    private final MongoDatabase database;
    private final Settling settling;

    private MongoStores(MongoClient client, MongoDatabase database) {
        this.client = client;
        this.database = database;
        settling = new Settling(database);
    }

    /// Connects, and brings the database to the newest shape.
    ///
    /// @param address such as `mongodb://user:password@host:27017/reconai`; the database is `reconai` where none is
    ///     named
    /// @throws SettingException when the address cannot be read, or nobody answers there
    /// @throws IllegalStateException when the database was written by a newer version
    public static MongoStores open(String address) throws SettingException {
        var parsed = parse(address);
        var client = MongoClients.create(settings(parsed));
        try {
            var database = client.getDatabase(database(parsed));
            Schema.apply(database);
            var stores = new MongoStores(client, database);
            stores.recover();
            return stores;
        } catch (StoreAwayException away) {
            client.close();
            throw new SettingException(
                    VARIABLE, "no database answers at " + String.join(", ", parsed.getHosts()) + reason(away));
        } catch (RuntimeException unusable) {
            client.close();
            throw unusable;
        }
    }

    /// Reads an address.
    ///
    /// @throws SettingException which never repeats the address: it may hold a password
    static ConnectionString parse(String address) throws SettingException {
        try {
            var parsed = new ConnectionString(address);
            MongoNamespace.checkDatabaseNameValidity(database(parsed));
            return parsed;
        } catch (IllegalArgumentException unreadable) {
            throw new SettingException(
                    VARIABLE,
                    "is no address such as mongodb://user:password@host:27017/reconai; signs of a password"
                            + " that mean something in addresses are written as % and two digits");
        } catch (MongoException unknown) {
            throw new SettingException(VARIABLE, "the hosts behind a mongodb+srv address cannot be looked up");
        }
    }

    private static String database(ConnectionString address) {
        return Objects.requireNonNullElse(address.getDatabase(), USUAL_DATABASE);
    }

    private static String reason(StoreAwayException away) {
        for (Throwable cause = away.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof MongoSecurityException) {
                return " that takes the user and password";
            }
        }
        return "";
    }

    private static MongoClientSettings settings(ConnectionString address) {
        return MongoClientSettings.builder()
                .applicationName("reconai")
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(SELECTION_MILLIS, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS)
                        .readTimeout(READ_MILLIS, TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(
                        pool -> pool.maxSize(MOST_CONNECTIONS).maxWaitTime(READ_MILLIS, TimeUnit.MILLISECONDS))
                .applyConnectionString(address)
                .build();
    }

    /// Finishes what a process that was killed had decided but not carried out.
    private void recover() {
        settling.settleAll();
        mongoWorkspaces().finishRemovals();
        new AccountRemoval(database).finish();
        new Removals(database).finish();
        new MonitoredDomains(database).settleAll();
    }

    private MongoWorkspaceStore mongoWorkspaces() {
        return new MongoWorkspaceStore(database);
    }

    @Override
    public AccountStore accounts() {
        return new MongoAccountStore(database);
    }

    @Override
    public WorkspaceStore workspaces() {
        return mongoWorkspaces();
    }

    @Override
    public MemberStore members() {
        return new MongoMemberStore(database);
    }

    @Override
    public ApiTokenStore apiTokens() {
        return new MongoApiTokenStore(database);
    }

    @Override
    public ScanStore scans() {
        return new MongoScanStore(database);
    }

    @Override
    public AssetStore assets() {
        return new MongoAssetStore(database, settling);
    }

    @Override
    public AssetReader assetReader() {
        return new MongoAssetReader(database, settling, assets());
    }

    @Override
    public AssetHistoryStore assetHistory() {
        return new MongoAssetHistoryStore(database);
    }

    @Override
    public FindingStore findings() {
        return new MongoFindingStore(database, settling);
    }

    @Override
    public AnalyticsStore analytics() {
        return new MongoAnalyticsStore(database, settling);
    }

    @Override
    public UsageStore usage() {
        return new MongoUsageStore(database);
    }

    @Override
    public AuditStore audit() {
        return new MongoAuditStore(database);
    }

    @Override
    public IdempotencyStore idempotency() {
        return new MongoIdempotencyStore(database);
    }

    @Override
    public FiguresStore figures() {
        return new MongoFiguresStore(database);
    }

    @Override
    public DomainStore domains() {
        return new MongoDomainStore(database);
    }

    @Override
    public OwnershipStore ownership() {
        return new MongoOwnershipStore(database);
    }

    @Override
    public ScheduleStore schedules() {
        return new MongoScheduleStore(database);
    }

    @Override
    public AssetRemarkStore assetRemarks() {
        return new MongoAssetRemarkStore(database);
    }

    @Override
    public EvidenceStore evidence() {
        return new MongoEvidenceStore(database);
    }

    @Override
    public LinkStore links() {
        return new MongoLinkStore(database);
    }

    @Override
    public OutboxStore outbox() {
        return new MongoOutboxStore(database);
    }

    @Override
    public BillingStore billing() {
        return new MongoBillingStore(database);
    }

    @Override
    public RetentionStore retention() {
        return new MongoRetentionStore(database);
    }

    @Override
    public SecondFactorStore secondFactors() {
        return new MongoSecondFactorStore(database);
    }

    @Override
    public AlertStore alerts() {
        return new MongoAlertStore(database);
    }

    @Override
    public AlertSetupStore alertSetup() {
        return new MongoAlertSetupStore(database);
    }

    @Override
    public DeliveryStore deliveries() {
        return new MongoDeliveryStore(database);
    }

    @Override
    public AlertWatchStore alertWatch() {
        return new MongoAlertWatchStore(database);
    }

    @Override
    public ReportScheduleStore reportSchedules() {
        return new MongoReportScheduleStore(database);
    }

    @Override
    public SuspensionStore suspensions() {
        return new MongoSuspensionStore(database);
    }

    @Override
    public ScanNewsStore scanNews() {
        return new MongoScanNewsStore(database, settling);
    }

    @Override
    public LeaseStore leases() {
        return new MongoLeaseStore(database);
    }

    @Override
    public StoreHealth health() {
        return () -> {
            try {
                Away.unless(() -> database.runCommand(new Document("ping", 1)));
                return true;
            } catch (StoreAwayException away) {
                return false;
            }
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
