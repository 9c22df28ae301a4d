package io.reconai.server.store.mongo;

import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;

/// The collections and their indexes, and how a database comes to the newest shape: forward only, each step
/// recorded.
///
/// A step may be repeated without harm: two servers that start at once both do it, and a kill in the middle leaves
/// it to the next start.
final class Schema {

    static final String USERS = "users";
    static final String SESSIONS = "sessions";
    static final String SECOND_FACTORS = "second_factors";
    static final String WORKSPACES = "workspaces";
    static final String INVITATIONS = "invitations";
    static final String API_TOKENS = "api_tokens";
    static final String SCANS = "scans";
    static final String ASSETS = "assets";
    static final String EVIDENCE = "evidence";
    static final String ASSET_HISTORY = "asset_history";
    static final String SCAN_EVIDENCE = "scan_evidence";
    static final String SCAN_REPORTS = "scan_reports";
    static final String FINDINGS = "findings";
    static final String SNAPSHOTS = "daily_snapshots";
    static final String CALLS = "api_usage_logs";
    static final String ANSWERS = "idempotent_answers";
    static final String LINKS = "links";
    static final String OUTBOX = "outbox";
    static final String DOMAINS = "domains";
    static final String CHALLENGES = "domain_challenges";
    static final String REMOVALS = "removals";
    static final String ALERTS = "alerts";
    static final String ALERT_SETUPS = "alert_setups";
    static final String ALERT_CHANNELS = "alert_channels";
    static final String ALERT_RULES = "alert_rules";
    static final String ALERT_NOTICES = "alert_notices";
    static final String ALERT_DELIVERIES = "alert_deliveries";
    static final String REPORT_SCHEDULES = "report_schedules";
    static final String SUSPENSIONS = "suspensions";
    static final String BILLING_EVENTS = "billing_events";
    static final String LEASES = "leases";
    static final String AUDIT = "audit_log";
    static final String AUDIT_POSITIONS = "audit_positions";

    /// What goes with a workspace. Its audit log stays.
    static final List<String> OF_A_WORKSPACE = List.of(
            INVITATIONS,
            API_TOKENS,
            SCANS,
            ASSETS,
            EVIDENCE,
            ASSET_HISTORY,
            FINDINGS,
            SNAPSHOTS,
            CALLS,
            ANSWERS,
            DOMAINS,
            CHALLENGES,
            REMOVALS,
            BILLING_EVENTS,
            SCAN_EVIDENCE,
            SCAN_REPORTS,
            ALERTS,
            ALERT_SETUPS,
            ALERT_CHANNELS,
            ALERT_RULES,
            ALERT_NOTICES,
            ALERT_DELIVERIES,
            REPORT_SCHEDULES);

    static final String WORKSPACE = "workspace_id";

    private static final String MIGRATIONS = "migrations";
    private static final long CALLS_KEPT_DAYS = 90;

    /// The error code of what a server does not know (src/mongo/base/error_codes.yml).
    private static final int NOT_IMPLEMENTED = 238;

    private record Step(String name, Consumer<MongoDatabase> work) {}

    /// In order; a released one is never changed.
    private static final List<Step> STEPS = List.of(
            new Step("001-first", Schema::first),
            new Step("011-billing", Schema::billing),
            new Step("012-alerts", Schema::alerts),
            new Step("013-second-factors", Schema::secondFactors),
            new Step("014-report-schedules", Schema::reportSchedules),
            new Step("015-suspensions", Schema::suspensions),
            new Step("017-leases", Schema::leases));

    private Schema() {}

    /// @throws IllegalStateException when a newer version wrote the database
    static void apply(MongoDatabase database) {
        var migrations = new Documents(database.getCollection(MIGRATIONS));
        var done = version(database);
        if (done > STEPS.size()) {
            throw new IllegalStateException("the store has version " + done + ", this program knows up to "
                    + STEPS.size() + "; start the newer program that wrote it");
        }
        unique(database, MIGRATIONS, ascending("version"));
        for (var number = done + 1; number <= STEPS.size(); number++) {
            var step = STEPS.get(number - 1);
            Away.unless(() -> {
                step.work().accept(database);
                return true;
            });
            migrations.insert(new Document("version", number)
                    .append("name", step.name())
                    .append("applied_at", Date.from(Instant.now())));
        }
    }

