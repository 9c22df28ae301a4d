package io.reconai.server.store;

/// Everything that the service keeps, in one kind of store that is open: each port once.
///
/// SQLite and MongoDB implement it side by side. Whoever adds a port adds it here, to both, and to [Stores].
public interface StorePorts extends AutoCloseable {

    AccountStore accounts();

    WorkspaceStore workspaces();

    MemberStore members();

    ApiTokenStore apiTokens();

    ScanStore scans();

    AssetStore assets();

    AssetReader assetReader();

    AssetHistoryStore assetHistory();

    AssetRemarkStore assetRemarks();

    EvidenceStore evidence();

    FindingStore findings();

    AnalyticsStore analytics();

    UsageStore usage();

    AuditStore audit();

    IdempotencyStore idempotency();

    FiguresStore figures();

    DomainStore domains();

    OwnershipStore ownership();

    ScheduleStore schedules();

    LinkStore links();

    OutboxStore outbox();

    BillingStore billing();

    RetentionStore retention();

    SecondFactorStore secondFactors();

    AlertStore alerts();

    AlertSetupStore alertSetup();

    DeliveryStore deliveries();

    AlertWatchStore alertWatch();

    ScanNewsStore scanNews();

    ReportScheduleStore reportSchedules();

    SuspensionStore suspensions();

    LeaseStore leases();

    StoreHealth health();

    @Override
    void close();
}
