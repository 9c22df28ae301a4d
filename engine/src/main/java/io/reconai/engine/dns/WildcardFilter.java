package io.reconai.engine.dns;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.WildcardVerdict;
import io.reconai.engine.net.CidrRange;
import io.reconai.engine.net.IpAddresses;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Tells names that exist from names that only a wildcard answers for (RFC 4592).
///
/// For each parent, random names are asked. Where they are answered, the observed set of addresses and alias targets
/// is what the wildcard gives; a name is kept only when something sets it apart from that set. Where the set grows
/// from name to name it is a rotating pool, and the whole network of each address counts as the wildcard's. Answers
/// are remembered per parent; the cost is three to six questions a parent.
///
/// Safe for use by many threads; a parent is tested once.
public final class WildcardFilter {

    private static final int PROBES = 3;
    private static final int MORE_PROBES = 6;
    private static final int LABEL_LENGTH = 16;

    /// What random names below one parent are answered.
    private record Observed(DomainName parent, Set<String> answers, List<String> probes, boolean rotating) {

        boolean isWildcard() {
            return !answers.isEmpty();
        }

        WildcardVerdict verdict(String kept) {
            return new WildcardVerdict(parent, List.copyOf(answers), probes, kept);
        }
    }

    private final DnsClient client;
    private final RandomGenerator random;
    private final ConcurrentHashMap<DomainName, Observed> observed = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<DomainName, ReentrantLock> locks = new ConcurrentHashMap<>();

    public WildcardFilter(DnsClient client, RandomGenerator random) {
        this.client = client;
        this.random = random;
    }

    /// Judges a name that was answered.
    ///
    /// @param lookups the name's own answers
    /// @param proven a certificate or a zone transfer names it exactly
    /// @return the verdict: `kept` says why it is a name of its own, and is empty when only the wildcard answers;
    ///     nothing at all when there is no wildcard above it
    public Optional<WildcardVerdict> judge(DomainName name, DomainName apex, List<DnsLookup> lookups, boolean proven)
            throws InterruptedException {
        if (!name.isBelow(apex)) {
            return Optional.empty();
        }
        // RFC 4592 §3.3.1: the closest encloser decides, so every level up to the apex can hold the wildcard.
        for (var parent = name.parent();
                parent.isPresent() && parent.get().isAtOrBelow(apex);
                parent = parent.get().parent()) {
            var seen = observe(parent.get());
            if (seen.isWildcard()) {
                return Optional.of(seen.verdict(reasonToKeep(seen, lookups, proven)));
            }
        }
        return Optional.empty();
    }

    /// The wildcard directly below a name, if there is one.
    public Optional<WildcardVerdict> below(DomainName parent) throws InterruptedException {
        var seen = observe(parent);
        return seen.isWildcard() ? Optional.of(seen.verdict("parent")) : Optional.empty();
    }

    private static String reasonToKeep(Observed seen, List<DnsLookup> lookups, boolean proven) {
        var own = lookups.stream().flatMap(WildcardFilter::answersOf).toList();
        if (own.stream().anyMatch(answer -> !covers(seen, answer))) {
            return "other_answer";
        }
        if (proven) {
            return "certificate";
        }
        return "";
    }

    private static boolean covers(Observed seen, String answer) {
        return seen.answers().contains(answer) || (seen.rotating() && sharesNetwork(seen, answer));
    }

    private static boolean sharesNetwork(Observed seen, String answer) {
        return IpAddresses.parse(answer)
                .map(address -> new CidrRange(address, address.getAddress().length == 4 ? 24 : 48))
                .filter(network -> seen.answers().stream()
                        .flatMap(other -> IpAddresses.parse(other).stream())
                        .anyMatch(network::contains))
                .isPresent();
    }

    private Observed observe(DomainName parent) throws InterruptedException {
        var known = observed.get(parent);
        if (known != null) {
            return known;
        }
        var lock = locks.computeIfAbsent(parent, _ -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            known = observed.get(parent);
            if (known == null) {
                known = test(parent);
                observed.put(parent, known);
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private Observed test(DomainName parent) throws InterruptedException {
        var answers = new LinkedHashSet<String>();
        var probes = new ArrayList<String>();
        var rotating = false;
        for (var i = 0; i < PROBES || (rotating && i < MORE_PROBES); i++) {
            var name = parent.child(randomLabel());
            if (name.isEmpty()) {
                break;
            }
            probes.add(name.get().value());
            var before = answers.size();
            for (var type : List.of(RecordType.A, RecordType.AAAA)) {
                answersOf(client.ask(new DnsQuestion(name.get(), type))).forEach(answers::add);
            }
            if (i == 0 && answers.isEmpty()) {
                break; // no wildcard: one random name that does not exist is proof enough
            }
            rotating |= i > 0 && answers.size() > before;
        }
        return new Observed(parent, Set.copyOf(answers), List.copyOf(probes), rotating);
    }

    /// Addresses and alias targets; a random name may be answered by either.
    private static Stream<String> answersOf(DnsLookup lookup) {
        var addresses =
                lookup.type().equals("A") || lookup.type().equals("AAAA") ? lookup.data() : Stream.<String>empty();
        return lookup.cnameChain().isEmpty()
                ? addresses
                : lookup.cnameChain().stream().limit(1); // behind an alias the target is what tells, not its addresses
    }

    private String randomLabel() {
        var label = new StringBuilder(LABEL_LENGTH);
        for (var i = 0; i < LABEL_LENGTH; i++) {
            label.append((char) ('a' + random.nextInt(26)));
        }
        return label.toString();
    }
}
