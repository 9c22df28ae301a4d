package io.reconai.engine;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.Neighbour;
import io.reconai.engine.asset.PublicSuffixes;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What the hosts of one scan show together: some findings are worse where another host has one of its own.
///
/// Hosts are judged one by one as they are seen, in any order. What concerns a host is put into its evidence when all
/// are known, and the host is judged once more; so a replay needs nothing else. Meanwhile only the evidence of hosts
/// with a finding that may get worse is kept, in a file. Today that is a session's cookie for the whole domain, and
/// what makes it worse is a host that receives the cookie and can be taken over. Safe for use by many threads.
public final class Neighbourhood implements Closeable {

    private static final Set<String> MAY_GET_WORSE = Set.of("http.cookie.parent-domain");

    /// What gives away mail, and no visitors.
    private static final Set<String> MAIL = Set.of("takeover.mx", "takeover.spf");

    /// Named to one host. One more is remembered, since a host is no neighbour of its own.
    private static final int MOST_NAMED = 10;

    // No monitor: virtual threads that wait in one may be lost (JDK-8373120).
    private final ReentrantLock lock = new ReentrantLock();
    /// The first by name, by what can be registered: that is how far a cookie goes.
    private final Map<String, TreeSet<Neighbour>> takeovers = new HashMap<>();
    private final Map<String, WaitingTexts.Place> concerned = new TreeMap<>();
    private @Nullable WaitingTexts waiting;

    /// Takes hosts that belong to what others showed.
    @FunctionalInterface
    interface Taker {
        void take(Evidence evidence) throws InterruptedException;
    }

    /// True for a host that may be judged once more at the end of its scan.
    public static boolean mayConcern(Asset asset) {
        return asset.findings().stream().anyMatch(finding -> MAY_GET_WORSE.contains(finding.checkId()));
    }

    /// Hears of a host.
    ///
    /// @throws IOException when its evidence cannot be put aside
    void add(Asset asset) throws IOException {
        lock.lock();
        try {
            asset.findings().stream()
                    .filter(Neighbourhood::isTakeover)
                    .forEach(finding -> remember(asset.host(), finding));
            if (mayConcern(asset) && !asset.host().isAddress()) {
                waiting = waiting == null ? new WaitingTexts() : waiting;
                concerned.put(asset.host().value(), waiting.add(Json.mapper().writeValueAsString(asset.evidence())));
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean isTakeover(Finding finding) {
        return finding.checkId().startsWith("takeover.") && !MAIL.contains(finding.checkId());
    }

    private void remember(Host host, Finding finding) {
        var first = takeovers.computeIfAbsent(reach(host), _ -> new TreeSet<>());
        // One a host, so that there is room for others.
        var known = first.stream()
                .filter(other -> other.host().equals(host.value()))
                .findFirst();
        var next = new Neighbour(host.value(), finding.checkId(), finding.location());
        if (known.filter(other -> other.compareTo(next) <= 0).isEmpty()) {
            known.ifPresent(first::remove);
            first.add(next);
        }
        if (first.size() > MOST_NAMED + 1) {
            first.pollLast();
        }
    }

    private static String reach(Host host) {
        return host.isAddress()
                ? host.value()
                : PublicSuffixes.registrable(host.name()).orElse(host.name()).value();
    }

    /// Hands over the hosts whose evidence says less of the others than is known, and now says it, in the order of
    /// their names. Called when all hosts are known.
    ///
    /// @throws IOException when what was put aside cannot be read
    void forEachChanged(Taker taker) throws IOException, InterruptedException {
        if (waiting == null || takeovers.isEmpty()) {
            return;
        }
        for (var place : concerned.values()) {
            var evidence = Json.mapper().readValue(waiting.read(place), Evidence.class);
            var neighbours = of(evidence.host());
            if (!neighbours.equals(evidence.neighbours())) {
                taker.take(evidence.toBuilder().neighbours(neighbours).build());
            }
        }
    }

    private List<Neighbour> of(Host host) {
        return takeovers.getOrDefault(reach(host), new TreeSet<>()).stream()
                .filter(other -> !other.host().equals(host.value()))
                .limit(MOST_NAMED)
                .toList();
    }

    @Override
    public void close() throws IOException {
        if (waiting != null) {
            waiting.close();
        }
    }
}
