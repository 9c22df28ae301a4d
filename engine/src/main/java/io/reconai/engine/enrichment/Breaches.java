package io.reconai.engine.enrichment;

import io.reconai.engine.asset.BreachHistory;
import io.reconai.engine.asset.Coverage;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.SourceHealth.Status;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Leaks of people's data that concern the scanned domain: one source is asked after another until one answers, so
/// that no leak is counted twice. One scan's; safe for use by many threads.
public final class Breaches {

    /// Names this probe in coverage.
    static final String PROBE = "breach";

    private final DomainName scanned;
    private final List<BreachSource> sources;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Optional<BreachHistory> history;

    /// @param sources the best first
    public Breaches(DomainName scanned, List<BreachSource> sources) {
        this.scanned = scanned;
        this.sources = List.copyOf(sources);
    }

    /// What is known of the registrable domain; asked for once.
    Optional<BreachHistory> history() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (history == null) {
                history = ask();
            }
            return history;
        } finally {
            lock.unlock();
        }
    }

    private Optional<BreachHistory> ask() throws InterruptedException {
        var registrable = PublicSuffixes.registrable(scanned);
        if (registrable.isEmpty()) {
            return Optional.empty();
        }
        for (var source : sources) {
            var found = source.ask(registrable.get());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// What became of it, once it was asked for: silence of all is not a clean record.
    Coverage coverage() throws InterruptedException {
        var found = history();
        if (found.isPresent()) {
            return new Coverage(PROBE, Coverage.Result.OK, found.get().source());
        }
        var reasons = health().stream()
                .map(source -> source.source() + ": " + source.detail())
                .collect(Collectors.joining("; "));
        var nobody = health().stream().allMatch(source -> source.status() == Status.SKIPPED);
        return new Coverage(PROBE, nobody ? Coverage.Result.NOT_CONFIGURED : Coverage.Result.FAILED, reasons);
    }

    /// How each source fared.
    public List<SourceHealth> health() {
        return sources.stream().map(BreachSource::health).toList();
    }
}
