package io.reconai.server.store.mongo;

import com.mongodb.client.MongoDatabase;
import io.reconai.server.store.LeaseLostException;
import io.reconai.server.store.ScanLease;
import org.bson.Document;

/// Looks whether the thread still has the scan under whose lease it writes. What is written right after may come too
/// late all the same, where the process was stopped in between: what must not be overwritten is therefore changed on
/// condition that nobody else has changed it.
final class Leases {

    static final String OWNER = "lease_owner";
    static final String UNTIL = "lease_until";
    static final String NUMBER = "lease_number";

    private final Documents scans;

    Leases(MongoDatabase database) {
        scans = new Documents(database.getCollection(Schema.SCANS));
    }

    /// @throws LeaseLostException when another process has it
    void require() {
        ScanLease.held().ifPresent(lease -> {
            if (scans.first(held(lease)).isEmpty()) {
                throw new LeaseLostException(lease);
            }
        });
    }

    private static Document held(ScanLease lease) {
        return new Document("scan_id", lease.scanId()).append(NUMBER, lease.number());
    }
}
