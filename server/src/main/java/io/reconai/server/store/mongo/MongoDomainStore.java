package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.engine.asset.DomainName;
import io.reconai.server.domains.Domain;
import io.reconai.server.domains.DomainFilter;
import io.reconai.server.domains.ListedDomain;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.DomainStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/// Domains in MongoDB; what their scans found is counted when it is asked for. The unique index on the name decides who
/// lists it; a challenge that is written before it and stays alone is the one that the name will have.
final class MongoDomainStore implements DomainStore {

    private final Documents domains;
    private final Documents challenges;
    private final Documents assets;
    private final Documents scans;
    private final MonitoredDomains monitored;
    private final Removals removals;

    MongoDomainStore(MongoDatabase database) {
        domains = new Documents(database.getCollection(Schema.DOMAINS));
        challenges = new Documents(database.getCollection(Schema.CHALLENGES));
        assets = new Documents(database.getCollection(Schema.ASSETS));
        scans = new Documents(database.getCollection(Schema.SCANS));
        monitored = new MonitoredDomains(database);
        removals = new Removals(database);
    }

    @Override
    public boolean add(Workspace workspace, Domain domain) {
        challenges.set(
                DomainDocuments.challenge(workspace.id(), domain.name().value()),
                new Document("$setOnInsert", new Document(DomainDocuments.CHALLENGE, domain.challenge())));
        return domains.insert(DomainDocuments.one(workspace, domain.domainId())
                .append("domain", domain.name().value())
                .append("added_at", Values.date(domain.addedAt()))
                .append(DomainDocuments.MONITORED, false));
    }

    @Override
    public Optional<ListedDomain> find(Workspace workspace, String domainId) {
        return listed(workspace, domains.all(DomainDocuments.one(workspace, domainId))).stream()
                .findFirst();
    }

    /// As many as a workspace lists are sorted here: half of what they are sorted by is counted.
    @Override
    public PageOf<ListedDomain> list(Workspace workspace, DomainFilter filter, PageRequest page) {
        var criteria = new Criteria(Schema.WORKSPACE, workspace.id());
        filter.search().ifPresent(text -> criteria.contains("domain", text));
        filter.verified().ifPresent(is -> criteria.and("verified_at", is ? "$ne" : "$eq", null));
        filter.monitored().ifPresent(is -> criteria.is(DomainDocuments.MONITORED, is));
        var found = listed(workspace, domains.all(criteria.filter())).stream()
                .sorted(order(page))
                .toList();
        return Orders.page(found, page);
    }

    private static Comparator<ListedDomain> order(PageRequest page) {
        Comparator<ListedDomain> order = (_, _) -> 0;
        for (var by : page.sort()) {
            order = order.thenComparing(
                    switch (by.field()) {
                        case "domain" -> by(one -> one.domain().name().value(), by.descending());
                        case "added_at" -> by(one -> one.domain().addedAt(), by.descending());
                        case "risk_score" -> by(one -> one.figures().riskScore(), by.descending());
                        case "last_scanned_at" -> by(one -> one.figures().lastScannedAt(), by.descending());
                        default -> throw new IllegalArgumentException(by.field());
                    });
        }
        return order.thenComparing(one -> one.domain().domainId());
    }

    /// What a domain is sorted by; null where it has none.
    private interface Key<K> {
        @Nullable
        K of(ListedDomain domain);
    }

    /// What is absent comes last, whichever way it is sorted.
    private static <K extends Comparable<K>> Comparator<ListedDomain> by(Key<K> key, boolean descending) {
        return (first, second) -> {
            var one = key.of(first);
            var other = key.of(second);
            if (one == null || other == null) {
                return Boolean.compare(one == null, other == null);
            }
            return descending ? other.compareTo(one) : one.compareTo(other);
        };
    }

    private List<ListedDomain> listed(Workspace workspace, List<Document> found) {
        var names = found.stream().map(domain -> domain.getString("domain")).toList();
        var sums = byName(assets.aggregate(List.of(
                new Document(
                        "$match",
                        new Criteria(Schema.WORKSPACE, workspace.id())
                                .is("state", "active")
                                .and("parent_domain", "$in", names)
                                .filter()),
                new Document(
                        "$group",
                        new Document("_id", "$parent_domain")
                                .append("assets", new Document("$sum", 1))
                                .append("risk_sum", new Document("$sum", "$risk_score"))))));
        var newest = byName(scans.aggregate(List.of(
                new Document(
                        "$match",
                        new Criteria(Schema.WORKSPACE, workspace.id())
                                .is("scan_status", "completed")
                                .and("domain", "$in", names)
                                .filter()),
                new Document("$sort", new Document("completed_at", -1)),
                new Document(
                        "$group",
                        new Document("_id", "$domain")
                                .append("scan_id", new Document("$first", "$scan_id"))
                                .append("completed_at", new Document("$first", "$completed_at"))))));
        return found.stream()
                .map(domain -> listed(
                        domain,
                        sums.getOrDefault(domain.getString("domain"), new Document()),
                        newest.getOrDefault(domain.getString("domain"), new Document())))
                .toList();
    }

    private static Map<String, Document> byName(List<Document> rows) {
        Map<String, Document> byName = new HashMap<>();
        rows.forEach(row -> byName.put(row.getString("_id"), row));
        return byName;
    }

    private ListedDomain listed(Document domain, Document sum, Document newest) {
        var count = Values.number(sum, "assets");
        return new ListedDomain(
                DomainDocuments.domain(domain, challenges),
                DomainDocuments.schedule(domain),
                Values.instantOrNull(domain, DomainDocuments.NEXT_RUN),
                new ListedDomain.Figures(
                        count,
                        count == 0 ? null : (int) Math.round((double) Values.number(sum, "risk_sum") / count),
                        Values.textOrNull(newest, "scan_id"),
                        Values.instantOrNull(newest, "completed_at")));
    }

    @Override
    public Optional<Domain> nearest(Workspace workspace, DomainName name) {
        return DomainDocuments.nearest(domains, name, new Criteria(Schema.WORKSPACE, workspace.id()))
                .map(domain -> DomainDocuments.domain(domain, challenges));
    }

    @Override
    public void remove(Workspace workspace, String domainId, Removal removal) {
        var domain = domains.first(DomainDocuments.one(workspace, domainId));
        if (domain.isEmpty()) {
            return;
        }
        if (removal == Removal.WITH_ASSETS) {
            removals.remove(
                    workspace, new Document("parent_domain", domain.get().getString("domain")));
        }
        domains.remove(DomainDocuments.one(workspace, domainId));
        monitored.leave(workspace, domainId);
    }
}
