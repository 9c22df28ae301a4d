package io.reconai.engine.enrichment;

import io.reconai.engine.asset.Announcement;
import io.reconai.engine.asset.Location;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.SourceHealth.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// What the operator's databases say of addresses, the first that knows. One scan's; safe for use by many threads.
public final class Geography {

    private static final String ID = "geo.mmdb";

    private final List<GeoDatabase> databases;
    private final LongAdder asked = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder damaged = new LongAdder();

    public Geography(List<GeoDatabase> databases) {
        this.databases = List.copyOf(databases);
    }

    /// Looks something up in one database.
    @FunctionalInterface
    private interface Lookup<T> {
        Optional<T> in(GeoDatabase database) throws IOException;
    }

    /// Where an address is; empty when no database knows.
    Optional<Location> location(InetAddress address) {
        if (databases.isEmpty()) {
            return Optional.empty();
        }
        asked.increment();
        var found = first(database -> database.location(address));
        found.ifPresent(_ -> answered.increment());
        return found;
    }

    /// By whom an address is announced; empty when no database knows.
    Optional<Announcement> announcement(InetAddress address) {
        return first(database -> database.announcement(address));
    }

    private <T> Optional<T> first(Lookup<T> lookup) {
        for (var database : databases) {
            try {
                var found = lookup.in(database);
                if (found.isPresent()) {
                    return found;
                }
            } catch (IOException broken) {
                damaged.increment();
            }
        }
        return Optional.empty();
    }

    /// How they fared: addresses that were looked up, and of how many the place is known.
    public SourceHealth health() {
        if (databases.isEmpty()) {
            return SourceHealth.skipped(ID, "no database (RECONAI_GEOIP_DB)");
        }
        var names = databases.stream().map(GeoDatabase::name).collect(Collectors.joining(", "));
        return damaged.sum() == 0
                ? new SourceHealth(ID, Status.ANSWERED, asked.sum(), answered.sum(), 0, names, 0)
                : new SourceHealth(
                        ID, Status.LIMITED, asked.sum(), answered.sum(), 0, "damaged in places: " + names, 0);
    }
}