    /// How many steps were done.
    static int version(MongoDatabase database) {
        return new Documents(database.getCollection(MIGRATIONS))
                .first(new Document(), new Document("version", -1))
                .map(step -> (int) Values.number(step, "version"))
                .orElse(0);
    }

    private static void first(MongoDatabase database) {
        unique(database, USERS, ascending("uid"));
        unique(database, USERS, ascending("email_key"));
        unique(database, SESSIONS, ascending("session_id"));
        index(database, SESSIONS, ascending("uid"));
        index(database, SESSIONS, ascending("expires_at"));

        unique(database, WORKSPACES, ascending(WORKSPACE));
        index(database, WORKSPACES, ascending("members.uid"));
        unique(database, LINKS, ascending("hash"));
        index(database, LINKS, ascending("purpose", "subject"));
        index(database, LINKS, ascending("expires_at"));
        unique(database, OUTBOX, ascending("errand_id"));
        index(database, OUTBOX, ascending("due_at", "errand_id"));
        index(database, INVITATIONS, ascending("email_key"));
        unique(database, INVITATIONS, ascending("invitation_id"));
        unique(database, INVITATIONS, ascending("hash"));
        unique(database, INVITATIONS, ascending(WORKSPACE, "email_key"));
        unique(database, API_TOKENS, ascending("token_id"));
        unique(database, API_TOKENS, ascending("prefix"));
        index(database, API_TOKENS, compoundIndex(ascending(WORKSPACE), descending("created_at")));

        unique(database, SCANS, ascending("scan_id"));
        index(database, SCANS, compoundIndex(ascending(WORKSPACE), descending("created_at")));
        index(database, SCANS, compoundIndex(ascending(WORKSPACE, "domain"), descending("created_at")));
        index(database, SCANS, ascending("scan_status"));

        unique(database, ASSETS, ascending(WORKSPACE, "asset_value"));
        unique(database, ASSETS, ascending(WORKSPACE, "asset_id"));
        index(database, ASSETS, ascending(WORKSPACE, "risk_level"));
        index(database, ASSETS, compoundIndex(ascending(WORKSPACE), descending("risk_score"), ascending("asset_id")));
        index(database, ASSETS, ascending(WORKSPACE, "asset_type"));
        index(database, ASSETS, ascending(WORKSPACE, "parent_domain", "last_scan_id"));
        index(database, ASSETS, ascending(WORKSPACE, "discovered_at"));
        index(database, ASSETS, ascending(WORKSPACE, "last_scanned_at"));
        index(database, ASSETS, ascending(WORKSPACE, RemarkDocuments.TAGS));
        index(database, ASSETS, ascending(WORKSPACE, AssetDocuments.ADDRESS_KEYS));
        create(database, ASSETS, ascending(RemarkDocuments.NEXT_SCAN), new IndexOptions().sparse(true));
        // These two hold the few that are in the middle of a change.
        create(database, ASSETS, ascending(Settling.UNSETTLED), new IndexOptions().sparse(true));
        create(database, FINDINGS, ascending(Settling.UNCOUNTED), new IndexOptions().sparse(true));
        unique(database, EVIDENCE, ascending("evidence_id"));
        index(database, EVIDENCE, ascending(WORKSPACE, "asset_id"));
        unique(database, SCAN_EVIDENCE, ascending(WORKSPACE, "scan_id", "host"));
        unique(database, SCAN_REPORTS, ascending(WORKSPACE, "scan_id"));
        index(database, ASSET_HISTORY, ascending(WORKSPACE, "scan_id", "asset_id"));
        unique(database, ASSET_HISTORY, ascending(WORKSPACE, "asset_id", "scan_id"));
        index(database, ASSET_HISTORY, compoundIndex(ascending(WORKSPACE, "asset_id"), descending("at")));

        unique(database, FINDINGS, ascending(WORKSPACE, "finding_id"));
        index(database, FINDINGS, compoundIndex(ascending(WORKSPACE, "state"), descending("severity", "last_seen_at")));
        index(database, FINDINGS, ascending(WORKSPACE, "asset_id", "state"));
        index(database, FINDINGS, ascending(WORKSPACE, "last_scan_id"));
        index(database, FINDINGS, ascending(WORKSPACE, FindingDocuments.MARKS));
        index(database, FINDINGS, ascending("asset_state", "state", "severity"));

        unique(database, DOMAINS, ascending("domain_id"));
        unique(database, DOMAINS, ascending(WORKSPACE, "domain"));
        index(database, DOMAINS, ascending("check_from"));
        index(database, DOMAINS, ascending("run_from"));
        unique(database, CHALLENGES, ascending(WORKSPACE, "domain"));

        unique(database, SNAPSHOTS, ascending(WORKSPACE, "domain", "day"));
        index(database, CALLS, ascending(WORKSPACE, "timestamp"));
        expiring(database, CALLS, ascending("timestamp"), CALLS_KEPT_DAYS);
        unique(database, ANSWERS, ascending(WORKSPACE, "uid", "request", "idempotency_key"));
        index(database, ANSWERS, ascending("began_at"));
        unique(database, AUDIT, ascending("audit_id"));
        index(database, AUDIT, compoundIndex(ascending(WORKSPACE), descending("sequence")));
        unique(database, AUDIT_POSITIONS, ascending(WORKSPACE));
    }

