package io.reconai.engine.dns;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
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
/// For each parent, random names are asked. Where they are answered, the observed set of addresses, alias targets and
/// mail exchangers is what the wildcard gives; a name is kept only when something sets it apart from that set. Where
/// the set grows from name to name it is a rotating pool: it is asked for more, and the whole network of each address
/// and all siblings of each alias target count as the wildcard's. Answers are remembered per parent; a parent without
/// a wildcard costs one question.
///
/// Safe for use by many threads; a parent is tested once.
public final class WildcardFilter {

    private static final int PROBES = 3;
    private static final int MORE_PROBES = 10;
    private static final int LABEL_LENGTH = 16;
    private static final List<RecordType> ADDRESSES = List.of(RecordType.A, RecordType.AAAA);

    /// Types that tell a name from a wildcard of addresses.
    private static final List<RecordType> OTHERS = List.of(RecordType.MX, RecordType.TXT);

    /// What random names below one parent are answered.
    ///
    /// @param exists random names are answered at all, if only with "no such record"
    /// @param others data of the types in [#OTHERS]
    private record Observed(
            DomainName parent,
            boolean exists,
            Set<String> answers,
            Set<String> others,
            List<String> probes,
            boolean rotating) {

        boolean isWildcard() {
            return !answers.isEmpty();
        }

        WildcardVerdict verdict(String kept) {
            return new WildcardVerdict(parent, answers.stream().sorted().toList(), probes, kept);
        }

        boolean covers(String answer) {
            return answers.contains(answer) || (rotating && (sharesNetwork(answer) || isSibling(answer)));
        }

        private boolean sharesNetwork(String answer) {
            return IpAddresses.parse(answer)
                    .map(address -> new CidrRange(address, address.getAddress().length == 4 ? 24 : 48))
                    .filter(network -> answers.stream()
                            .flatMap(other -> IpAddresses.parse(other).stream())
                            .anyMatch(network::contains))
                    .isPresent();
        }

        /// `7f3a.edge.example` beside `9c21.edge.example`: targets that are made up for each name.
        private boolean isSibling(String answer) {
            var dot = answer.indexOf('.');
            return dot > 0
                    && IpAddresses.parse(answer).isEmpty()
                    && answers.stream().anyMatch(other -> other.endsWith(answer.substring(dot)));
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
        var parent = name.parent();
        if (!name.isBelow(apex) || parent.isEmpty()) {
            return Optional.empty();
        }
        // A random sibling that is not answered proves that no wildcard, of whatever level, covers this name.
        var beside = observe(parent.get());
        if (!beside.isWildcard()) {
            return Optional.empty();
        }
        var own = lookups.stream().flatMap(WildcardFilter::answersOf).toList();
        var reason = own.stream().anyMatch(answer -> !beside.covers(answer))
                ? "other_answer"
                : proven ? "certificate" : hasOtherTypes(name, beside) ? "other_type" : "";
        return Optional.of(highest(beside, apex).verdict(reason));
    }

    /// True when a wildcard right below the parent gives this very answer; cheap once the parent has been tested.
    public boolean covers(DomainName parent, DnsLookup answer) {
        var seen = observed.get(parent);
        return seen != null && seen.isWildcard() && answersOf(answer).allMatch(seen::covers);
    }

    /// True when any name below the parent is answered, if only with "no such record".
    public boolean answersEverything(DomainName parent) throws InterruptedException {
        return observe(parent).exists();
    }

    /// The wildcard directly below a name, if there is one.
    public Optional<WildcardVerdict> below(DomainName parent) throws InterruptedException {
        var seen = observe(parent);
        return seen.isWildcard() ? Optional.of(seen.verdict("parent")) : Optional.empty();
    }

    /// The level at which the wildcard stands: the highest one that answers, without a gap.
    private Observed highest(Observed beside, DomainName apex) throws InterruptedException {
        var level = beside;
        for (var above = level.parent().parent();
                above.isPresent() && above.get().isAtOrBelow(apex);
                above = level.parent().parent()) {
            var seen = observe(above.get());
            if (!seen.isWildcard()) {
                break;
            }
            level = seen;
        }
        return level;
    }

    private boolean hasOtherTypes(DomainName name, Observed beside) throws InterruptedException {
        for (var type : OTHERS) {
            var own = client.ask(new DnsQuestion(name, type));
            if (own.cnameChain().isEmpty()
                    && own.data().anyMatch(data -> !beside.others().contains(data))) {
                return true;
            }
        }
        return false;
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
        var others = new LinkedHashSet<String>();
        var probes = new ArrayList<String>();
        var exists = false;
        var rotating = false;
        for (var i = 0; i < PROBES || (rotating && i < MORE_PROBES); i++) {
            var name = parent.child(randomLabel());
            if (name.isEmpty()) {
                break;
            }
            var before = answers.size();
            var first = client.ask(new DnsQuestion(name.get(), RecordType.A));
            probes.add(name.get().value());
            if (first.outcome() == DnsOutcome.NXDOMAIN && first.cnameChain().isEmpty() && answers.isEmpty()) {
                break; // no wildcard: one random name that does not exist is proof enough
            }
            exists |= first.outcome().isAnswer();
            answersOf(first).forEach(answers::add);
            answersOf(client.ask(new DnsQuestion(name.get(), RecordType.AAAA))).forEach(answers::add);
            if (i == 0) {
                askOthers(name.get(), answers, others);
            }
            rotating |= i > 0 && answers.size() > before;
        }
        if (!answers.isEmpty()) {
            askAtWildcard(parent, answers);
        }
        return new Observed(parent, exists, Set.copyOf(answers), others, List.copyOf(probes), rotating);
    }

    private void askOthers(DomainName name, Set<String> answers, Set<String> others) throws InterruptedException {
        for (var type : OTHERS) {
            var lookup = client.ask(new DnsQuestion(name, type));
            lookup.data().forEach(others::add);
            if (type == RecordType.MX) {
                lookup.data().forEach(answers::add); // a wildcard of mail exchangers makes hosts of all names too
            }
        }
    }

    /// The wildcard's own records, where the server tells them: they hold the whole of a set that answers show in part.
    private void askAtWildcard(DomainName parent, Set<String> answers) throws InterruptedException {
        for (var type : ADDRESSES) {
            answersOf(client.ask(DnsQuestion.atWildcard(parent, type))).forEach(answers::add);
        }
    }

    /// Addresses, mail exchangers and alias targets; a random name may be answered by any of them.
    private static Stream<String> answersOf(DnsLookup lookup) {
        if (!lookup.cnameChain().isEmpty()) {
            return lookup.cnameChain().stream().limit(1); // the target is what tells, not its addresses
        }
        return switch (lookup.type()) {
            case "A", "AAAA", "MX" -> lookup.data();
            default -> Stream.empty();
        };
    }

    private String randomLabel() {
        var label = new StringBuilder(LABEL_LENGTH);
        for (var i = 0; i < LABEL_LENGTH; i++) {
            label.append((char) ('a' + random.nextInt(26)));
        }
        return label.toString();
    }
}
