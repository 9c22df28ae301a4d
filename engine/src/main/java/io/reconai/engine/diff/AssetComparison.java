package io.reconai.engine.diff;

import io.reconai.engine.asset.Severity;
import io.reconai.engine.asset.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares one host of two scans. Pure.
final class AssetComparison {

    private static final String NOT_BEFORE = "not looked at before: ";

    private static final Comparator<FactChange> ORDER = Comparator.comparing(FactChange::kind)
            .thenComparing(AssetComparison::worst, Comparator.reverseOrder())
            .thenComparing(FactChange::change)
            .thenComparing(FactChange::check)
            .thenComparing(FactChange::subject)
            .thenComparing(FactChange::before)
            .thenComparing(FactChange::after)
            .thenComparing(FactChange::id);

    private AssetComparison() {}

    /// A host that only the later scan knows.
    static AssetChange appeared(AssetDigest now, Optional<String> whyUnknownBefore) {
        var reason = whyUnknownBefore.map(why -> NOT_BEFORE + why).orElse("");
        var facts = now.facts().stream()
                .map(fact -> change(Change.APPEARED, fact, "", fact.value(), reason))
                .sorted(ORDER)
                .toList();
        return new AssetChange(Change.APPEARED, now.asset(), null, now.standing(), reason, facts);
    }

    /// A host that only the earlier scan knows.
    static AssetChange missing(AssetDigest then, Optional<String> whyUnknownNow) {
        var change = whyUnknownNow.isEmpty() ? Change.GONE : Change.NOT_SEEN_AGAIN;
        var reason = whyUnknownNow.orElse("");
        var facts = then.facts().stream()
                .map(fact -> change(change, fact, fact.value(), "", reason))
                .sorted(ORDER)
                .toList();
        return new AssetChange(change, then.asset(), then.standing(), null, reason, facts);
    }

    /// A host that both know; empty when nothing about it changed. A score that moves within its level is no change.
    static Optional<AssetChange> compare(AssetDigest then, AssetDigest now) {
        var facts = new ArrayList<FactChange>();
        for (var pair : pairs(then, now)) {
            compare(pair, then.looked(), now.looked(), facts);
        }
        if (facts.isEmpty() && then.level() == now.level()) {
            return Optional.empty();
        }
        facts.sort(ORDER);
        return Optional.of(new AssetChange(Change.CHANGED, now.asset(), then.standing(), now.standing(), "", facts));
    }

    /// What is about the same thing and has a value that the other scan does not know.
    private record Pair(List<Fact> then, List<Fact> now) {}

    private static List<Pair> pairs(AssetDigest then, AssetDigest now) {
        Map<List<Object>, Pair> pairs = new LinkedHashMap<>();
        for (var fact : then.facts()) {
            if (!isAmong(now.facts(), fact)) {
                pairOf(fact, pairs).then().add(fact);
            }
        }
        for (var fact : now.facts()) {
            if (!isAmong(then.facts(), fact)) {
                pairOf(fact, pairs).now().add(fact);
            }
        }
        return List.copyOf(pairs.values());
    }

    private static boolean isAmong(List<Fact> facts, Fact wanted) {
        return facts.stream()
                .anyMatch(fact -> fact.isAboutTheSameAs(wanted) && fact.value().equals(wanted.value()));
    }

    private static Pair pairOf(Fact fact, Map<List<Object>, Pair> pairs) {
        return pairs.computeIfAbsent(
                List.of(fact.kind(), fact.id(), fact.check(), fact.subject()),
                _ -> new Pair(new ArrayList<>(), new ArrayList<>()));
    }

    private static void compare(Pair pair, Looked then, Looked now, List<FactChange> into) {
        if (pair.then().size() == 1 && pair.now().size() == 1) {
            into.add(changed(pair.then().getFirst(), pair.now().getFirst(), now));
            return;
        }
        for (var fact : pair.then()) {
            var unknown = now.whyUnknown(fact);
            var change = unknown.isEmpty() ? Change.GONE : Change.NOT_SEEN_AGAIN;
            into.add(change(change, fact, fact.value(), "", unknown.orElse("")));
        }
        for (var fact : pair.now()) {
            var reason = then.whyUnknown(fact).map(why -> NOT_BEFORE + why).orElse("");
            into.add(change(Change.APPEARED, fact, "", fact.value(), reason));
        }
    }

    /// A service or version that was not told this time is no news about it.
    private static FactChange changed(Fact before, Fact after, Looked now) {
        if (!after.value().isEmpty()) {
            return change(Change.CHANGED, after, before.value(), after.value(), "");
        }
        var unknown =
                before.kind() == Kind.PORT ? Optional.of("open, and did not say what it is") : now.whyUnknown(before);
        return unknown.map(why -> change(Change.NOT_SEEN_AGAIN, before, before.value(), "", why))
                .orElseGet(() -> change(Change.CHANGED, before, before.value(), "", ""));
    }

    private static FactChange change(Change change, Fact fact, String before, String after, String reason) {
        return new FactChange(
                change,
                fact.kind(),
                fact.id(),
                fact.check(),
                fact.subject(),
                fact.label(),
                before,
                after,
                Text.visible(reason, 400));
    }

    private static int worst(FactChange change) {
        return Math.max(rank(change.severityBefore()), rank(change.severityAfter()));
    }

    private static int rank(Optional<Severity> severity) {
        return severity.map(Enum::ordinal).orElse(-1);
    }
}