    private static void reportSchedules(MongoDatabase database) {
        unique(database, REPORT_SCHEDULES, ascending("schedule_id"));
        index(database, REPORT_SCHEDULES, ascending(WORKSPACE, "created_at"));
        index(database, REPORT_SCHEDULES, ascending("run_from"));
    }

    private static void suspensions(MongoDatabase database) {
        unique(database, SUSPENSIONS, ascending("subject"));
    }

    private static void leases(MongoDatabase database) {
        unique(database, LEASES, ascending("name"));
        index(database, LEASES, ascending("owner"));
    }

    private static void alerts(MongoDatabase database) {
        unique(database, ALERTS, ascending("alert_id"));
        index(database, ALERTS, compoundIndex(ascending(WORKSPACE), descending("created_at")));
        index(database, ALERTS, ascending("created_at"));
        unique(database, ALERT_SETUPS, ascending(WORKSPACE));
        unique(database, ALERT_CHANNELS, ascending("channel_id"));
        index(database, ALERT_CHANNELS, ascending(WORKSPACE, "created_at"));
        unique(database, ALERT_RULES, ascending("rule_id"));
        index(database, ALERT_RULES, ascending(WORKSPACE, "created_at"));
        unique(database, ALERT_NOTICES, ascending("notice_id"));
        index(database, ALERT_NOTICES, ascending("state", "due_at"));
        index(database, ALERT_NOTICES, ascending("delivery_id"));
        unique(database, ALERT_DELIVERIES, ascending("delivery_id"));
        index(database, ALERT_DELIVERIES, ascending("status", "next_try_at"));
        index(database, ALERT_DELIVERIES, compoundIndex(ascending(WORKSPACE, "channel_id"), descending("created_at")));
        index(database, ALERT_DELIVERIES, ascending("created_at"));
        create(database, DOMAINS, ascending(DomainDocuments.LOST), new IndexOptions().sparse(true));
        create(database, SCANS, ascending(ScanDocuments.NEWS_DUE), new IndexOptions().sparse(true));
    }

    private static void billing(MongoDatabase database) {
        unique(database, BILLING_EVENTS, ascending("stripe_event_id"));
        index(database, BILLING_EVENTS, compoundIndex(ascending(WORKSPACE, "shown"), descending("at")));
        // These two hold the few that have bought something.
        create(database, WORKSPACES, ascending(MongoBillingStore.CUSTOMER), new IndexOptions().sparse(true));
        create(database, WORKSPACES, ascending(MongoBillingStore.CHANGES_AT), new IndexOptions().sparse(true));
    }

    private static void secondFactors(MongoDatabase database) {
        unique(database, SECOND_FACTORS, ascending("uid"));
    }

    private static void unique(MongoDatabase database, String collection, Bson keys) {
        create(database, collection, keys, new IndexOptions().unique(true));
    }

    private static void index(MongoDatabase database, String collection, Bson keys) {
        create(database, collection, keys, new IndexOptions());
    }

    /// Where the server does not delete by itself (FerretDB refuses such an index), the daily sweep alone does.
    private static void expiring(MongoDatabase database, String collection, Bson keys, long days) {
        try {
            create(database, collection, keys, new IndexOptions().expireAfter(days, TimeUnit.DAYS));
        } catch (MongoCommandException refused) {
            if (refused.getErrorCode() != NOT_IMPLEMENTED) {
                throw refused;
            }
            index(database, collection, keys);
        }
    }

    private static void create(MongoDatabase database, String collection, Bson keys, IndexOptions options) {
        Away.unless(() -> database.getCollection(collection).createIndex(keys, options));
    }
}
