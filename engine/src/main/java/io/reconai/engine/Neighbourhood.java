package io.reconai.engine;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.Neighbour;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.asset.Trust;
import io.reconai.engine.detectors.Detectors;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the hosts of one scan show together: some findings are worse where another host has one of its own, or gives
/// something to the name that has the finding.
///
/// Hosts are judged one by one as they are seen, in any order. What concerns a host is put into its evidence when all
/// are known, and the host is judged once more; so a replay needs nothing else. Meanwhile only the evidence of hosts
/// with a finding that may get worse is kept, in a file. A session's cookie for the whole domain is worse where a host
/// receives it that can be taken over; a name that can be taken over is worse where another host trusts it ([Trust]).
/// Safe for use by many threads.
public final class Neighbourhood implements Closeable {

    /// Worse beside a takeover.
    private static final Set<String> FOR_ALL_HOSTS = Set.of("http.cookie.parent-domain");

    /// Of an alias to a name that nobody has: it is the service that answers for the host.
    private static final String ALIAS = "takeover.cname";

    /// Worse where others trust the name.
    private static final Set<String> CLAIMABLE = Set.of(ALIAS, "takeover.domain", "takeover.wildcard", "takeover.ns");

    /// What gives away mail, and no visitors.
    private static final Set<String> MAIL = Set.of("takeover.mx", "takeover.spf");

    /// Named to one host. One more is remembered, since a host is no neighbour of its own.
    private static final int MOST_NAMED = 10;

    /// Of those who give the same to the same names; see there.
    private static final int MOST_GIVING = 2;

    /// What is given to different names; a large organisation has some hundreds. The widest stay.
    private static final int MOST_GIVEN = 10_000;

    // No monitor: virtual threads that wait in one may be lost (JDK-8373120).
    private final ReentrantLock lock = new ReentrantLock();
    /// The first by name, by what can be registered: that is how far a cookie goes.
    private final Map<String, TreeSet<Neighbour>> takeovers = new HashMap<>();
    private final NavigableMap<Trust, NavigableSet<Trust>> given = new TreeMap<>(Trust.WIDEST_FIRST);
    private final Map<String, Concerned> concerned = new TreeMap<>();
    private @Nullable WaitingTexts waiting;

    /// A host that may be judged once more.
    ///
    /// @param isForAllHosts whether it is worse where others can be taken over
    /// @param claimable its names that can be, wildcards among them
    private record Concerned(WaitingTexts.Place place, boolean isForAllHosts, List<String> claimable) {

        /// As it was told later; what concerned it before does so still.
        Concerned or(Concerned later) {
            var names = Stream.concat(claimable.stream(), later.claimable.stream());
            return new Concerned(
                    later.place,
                    isForAllHosts || later.isForAllHosts,
                    names.distinct().toList());
        }
    }

    /// Takes hosts that belong to what others showed.
    @FunctionalInterface
    interface Taker {
        void take(Evidence evidence) throws InterruptedException;
    }

    /// True for a host that may be judged once more at the end of its scan.
    public static boolean mayConcern(Asset asset) {
        return hasAny(FOR_ALL_HOSTS, asset) || hasAny(CLAIMABLE, asset);
    }

    private static boolean hasAny(Set<String> checks, Asset asset) {
        return asset.findings().stream().anyMatch(finding -> checks.contains(finding.checkId()));
    }

    /// Hears of a host.
    ///
    /// @throws IOException when its evidence cannot be put aside
    void add(Asset asset) throws IOException {
        var trusts = hasAny(Set.of(ALIAS), asset) ? List.<Trust>of() : Detectors.trustGiven(asset.evidence());
        lock.lock();
        try {
            asset.findings().stream()
                    .filter(Neighbourhood::isTakeover)
                    .forEach(finding -> remember(asset.host(), finding));
            trusts.forEach(this::remember);
            if (mayConcern(asset) && !asset.host().isAddress()) {
                waiting = waiting == null ? new WaitingTexts() : waiting;
                var place = waiting.add(Json.mapper().writeValueAsString(asset.evidence()));
                concerned.merge(
                        asset.host().value(),
                        new Concerned(place, hasAny(FOR_ALL_HOSTS, asset), claimable(asset)),
                        Concerned::or);
            }
        } finally {
            lock.unlock();
        }
    }

    private static List<String> claimable(Asset asset) {
        return asset.findings().stream()
                .filter(finding -> CLAIMABLE.contains(finding.checkId()))
                .map(finding -> finding.location().startsWith("*.")
                        ? finding.location()
                        : asset.host().value())
                .distinct()
                .toList();
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

    private void remember(Trust trust) {
        var alike = given.computeIfAbsent(trust, _ -> new TreeSet<>());
        alike.add(trust);
        if (alike.size() > MOST_GIVING) {
            alike.pollLast();
        }
        if (given.size() > MOST_GIVEN) {
            given.pollLastEntry();
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
        for (var host : concerned.values()) {
            var evidence = Json.mapper().readValue(waiting.read(host.place()), Evidence.class);
            var told = evidence.toBuilder()
                    .neighbours(host.isForAllHosts() ? takeoversBeside(evidence.host()) : List.of())
                    .trustedBy(trusting(evidence.host(), host.claimable()))
                    .build();
            if (!told.equals(evidence)) {
                taker.take(told);
            }
        }
    }

    private List<Trust> trusting(Host host, List<String> claimable) {
        return claimable.stream()
                .flatMap(names -> Trust.standIn(names).stream())
                .flatMap(name -> Stream.of(Trust.Kind.values()).flatMap(kind -> first(kind, name, host).stream()))
                .distinct()
                .sorted()
                .toList();
    }

    private Optional<Trust> first(Trust.Kind kind, DomainName name, Host host) {
        return Trust.reaching(kind, name)
                .flatMap(names -> given.getOrDefault(names, Collections.emptyNavigableSet()).stream())
                .filter(trust -> !trust.host().equals(host.value()))
                .min(Comparator.naturalOrder());
    }

    private List<Neighbour> takeoversBeside(Host host) {
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
