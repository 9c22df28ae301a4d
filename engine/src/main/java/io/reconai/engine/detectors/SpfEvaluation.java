package io.reconai.engine.detectors;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.mail.SpfTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Counts what an SPF record costs a receiver, statically and at its worst (RFC 7208 §4.6.4), from look-ups at hand.
///
/// `include`, `a`, `mx`, `ptr`, `exists` and `redirect` count one each over the whole tree. A branch whose look-up
/// failed or was not made is unknown: the counts are then lower bounds, and `complete` is false.
final class SpfEvaluation {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_COUNT = 200;

    private final Evidence evidence;
    private final List<String> path = new ArrayList<>();
    private int lookups;
    private int voids;
    private boolean complete = true;
    private boolean loop;
    private Optional<String> brokenInclude = Optional.empty();

    private SpfEvaluation(Evidence evidence) {
        this.evidence = evidence;
    }

    static SpfEvaluation of(Evidence evidence, DomainName domain, SpfTerms record) {
        var evaluation = new SpfEvaluation(evidence);
        evaluation.follow(domain, record);
        return evaluation;
    }

    int lookups() {
        return lookups;
    }

    int voids() {
        return voids;
    }

    /// True when every branch could be followed.
    boolean isComplete() {
        return complete;
    }

    boolean hasLoop() {
        return loop;
    }

    /// The first `include` or `redirect` target that has no usable SPF record.
    Optional<String> brokenInclude() {
        return brokenInclude;
    }

    private void follow(DomainName domain, SpfTerms record) {
        path.add(domain.value());
        for (var term : record.terms()) {
            if (term.isLookup() && lookups < MAX_COUNT) {
                lookups++;
                var target = term.target(domain);
                if (target.isPresent()) {
                    visit(term, target.get());
                } else if (!term.hasMacro()) {
                    complete = false;
                }
            }
        }
        path.removeLast();
    }

    private void visit(SpfTerms.Term term, DomainName target) {
        switch (term.name()) {
            case "include", "redirect" -> enter(target);
            case "a" -> countVoid(target, "A", "AAAA");
            case "exists" -> countVoid(target, "A");
            case "mx" -> countVoid(target, "MX");
            default -> {}
        }
    }

    private void enter(DomainName target) {
        if (path.contains(target.value())) {
            loop = true;
            return;
        }
        var fact = DnsFacts.of(evidence, target.value(), "TXT");
        if (fact.isEmpty() || !fact.get().lookup().outcome().isAnswer() || path.size() >= MAX_DEPTH) {
            complete = false;
            return;
        }
        voids += fact.get().isAbsent() ? 1 : 0;
        var records = fact.get().lookup().data().filter(SpfTerms::isSpf).toList();
        if (records.size() != 1 || !SpfTerms.parse(records.getFirst()).errors().isEmpty()) {
            brokenInclude = brokenInclude.or(() -> Optional.of(target.value()));
            return;
        }
        follow(target, SpfTerms.parse(records.getFirst()));
    }

    /// A look-up that yields nothing is void; one void look-up for `a`, though it may ask for two types.
    private void countVoid(DomainName target, String... types) {
        var absent = 0;
        for (var type : types) {
            var fact = DnsFacts.of(evidence, target.value(), type);
            if (fact.isEmpty() || !fact.get().lookup().outcome().isAnswer()) {
                complete = false;
                return;
            }
            absent += fact.get().isAbsent() ? 1 : 0;
        }
        voids += absent == types.length ? 1 : 0;
    }
}
