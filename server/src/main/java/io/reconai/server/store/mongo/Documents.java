package io.reconai.server.store.mongo;

import com.mongodb.DuplicateKeyException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bson.Document;

/// One collection, with the few things that the stores do to it. Safe for use by many threads.
///
/// @throws io.reconai.server.store.StoreAwayException from every method, when the server does not answer
final class Documents {

    /// How many documents an export holds in memory.
    private static final int BATCH = 500;

    /// Two that add the same key at once: the slower one finds it there the second time.
    private static final int TRIES = 5;

    private static final int DUPLICATE_KEY = 11000;

    private final MongoCollection<Document> collection;

    Documents(MongoCollection<Document> collection) {
        this.collection = collection;
    }

    /// @return false when a unique index has the key already
    boolean insert(Document document) {
        return Away.unless(() -> {
            try {
                collection.insertOne(document);
                return true;
            } catch (MongoWriteException refused) {
                if (refused.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                    return false;
                }
                throw refused;
            }
        });
    }

    void insertAll(List<Document> documents) {
        if (!documents.isEmpty()) {
            Away.unless(() -> collection.insertMany(documents, new InsertManyOptions().ordered(false)));
        }
    }

    /// Writes many at once, each for itself; those whose key is there already are passed over.
    void writeAll(List<WriteModel<Document>> writes) {
        Away.unless(() -> {
            try {
                return collection
                        .bulkWrite(writes, new BulkWriteOptions().ordered(false))
                        .wasAcknowledged();
            } catch (MongoBulkWriteException partly) {
                if (partly.getWriteConcernError() == null
                        && partly.getWriteErrors().stream()
                                .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY)) {
                    return true;
                }
                throw partly;
            }
        });
    }

    Optional<Document> first(Document filter) {
        return Away.unless(() -> Optional.ofNullable(collection.find(filter).first()));
    }

    Optional<Document> first(Document filter, Document sort) {
        return Away.unless(
                () -> Optional.ofNullable(collection.find(filter).sort(sort).first()));
    }

    /// Few enough for memory.
    List<Document> all(Document filter) {
        return Away.unless(() -> collection.find(filter).into(new ArrayList<>()));
    }

    /// Few enough for memory, only some of their fields.
    List<Document> all(Document filter, String... fields) {
        return Away.unless(
                () -> collection.find(filter).projection(only(fields)).into(new ArrayList<>()));
    }

    List<Document> some(Document filter, Document sort, long offset, int limit) {
        return Away.unless(() -> collection
                .find(filter)
                .sort(sort)
                .skip(Math.toIntExact(offset))
                .limit(limit)
                .into(new ArrayList<>()));
    }

    /// Hands over one after another, read in batches; nothing is held while the consumer works.
    void each(Document filter, Document sort, Consumer<Document> consumer) {
        try (var cursor = Away.unless(() -> collection
                .find(filter)
                .sort(sort)
                .batchSize(BATCH)
                .allowDiskUse(true)
                .iterator())) {
            while (true) {
                var batch = Away.unless(() -> {
                    var part = new ArrayList<Document>(BATCH);
                    while (part.size() < BATCH && cursor.hasNext()) {
                        part.add(cursor.next());
                    }
                    return part;
                });
                batch.forEach(consumer);
                if (batch.size() < BATCH) {
                    return;
                }
            }
        }
    }

    static Document only(String... fields) {
        var projection = new Document();
        for (var field : fields) {
            projection.append(field, 1);
        }
        return projection;
    }

    long count(Document filter) {
        return Away.unless(() -> collection.countDocuments(filter));
    }

    /// One page and the length of the whole list; absent values come last whichever way it is sorted.
    ///
    /// @param idField makes the order complete
    /// @param nullable fields that may be absent
    <T> PageOf<T> page(
            Document filter, PageRequest page, String idField, Set<String> nullable, Function<Document, T> read) {
        return pageOf(filter, page, idField, nullable, found -> found.stream()
                .map(read)
                .toList());
    }

    /// As [#page], read together.
    <T> PageOf<T> pageOf(
            Document filter,
            PageRequest page,
            String idField,
            Set<String> nullable,
            Function<List<Document>, List<T>> read) {
        return new PageOf<>(read.apply(sorted(filter, page, idField, nullable)), count(filter));
    }

    /// In the order of a page request; all of it when its limit is the largest number.
    List<Document> sorted(Document filter, PageRequest page, String idField, Set<String> nullable, String... fields) {
        var absentLast = page.sort().stream()
                .filter(by -> !by.descending() && nullable.contains(by.field()))
                .toList();
        var stages = new ArrayList<Document>();
        stages.add(new Document("$match", filter));
        if (fields.length > 0) {
            stages.add(new Document("$project", only(fields)));
        }
        if (!absentLast.isEmpty()) {
            var marks = new Document();
            for (var by : absentLast) {
                marks.append(
                        mark(by),
                        new Document(
                                "$cond",
                                List.of(
                                        new Document(
                                                "$eq",
                                                Arrays.asList(
                                                        new Document("$ifNull", Arrays.asList("$" + by.field(), null)),
                                                        null)),
                                        1,
                                        0)));
            }
            stages.add(new Document("$addFields", marks));
        }
        var sort = new Document();
        for (var by : page.sort()) {
            if (absentLast.contains(by)) {
                sort.append(mark(by), 1);
            }
            sort.append(by.field(), by.descending() ? -1 : 1);
        }
        if (!sort.containsKey(idField)) {
            sort.append(idField, 1);
        }
        stages.add(new Document("$sort", sort));
        if (page.limit() != Integer.MAX_VALUE) {
            stages.add(new Document("$skip", page.offset()));
            stages.add(new Document("$limit", page.limit()));
        }
        return aggregate(stages);
    }

    private static String mark(PageRequest.Criterion by) {
        return by.field() + "_absent";
    }

    List<Document> aggregate(List<Document> stages) {
        return Away.unless(() ->
                collection.aggregate(stages).batchSize(BATCH).allowDiskUse(true).into(new ArrayList<>()));
    }

    /// Changes one document.
    ///
    /// @return false when none fits the filter
    boolean update(Document filter, Document update) {
        return Away.unless(() -> collection.updateOne(filter, update).getMatchedCount() == 1);
    }

    long updateAll(Document filter, Document update) {
        return Away.unless(() -> collection.updateMany(filter, update).getMatchedCount());
    }

    /// Changes one document, which is made where there is none.
    ///
    /// @return what it was before; empty when it was made
    Optional<Document> put(Document filter, Document update) {
        return again(() -> Optional.ofNullable(collection.findOneAndUpdate(
                filter, update, new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.BEFORE))));
    }

    /// As [#put]; what it was before is of no interest.
    void set(Document filter, Document update) {
        again(() -> collection.updateOne(filter, update, new UpdateOptions().upsert(true)));
    }

    /// Changes one document, which is made where there is none.
    ///
    /// @return what it is now
    Document putAndGet(Document filter, Document update) {
        return again(() -> Optional.ofNullable(collection.findOneAndUpdate(
                        filter,
                        update,
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER)))
                .orElseThrow());
    }

    private static <T> T again(Supplier<T> upsert) {
        for (var i = 1; ; i++) {
            var last = i == TRIES;
            var done = Away.unless(() -> {
                try {
                    return Optional.of(upsert.get());
                } catch (MongoWriteException | MongoCommandException | DuplicateKeyException refused) {
                    if (refused.getCode() == DUPLICATE_KEY && !last) {
                        return Optional.<T>empty();
                    }
                    throw refused;
                }
            });
            if (done.isPresent()) {
                return done.get();
            }
        }
    }

    /// Changes one document unless a unique index has the new key already.
    ///
    /// @return false when it has, and when none fits the filter
    boolean updateUnlessTaken(Document filter, Document update) {
        return Away.unless(() -> {
            try {
                return collection.updateOne(filter, update).getMatchedCount() == 1;
            } catch (MongoWriteException refused) {
                if (refused.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                    return false;
                }
                throw refused;
            }
        });
    }

    /// Changes the first document in an order: of many who ask at once each gets another.
    ///
    /// @return what it is now
    Optional<Document> claim(Document filter, Document sort, Document update) {
        return Away.unless(() -> Optional.ofNullable(collection.findOneAndUpdate(
                filter, update, new FindOneAndUpdateOptions().sort(sort).returnDocument(ReturnDocument.AFTER))));
    }

    /// Removes one document: of many who ask at once exactly one gets it.
    Optional<Document> take(Document filter) {
        return Away.unless(() -> Optional.ofNullable(collection.findOneAndDelete(filter)));
    }

    /// @return how many were there
    long remove(Document filter) {
        return Away.unless(() -> collection.deleteMany(filter).getDeletedCount());
    }

    MongoCollection<Document> collection() {
        return collection;
    }
}
