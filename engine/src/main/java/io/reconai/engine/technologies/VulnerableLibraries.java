package io.reconai.engine.technologies;

import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Workings;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Script libraries with published weaknesses, as the Retire.js project collects them. Immutable; safe for use by many
/// threads.
///
/// Which data, of what date and licence, stands in `retire-js.md` beside it. Whether a weakness matters depends on
/// how a page uses the library: the data cannot know that.
public final class VulnerableLibraries {

    private static final Rulebook NO_RULES = Rulebook.of("");

    /// Read once: half a megabyte that technologies and detectors share.
    private static final class Shipped {
        static final VulnerableLibraries DATA = RetireData.shipped();
    }

    private record Uses(List<LibraryUse> found) {}

    private final Map<String, List<Advisory>> advisories;
    private final ExtractorIndex extractors;

    VulnerableLibraries(Map<String, List<Advisory>> advisories, ExtractorIndex extractors) {
        this.advisories = Map.copyOf(advisories);
        this.extractors = extractors;
    }

    /// The data that comes with this program.
    public static VulnerableLibraries shipped() {
        return Shipped.DATA;
    }

    /// The libraries that a host's own pages load or contain, each version once, in the order seen.
    public List<LibraryUse> in(Evidence evidence) {
        return share(evidence, () -> read(evidence));
    }

    /// What somebody found who read the same evidence, or finds now.
    static List<LibraryUse> share(Evidence evidence, Supplier<List<LibraryUse>> finding) {
        return Workings.once(Uses.class, evidence, () -> new Uses(finding.get()))
                .found();
    }

    private List<LibraryUse> read(Evidence evidence) {
        var finder = finder(new WorkBudget());
        EvidenceReader.read(evidence, NO_RULES, new KnownPages(NO_RULES, extractors), finder::search);
        return finder.found();
    }

    /// The published weaknesses of a version; empty when there is none, or when the library is not known.
    public List<Advisory> advisories(String library, String version) {
        return advisories.getOrDefault(library, List.of()).stream()
                .filter(advisory -> advisory.affects(version))
                .toList();
    }

    /// The names of the libraries that are known.
    public List<String> names() {
        return advisories.keySet().stream().sorted().toList();
    }

    LibraryFinder finder(WorkBudget budget) {
        return new LibraryFinder(extractors, budget);
    }

    ExtractorIndex extractors() {
        return extractors;
    }
}
