package io.reconai.cli;

import io.reconai.engine.Asset;
import io.reconai.engine.Neighbourhood;
import io.reconai.engine.WaitingTexts;
import io.reconai.engine.asset.Json;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Keeps hosts of which more may be said at the end of a scan until it is, so that each is written once and as it is
/// known at last. They wait in a file. Not safe for use by many threads.
final class LastWord implements Closeable {

    /// Takes hosts of which all is said.
    @FunctionalInterface
    interface Taker {
        void take(Asset asset) throws IOException;
    }

    private final Map<String, WaitingTexts.Place> places = new TreeMap<>();
    private @Nullable WaitingTexts waiting;

    /// True where the host waits now; one that waited before is replaced.
    boolean keeps(Asset asset) throws IOException {
        var host = asset.host().value();
        if (!places.containsKey(host) && !Neighbourhood.mayConcern(asset)) {
            return false;
        }
        waiting = waiting == null ? new WaitingTexts() : waiting;
        places.put(host, waiting.add(Json.mapper().writeValueAsString(asset)));
        return true;
    }

    /// Hands over those that waited, in the order of their names.
    void forEach(Taker taker) throws IOException {
        if (waiting == null) {
            return;
        }
        for (var place : places.values()) {
            taker.take(Json.mapper().readValue(waiting.read(place), Asset.class));
        }
    }

    @Override
    public void close() throws IOException {
        if (waiting != null) {
            waiting.close();
        }
    }
}
