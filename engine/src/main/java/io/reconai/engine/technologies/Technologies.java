package io.reconai.engine.technologies;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Technology;
import java.util.List;

/// Recognises technologies in evidence. Safe for use by many threads; what it knows of earlier hosts makes no
/// difference to what it says of another.
public final class Technologies {

    private final Rulebook rulebook;
    private final VulnerableLibraries libraries;
    private final KnownPages knownPages;
    private final KnownValues knownValues;

    Technologies(Rulebook rulebook, VulnerableLibraries libraries) {
        this.rulebook = rulebook;
        this.libraries = libraries;
        this.knownPages = new KnownPages(rulebook, libraries.extractors());
        this.knownValues = new KnownValues(rulebook, libraries.extractors());
    }

    /// With the rules and the data of script libraries that come with this program; it has not met any host.
    ///
    /// @throws IllegalStateException if a rule cannot be read
    public static Technologies shipped() {
        return new Technologies(Rulebook.shipped(), VulnerableLibraries.shipped());
    }

    /// What a host runs or uses, the surest first. Empty when nothing was recognised, or nothing observed.
    public List<Technology> of(Evidence evidence) {
        var budget = new WorkBudget();
        var hits = new Hits(rulebook, budget);
        var uses = libraries.finder(budget);
        var isWhole =
                EvidenceReader.read(evidence, rulebook, knownPages, new Comparison(hits, uses, budget, knownValues));
        if (isWhole && !budget.isSpent()) { // the same as without rules
            VulnerableLibraries.share(evidence, uses::found);
        }
        for (var use : uses.found()) {
            hits.compare(new Observation(
                    Signal.LIBRARY, use.library(), use.version(), use.proof().pointer()));
        }
        return Conclusion.of(rulebook, hits.all());
    }
}
