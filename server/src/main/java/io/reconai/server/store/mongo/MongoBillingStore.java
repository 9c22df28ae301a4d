package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.billing.BillingEvent;
import io.reconai.server.billing.Standing;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.BillingStore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/// Payment in MongoDB, in the workspace's document: one update writes the standing with all that follows from it.
///
/// That an event was taken is a document of its own, written after. A kill in between leaves an effect without its
/// note: Stripe sends the event again, its effect is the same a second time (see [Standing]), and the note is written.
final class MongoBillingStore implements BillingStore {

    static final String CUSTOMER = "customer_id";
    private static final String STANDING = "standing";

    /// Counts changes of the standing: a change is made on what was read, or read again.
    private static final String VERSION = "standing_version";

    static final String CHANGES_AT = "plan_changes_at";

    private static final String STRIPE_ID = "stripe_event_id";

    private final Documents workspaces;
    private final Documents events;

    MongoBillingStore(MongoDatabase database) {
        workspaces = new Documents(database.getCollection(Schema.WORKSPACES));
        events = new Documents(database.getCollection(Schema.BILLING_EVENTS));
    }

    @Override
    public Billing find(Workspace workspace) {
        return present(workspace)
                .map(found -> new Billing(Values.textOrNull(found, CUSTOMER), standing(found)))
                .orElseGet(() -> new Billing(null, Standing.NONE));
    }

    private Optional<Document> present(Workspace workspace) {
        return workspaces.first(WorkspaceDocuments.present(workspace.id()));
    }

    private static Standing standing(Document workspace) {
        var document = Values.textOrNull(workspace, STANDING);
        return document == null ? Standing.NONE : Values.parsed(document, Standing.class);
    }

    @Override
    public Optional<Workspace> named(String workspaceId) {
        return workspaces.first(WorkspaceDocuments.present(workspaceId)).map(MongoBillingStore::workspace);
    }

    @Override
    public Optional<Workspace> ofCustomer(String customerId) {
        return workspaces
                .first(new Document(CUSTOMER, customerId).append(WorkspaceDocuments.REMOVED, false))
                .map(MongoBillingStore::workspace);
    }

    private static Workspace workspace(Document found) {
        return Workspace.ofRecord(found.getString(Schema.WORKSPACE));
    }

    @Override
    public String link(Workspace workspace, String customerId) {
        workspaces.update(
                WorkspaceDocuments.present(workspace.id()).append(CUSTOMER, null),
                new Document("$set", new Document(CUSTOMER, customerId)));
        return Objects.requireNonNullElse(find(workspace).customerId(), customerId);
    }

    @Override
    public Optional<Change> take(Workspace workspace, Event event, UnaryOperator<Standing> change, Instant now) {
        if (events.first(new Document(STRIPE_ID, event.stripeId())).isPresent()) {
            return Optional.empty();
        }
        var changed = change(workspace, event.customerId(), change, now);
        if (changed.isEmpty() || !events.insert(document(workspace, event))) {
            return Optional.empty();
        }
        return changed;
    }

    private static Document document(Workspace workspace, Event event) {
        var document = new Document(Schema.WORKSPACE, workspace.id())
                .append(STRIPE_ID, event.stripeId())
                .append("at", Values.date(event.at()))
                .append("shown", event.shown().isPresent());
        event.shown().ifPresent(shown -> document.append("event_id", shown.eventId())
                .append("event_type", shown.eventType())
                .append("amount", shown.amount())
                .append("currency", shown.currency())
                .append("description", shown.description())
                .append("status", shown.status())
                .append("invoice_url", shown.invoiceUrl()));
        return document;
    }

    @Override
    public Optional<Change> change(Workspace workspace, UnaryOperator<Standing> change, Instant now) {
        return change(workspace, null, change, now);
    }

    private Optional<Change> change(
            Workspace workspace, @Nullable String customerId, UnaryOperator<Standing> change, Instant now) {
        while (true) {
            var found = present(workspace);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            var before = new Bought(found.get().getString("plan"), found.get().getString("subscription_status"));
            var known = standing(found.get());
            var standing = change.apply(known);
            var after = standing.terms(now)
                    .map(terms -> new Bought(terms.plan().word(), terms.status().word()))
                    .orElse(before);
            var set = new Document(STANDING, Values.json(standing))
                    .append("plan", after.plan())
                    .append("subscription_status", after.status())
                    .append(
                            CHANGES_AT,
                            Values.dateOrNull(standing.changesAfter(now).orElse(null)));
            if (customerId != null && Values.textOrNull(found.get(), CUSTOMER) == null) {
                set.append(CUSTOMER, customerId);
            }
            var filter = asRead(workspace, found.get());
            if (standing.cycle() != null && !standing.cycle().equals(known.cycle())) {
                var used = Periods.usage(found.get());
                var usage = standing.cycle().applyTo(used.at(now));
                // What is counted in the same moment belongs to the period that was read.
                filter.append("period_start", Values.date(used.periodStart()))
                        .append("api_calls", found.get().get("api_calls"))
                        .append("scan_credits", found.get().get("scan_credits"));
                set.append("period_start", Values.date(usage.periodStart()))
                        .append("period_end", Values.date(usage.periodEnd()))
                        .append("api_calls", usage.apiCalls())
                        .append("scan_credits", usage.scanCredits());
            }
            if (workspaces.update(filter, new Document("$set", set).append("$inc", new Document(VERSION, 1L)))) {
                return Optional.of(new Change(before, after, standing));
            }
            // Somebody else changed it at the same moment.
        }
    }

    /// Those that nobody has changed yet have no number.
    private static Document asRead(Workspace workspace, Document found) {
        return WorkspaceDocuments.present(workspace.id()).append(VERSION, found.get(VERSION));
    }

    @Override
    public List<Workspace> due(Instant now, int most) {
        return workspaces
                .some(
                        new Document(CHANGES_AT, new Document("$lte", Values.date(now)))
                                .append(WorkspaceDocuments.REMOVED, false),
                        new Document(CHANGES_AT, 1),
                        0,
                        most)
                .stream()
                .map(MongoBillingStore::workspace)
                .toList();
    }

    @Override
    public PageOf<BillingEvent> history(Workspace workspace, PageRequest page) {
        var filter = new Document(Schema.WORKSPACE, workspace.id()).append("shown", true);
        var found = events.some(filter, new Document("at", -1).append("event_id", 1), page.offset(), page.limit());
        return new PageOf<>(found.stream().map(MongoBillingStore::event).toList(), events.count(filter));
    }

    private static BillingEvent event(Document event) {
        return new BillingEvent(
                event.getString("event_id"),
                event.getString("event_type"),
                Values.number(event, "amount"),
                event.getString("currency"),
                event.getString("description"),
                event.getString("status"),
                Values.textOrNull(event, "invoice_url"),
                Values.instant(event, "at"));
    }
}
