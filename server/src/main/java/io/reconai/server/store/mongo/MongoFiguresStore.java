package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.engine.asset.Severity;
import io.reconai.server.store.FiguresStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/// Sums over findings, which know whether their asset is active.
final class MongoFiguresStore implements FiguresStore {

    private final MongoDatabase database;
    private final Documents findings;

    MongoFiguresStore(MongoDatabase database) {
        this.database = database;
        findings = new Documents(database.getCollection(Schema.FINDINGS));
    }

    @Override
    public Map<String, Long> openFindings() {
        Map<String, Long> counts = new HashMap<>();
        for (var severity : Severity.values()) {
            counts.put(Values.word(severity), 0L);
        }
        findings.aggregate(List.of(
                        new Document(
                                "$match",
                                new Document("asset_state", "active")
                                        .append("state", new Document("$in", FindingDocuments.OPEN))),
                        new Document(
                                "$group", new Document("_id", "$severity").append("number", new Document("$sum", 1)))))
                .forEach(row -> counts.put(
                        Values.word(Severity.values()[row.getInteger("_id")]), Values.number(row, "number")));
        return counts;
    }

    @Override
    public Extent extent() {
        var size = Away.unless(() -> database.runCommand(new Document("dbStats", 1)));
        return new Extent("mongodb", Values.number(size, "dataSize"), Schema.version(database));
    }
}
