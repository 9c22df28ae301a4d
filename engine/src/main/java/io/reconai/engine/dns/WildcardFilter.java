package io.reconai.engine.dns;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.WildcardVerdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// Tells names that exist from names that only a wildcard answers for (RFC 4592).
///
/// For each parent, random names are asked. Where they are answered, the observed set of addresses, alias targets and
/// mail exchangers is what the wildcard gives; a name is kept only when something sets it apart from that set. Where
/// the set grows from name to name it is a rotating pool: it is asked for more, its neighbourhood counts as its own,
/// and a name that differs is asked again. Answers are remembered per parent; a parent without a wildcard costs one
/// question.
///
/// Safe for use by many threads; a parent is tested once.
public final class WildcardFilter {

    /// A name whose answer differs from the wildcard's because the wildcard's differ shows another one within these.
    private static final int REPEATS = 10;

    /// What was seen below a parent, and the means to look further; guarded by the lock.
    private static final class Below {
        final ReentrantLock lock = new ReentrantLock();
        final RandomNames names;
        volatile Optional<ObservedWildcard> seen = Optional.empty();

        Below(RandomNames names) {
            this.names = names;
        }
    }

    private final DnsClient client;
    private final RandomGenerator random;
    private final ConcurrentHashMap<DomainName, Below> parents = new ConcurrentHashMap<>();

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
        var own = lookups.stream().flatMap(RandomNames::answersOf).toList();
        if (differs(own, beside) && !beside.thorough()) {
            beside = observeMore(parent.get()); // a small pool may have shown one side only
        }
        if (differs(own, beside) && !(beside.rotating() && changesInto(name, lookups, beside))) {
            return Optional.of(highest(beside, apex).verdict("other_answer"));
        }
        var reason = proven ? "certificate" : hasOtherTypes(name, beside) ? "other_type" : "";
        return Optional.of(highest(beside, apex).verdict(reason));
    }

    private static boolean differs(List<String> own, ObservedWildcard beside) {
        return own.stream().anyMatch(answer -> !beside.covers(answer));
    }

    /// True when the name, asked again, is answered as the wildcard is: its first answer came from the same pool.
    private boolean changesInto(DomainName name, List<DnsLookup> lookups, ObservedWildcard beside)
            throws InterruptedException {
        for (var lookup : lookups) {
            if (differs(RandomNames.answersOf(lookup).toList(), beside)) {
                var question = new DnsQuestion(name, RecordType.valueOf(lookup.type()));
                for (var i = 0; i < REPEATS; i++) {
                    var again = RandomNames.answersOf(client.ask(question)).toList();
                    if (!again.isEmpty() && !differs(again, beside)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// True when a wildcard right below the parent gives this very answer; cheap once the parent has been tested.
    public boolean covers(DomainName parent, DnsLookup answer) {
        var below = parents.get(parent);
        return below != null
                && below.seen
                        .filter(seen -> RandomNames.answersOf(answer).findAny().isEmpty()
                                ? seen.emptyForAll()
                                : seen.isWildcard()
                                        && RandomNames.answersOf(answer).allMatch(seen::covers))
                        .isPresent();
    }

    /// Tests what random names below a parent are answered, so that [#covers] can tell from then on.
    public void prepare(DomainName parent) throws InterruptedException {
        observe(parent);
    }

    /// The wildcard directly below a name, if there is one.
    public Optional<WildcardVerdict> below(DomainName parent) throws InterruptedException {
        var seen = observe(parent);
        return seen.isWildcard() ? Optional.of(seen.verdict("parent")) : Optional.empty();
    }

    /// The level at which the wildcard stands: the highest one that answers the same, without a gap.
    private ObservedWildcard highest(ObservedWildcard beside, DomainName apex) throws InterruptedException {
        var level = beside;
        for (var above = level.parent().parent();
                above.isPresent() && above.get().isAtOrBelow(apex);
                above = level.parent().parent()) {
            var seen = observe(above.get());
            if (!seen.isWildcard() || !beside.answers().stream().allMatch(seen::covers)) {
                break;
            }
            level = seen;
        }
        return level;
    }

    private boolean hasOtherTypes(DomainName name, ObservedWildcard beside) throws InterruptedException {
        for (var type : RandomNames.OTHERS) {
            if (beside.varying().contains(type)) {
                continue;
            }
            var own = client.ask(new DnsQuestion(name, type));
            if (own.cnameChain().isEmpty()
                    && own.data().anyMatch(data -> !beside.others().contains(data))) {
                return true;
            }
        }
        return false;
    }

    private ObservedWildcard observe(DomainName parent) throws InterruptedException {
        var below = place(parent);
        if (below.seen.isPresent()) {
            return below.seen.get();
        }
        below.lock.lockInterruptibly();
        try {
            if (below.seen.isEmpty()) {
                below.seen = Optional.of(below.names.observe());
            }
            return below.seen.get();
        } finally {
            below.lock.unlock();
        }
    }

    private ObservedWildcard observeMore(DomainName parent) throws InterruptedException {
        var below = place(parent);
        below.lock.lockInterruptibly();
        try {
            if (below.seen.filter(ObservedWildcard::thorough).isEmpty()) {
                below.seen = Optional.of(below.names.observeMore());
            }
            return below.seen.get();
        } finally {
            below.lock.unlock();
        }
    }

    private Below place(DomainName parent) {
        return parents.computeIfAbsent(parent, of -> new Below(new RandomNames(client, random, of)));
    }
}
