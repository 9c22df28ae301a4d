package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.technologies.Advisory;
import io.reconai.engine.technologies.LibraryUse;
import io.reconai.engine.technologies.VulnerableLibraries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Script libraries on a host's pages whose versions have published weaknesses.
///
/// One finding a library, whatever versions of it were seen. At most medium: whether a weakness can be used depends on
/// how the page uses the library. Advisories that only say that a line gets no fixes any more are left out.
final class VulnerableLibraryDetector implements Detector {

    private static final Check VULNERABLE = new Check(
            "tech.vulnerable-js",
            "Technologies",
            MEDIUM,
            "A script library has known weaknesses",
            "Weaknesses of this library's version are published. What they allow depends on how the page uses it, most"
                    + " often script of strangers in the page.",
            "Update the library to its newest version, or remove it",
            List.of("CWE-1395"));

    /// A library of many years has dozens; the first name the matter.
    private static final int MOST_REFERENCES = 20;

    private final VulnerableLibraries libraries;

    VulnerableLibraryDetector(VulnerableLibraries libraries) {
        this.libraries = libraries;
    }

    @Override
    public String id() {
        return "tech_vulnerable_library_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(VULNERABLE);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        var uses = libraries.in(evidence);
        if (uses.isEmpty()) {
            return List.of();
        }
        var byLibrary = new LinkedHashMap<String, List<LibraryUse>>();
        for (var use : uses) {
            byLibrary.computeIfAbsent(use.library(), _ -> new ArrayList<>()).add(use);
        }
        return byLibrary.entrySet().stream()
                .flatMap(library -> judge(evidence, library.getKey(), library.getValue()).stream())
                .toList();
    }

    private Optional<Finding> judge(Evidence evidence, String library, List<LibraryUse> uses) {
        var weak = uses.stream()
                .filter(use -> weaknesses(use).findAny().isPresent())
                .toList();
        if (weak.isEmpty()) {
            return Optional.empty();
        }
        var proofs = weak.stream().map(LibraryUse::proof).toList();
        return Optional.of(Finding.of(VULNERABLE, id(), evidence, library, proofs.getFirst())
                .withSeverity(severity(weak))
                .withConfidence(Confidence.FIRM)
                .provedBy(proofs)
                .referringTo(references(weak)));
    }

    private Stream<Advisory> weaknesses(LibraryUse use) {
        return libraries.advisories(use.library(), use.version()).stream().filter(advisory -> !advisory.endOfLife());
    }

    private Severity severity(List<LibraryUse> weak) {
        var worst = weak.stream()
                .flatMap(this::weaknesses)
                .map(Advisory::severity)
                .max(Severity::compareTo)
                .orElse(MEDIUM);
        return worst.compareTo(MEDIUM) > 0 ? MEDIUM : worst;
    }

    private List<String> references(List<LibraryUse> weak) {
        var ids = weak.stream().flatMap(this::weaknesses).flatMap(advisory -> advisory.ids().stream());
        return Stream.concat(ids.distinct().limit(MOST_REFERENCES), VULNERABLE.references().stream())
                .toList();
    }
}
