package io.reconai.engine.sources;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The third parties, for all scans of an engine: when each may be asked again, and which are left alone for now.
public final class Sources {

    private final SourceClient client;
    private final SourceCache cache;
    private final Optional<Duration> pause;
    private final Ticks ticks;
    private final ConcurrentHashMap<String, Turn> turns = new ConcurrentHashMap<>();

    /// @param pause between two requests to one source and before a retry, instead of each source's own
    public Sources(SourceClient client, SourceCache cache, Optional<Duration> pause) {
        this(client, cache, pause, Ticks.system());
    }

    Sources(SourceClient client, SourceCache cache, Optional<Duration> pause, Ticks ticks) {
        this.client = client;
        this.cache = cache;
        this.pause = pause;
        this.ticks = ticks;
    }

    /// Begins to ask a source on behalf of one scan.
    public SourceSession open(SourceRules rules) {
        return new SourceSession(
                rules,
                pause.orElse(rules.spacing()),
                client,
                cache,
                turns.computeIfAbsent(rules.id(), _ -> new Turn(ticks)),
                ticks);
    }
}
