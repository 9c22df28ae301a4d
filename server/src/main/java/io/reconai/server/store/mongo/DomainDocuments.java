package io.reconai.server.store.mongo;

import io.reconai.engine.asset.DomainName;
import io.reconai.server.domains.Domain;
import io.reconai.server.domains.ProofMethod;
import io.reconai.server.identity.Workspace;
import io.reconai.server.schedules.Schedule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/// A domain's document: how its ownership stands and when it is scanned by itself. Its challenge is a document of its
/// own, since it outlives the domain.
final class DomainDocuments {

    /// When a proof ended of which nobody was told yet; absent otherwise.
    static final String LOST = "lost_at";

    static final String CHALLENGE = "challenge";
    static final String SCHEDULE = "schedule";
    static final String MONITORED = "monitored";
    static final String NEXT_RUN = "next_run_at";

    private DomainDocuments() {}

    static Document one(Workspace workspace, String domainId) {
        return new Document(Schema.WORKSPACE, workspace.id()).append("domain_id", domainId);
    }

    static Document challenge(String workspaceId, String name) {
        return new Document(Schema.WORKSPACE, workspaceId).append("domain", name);
    }

    static Document set(Document changed) {
        return new Document("$set", changed);
    }

    /// @param challenges where the domain's is
    static Domain domain(Document domain, Documents challenges) {
        var name = domain.getString("domain");
        var challenge = challenges
                .first(challenge(domain.getString(Schema.WORKSPACE), name))
                .orElseThrow(() -> new IllegalStateException("a domain without a challenge: " + name));
        var method = Values.textOrNull(domain, "verification_method");
        return new Domain(
                domain.getString("domain_id"),
                new DomainName(name),
                challenge.getString(CHALLENGE),
                Values.instant(domain, "added_at"),
                Values.instantOrNull(domain, "verified_at"),
                method == null ? null : ProofMethod.of(method).orElseThrow(),
                Values.instantOrNull(domain, "last_checked_at"));
    }

    static @Nullable Schedule schedule(Document domain) {
        var schedule = Values.textOrNull(domain, SCHEDULE);
        return schedule == null ? null : Values.parsed(schedule, Schedule.class);
    }

    /// The domain at or nearest above a name, of those that fit the criteria.
    static Optional<Document> nearest(Documents domains, DomainName name, Criteria criteria) {
        List<String> names = Stream.iterate(
                        Optional.of(name), Optional::isPresent, one -> one.flatMap(DomainName::parent))
                .map(Optional::orElseThrow)
                .map(DomainName::value)
                .toList();
        return domains.all(criteria.isOneOf("domain", names).filter()).stream()
                .max(Comparator.comparingInt(
                        domain -> domain.getString("domain").length()));
    }
}
