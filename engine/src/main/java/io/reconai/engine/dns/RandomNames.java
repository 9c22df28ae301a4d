package io.reconai.engine.dns;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Asks random names below one parent and gathers what they are answered. Used by one thread, for one parent.
///
/// One random name that does not exist is proof that there is no wildcard. Three that are answered alike show the
/// wildcard's answers; where answers differ, more are asked until nothing new comes.
final class RandomNames {

    /// Types that tell a name from a wildcard of addresses.
    static final List<RecordType> OTHERS = List.of(RecordType.MX, RecordType.TXT);

    private static final int PROBES = 3;

    /// Names asked for their other types: two, to see whether these differ too.
    private static final int OTHERS_OF = 2;

    /// A pool of four of which one is not yet known hides it this long once in thirty times.
    private static final int LULL = 12;

    private static final int MOST_PROBES = 32;
    private static final int LABEL_LENGTH = 16;

    private final DnsClient client;
    private final RandomGenerator random;
    private final DomainName parent;
    private final Set<String> answers = new LinkedHashSet<>();
    private final Set<String> others = new LinkedHashSet<>();
    private final EnumSet<RecordType> varying = EnumSet.noneOf(RecordType.class);
    private final List<String> probes = new ArrayList<>();
    private boolean exists;
    private boolean rotating;
    private boolean hasIpv6;
    private int answered;
    private int lull;

    RandomNames(DnsClient client, RandomGenerator random, DomainName parent) {
        this.client = client;
        this.random = random;
        this.parent = parent;
    }

    /// The first look: one question where there is no wildcard.
    ObservedWildcard observe() throws InterruptedException {
        while (probes.size() < PROBES && probe()) {
            // each probe leaves what it found
        }
        if (!answers.isEmpty()) {
            askAtWildcard();
        }
        return rotating ? observeMore() : observed(false);
    }

    /// Goes on until nothing new has come for long.
    ObservedWildcard observeMore() throws InterruptedException {
        while (lull < LULL && probes.size() < MOST_PROBES && probe()) {
            // each probe leaves what it found
        }
        return observed(true);
    }

    private ObservedWildcard observed(boolean thorough) {
        return new ObservedWildcard(parent, exists, answers, others, varying, probes, rotating, thorough);
    }

    /// False when another would show nothing more.
    private boolean probe() throws InterruptedException {
        var name = parent.child(randomLabel());
        if (name.isEmpty()) {
            return false;
        }
        probes.add(name.get().value());
        var first = client.ask(new DnsQuestion(name.get(), RecordType.A));
        if (first.outcome() == DnsOutcome.NXDOMAIN && first.cnameChain().isEmpty() && answers.isEmpty()) {
            return false;
        }
        if (!first.outcome().isAnswer() && first.cnameChain().isEmpty()) {
            lull++;
            return true; // a server that fails at this name says nothing about it
        }
        exists = true;
        var before = answers.size();
        answersOf(first).forEach(answers::add);
        if (hasIpv6 || answered < PROBES) {
            var second = client.ask(new DnsQuestion(name.get(), RecordType.AAAA));
            hasIpv6 |= !second.answers().isEmpty();
            answersOf(second).forEach(answers::add);
        }
        if (answered < OTHERS_OF) {
            askOthers(name.get());
        }
        var isNew = answers.size() > before;
        rotating |= answered > 0 && isNew;
        lull = isNew ? 0 : lull + 1;
        answered++;
        return true;
    }

    private void askOthers(DomainName name) throws InterruptedException {
        for (var type : OTHERS) {
            var data = client.ask(new DnsQuestion(name, type)).data().toList();
            if (answered > 0 && !others.containsAll(data)) {
                varying.add(type);
            }
            others.addAll(data);
            if (type == RecordType.MX) {
                answers.addAll(data); // a wildcard of mail exchangers makes hosts of all names too
            }
        }
    }

    /// The wildcard's own records, where the server tells them: they hold the whole of a set that answers show in part.
    private void askAtWildcard() throws InterruptedException {
        for (var type : List.of(RecordType.A, RecordType.AAAA)) {
            answersOf(client.ask(DnsQuestion.atWildcard(parent, type))).forEach(answers::add);
        }
    }

    /// Addresses, mail exchangers and alias targets; a random name may be answered by any of them.
    static Stream<String> answersOf(DnsLookup lookup) {
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
