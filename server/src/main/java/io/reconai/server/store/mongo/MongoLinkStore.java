package io.reconai.server.store.mongo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.mongodb.client.MongoDatabase;
import io.reconai.server.identity.Link;
import io.reconai.server.store.LinkStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/// Mailed links in MongoDB; whoever removes one has it.
final class MongoLinkStore implements LinkStore {

    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

    private final Documents links;

    MongoLinkStore(MongoDatabase database) {
        links = new Documents(database.getCollection(Schema.LINKS));
    }

    @Override
    public void add(String hash, Link link) {
        links.insert(new Document("hash", hash)
                .append("purpose", link.purpose().name())
                .append("subject", link.subject())
                .append("details", Values.json(link.details()))
                .append("expires_at", Values.date(link.expiresAt())));
    }

    @Override
    public Optional<Link> find(String hash, Link.Purpose purpose, Instant now) {
        return links.first(valid(hash, purpose, now)).map(MongoLinkStore::link);
    }

    @Override
    public Optional<Link> take(String hash, Link.Purpose purpose, Instant now) {
        return links.take(valid(hash, purpose, now)).map(MongoLinkStore::link);
    }

    private static Document valid(String hash, Link.Purpose purpose, Instant now) {
        return new Criteria("hash", hash)
                .is("purpose", purpose.name())
                .and("expires_at", "$gt", Values.date(now))
                .filter();
    }

    @Override
    public void removeAll(Link.Purpose purpose, String subject) {
        links.remove(new Document("purpose", purpose.name()).append("subject", subject));
    }

    @Override
    public void sweep(Instant now) {
        links.remove(new Document("expires_at", new Document("$lte", Values.date(now))));
    }

    private static Link link(Document link) {
        return new Link(
                Link.Purpose.valueOf(link.getString("purpose")),
                link.getString("subject"),
                Values.parsed(link.getString("details"), DETAILS),
                Values.instant(link, "expires_at"));
    }
}
