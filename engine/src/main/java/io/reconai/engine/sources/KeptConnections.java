package io.reconai.engine.sources;

import io.reconai.engine.http.HttpConnection;
import io.reconai.engine.net.Deadline;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Connections to sources that may carry another request: one to each at most. A source that is asked a hundred things
/// one after another is spared as many handshakes.
///
/// Safe for use by many threads.
final class KeptConnections implements AutoCloseable {

    /// More are seldom asked in turn; the one that was kept first is closed then.
    private static final int MOST = 16;

    /// @param until it may be used again
    record Kept(HttpConnection http, Deadline until) {}

    private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>();
    private boolean closed;

    /// Takes the connection to a source, which is the caller's from then on; empty when there is none that is young
    /// enough. The source may have closed it.
    Optional<Kept> take(URI source) {
        Optional<Kept> found;
        synchronized (this) {
            found = Optional.ofNullable(kept.remove(origin(source)));
        }
        found.filter(one -> one.until.hasPassed()).ifPresent(one -> one.http.close());
        return found.filter(one -> !one.until.hasPassed());
    }

    /// Keeps a connection for the next request where it can carry one, and closes it otherwise.
    void give(URI source, Kept used) {
        var superfluous = Optional.of(used);
        synchronized (this) {
            if (used.http.isReusable() && !used.until.hasPassed() && !closed) {
                superfluous =
                        Optional.ofNullable(kept.put(origin(source), used)).or(this::firstBeyondMost);
            }
        }
        superfluous.ifPresent(one -> one.http.close());
    }

    private Optional<Kept> firstBeyondMost() {
        return kept.size() > MOST
                ? Optional.ofNullable(kept.pollFirstEntry()).map(Map.Entry::getValue)
                : Optional.empty();
    }

    private static String origin(URI source) {
        return source.getScheme() + "://" + source.getRawAuthority();
    }

    /// Closes all, and whatever is given from then on.
    @Override
    public synchronized void close() {
        closed = true;
        kept.values().forEach(one -> one.http.close());
        kept.clear();
    }
}
