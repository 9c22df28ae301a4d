package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.engine.asset.DomainName;
import io.reconai.server.domains.Domain;
import io.reconai.server.domains.ProofMethod;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.OwnershipStore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;

/// Proofs of ownership in MongoDB, in the domain's document: every change is one update.
final class MongoOwnershipStore implements OwnershipStore {

    private final Documents domains;
    private final Documents challenges;

    MongoOwnershipStore(MongoDatabase database) {
        domains = new Documents(database.getCollection(Schema.DOMAINS));
        challenges = new Documents(database.getCollection(Schema.CHALLENGES));
    }

    @Override
    public Optional<Domain> nearestVerified(Workspace workspace, DomainName name) {
        return DomainDocuments.nearest(
                        domains, name, new Criteria(Schema.WORKSPACE, workspace.id()).isNot("verified_at", null))
                .map(domain -> DomainDocuments.domain(domain, challenges));
    }

    /// Since when it is verified is set by whoever is first.
    @Override
    public void shown(Workspace workspace, String domainId, ProofMethod method, Instant at, Instant nextCheck) {
        var changed = new Document("verification_method", method.word())
                .append("last_checked_at", Values.date(at))
                .append("failed_at", null)
                .append("check_from", Values.date(nextCheck));
        var isFirst = domains.update(
                DomainDocuments.one(workspace, domainId).append("verified_at", null),
                DomainDocuments.set(new Document(changed).append("verified_at", Values.date(at))));
        if (!isFirst) {
            domains.update(DomainDocuments.one(workspace, domainId), DomainDocuments.set(changed));
        }
    }

    @Override
    public void looked(Workspace workspace, String domainId, Instant at) {
        domains.update(
                DomainDocuments.one(workspace, domainId),
                DomainDocuments.set(new Document("last_checked_at", Values.date(at))));
    }

    @Override
    public List<DueCheck> due(Instant now, int most) {
        return domains
                .some(
                        new Document("check_from", new Document("$lte", Values.date(now)))
                                .append("verified_at", new Document("$ne", null)),
                        new Document("check_from", 1),
                        0,
                        most)
                .stream()
                .map(this::due)
                .toList();
    }

    private DueCheck due(Document found) {
        var domain = DomainDocuments.domain(found, challenges);
        return new DueCheck(
                Workspace.ofRecord(found.getString(Schema.WORKSPACE)),
                domain,
                Objects.requireNonNull(domain.verificationMethod(), "verified somehow"),
                Values.instant(found, "check_from"),
                found.get("failed_at") != null);
    }

    @Override
    public boolean claim(DueCheck check, Instant until) {
        return domains.update(
                DomainDocuments.one(check.workspace(), check.domain().domainId())
                        .append("check_from", Values.date(check.due())),
                DomainDocuments.set(new Document("check_from", Values.date(until))));
    }

    @Override
    public void failed(Workspace workspace, String domainId, Instant at, Instant nextCheck) {
        domains.update(
                verified(workspace, domainId),
                DomainDocuments.set(new Document("last_checked_at", Values.date(at))
                        .append("failed_at", Values.date(at))
                        .append("check_from", Values.date(nextCheck))));
    }

    @Override
    public void postpone(Workspace workspace, String domainId, Instant nextCheck) {
        domains.update(
                verified(workspace, domainId), DomainDocuments.set(new Document("check_from", Values.date(nextCheck))));
    }

    private static Document verified(Workspace workspace, String domainId) {
        return DomainDocuments.one(workspace, domainId).append("verified_at", new Document("$ne", null));
    }

    @Override
    public boolean takeAway(Workspace workspace, String domainId, Instant at) {
        return domains.update(
                DomainDocuments.one(workspace, domainId).append("failed_at", new Document("$ne", null)),
                DomainDocuments.set(new Document("verified_at", null)
                        .append("verification_method", null)
                        .append("last_checked_at", Values.date(at))
                        .append("failed_at", null)
                        .append("check_from", null)
                        .append(DomainDocuments.LOST, Values.date(at))));
    }
}
