package io.reconai.engine.asset;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A product or service that a host was seen to run or to use. A fact, not a weakness.
///
/// @param id never changes once released, such as `wordpress`
/// @param name as its makers write it
/// @param version null when it was not seen, or when what was seen disagrees
/// @param conflictingVersions versions of equal weight that disagree; otherwise empty
/// @param confidence percent, 50 to 100
/// @param cpe its CPE 2.3 name (NISTIR 7695) with the version, `*` when it has none; null when it has no CPE name
/// @param impliedBy ids of what it follows from; empty when it was seen itself
/// @param evidence what shows it; of something implied, what shows that from which it follows
public record Technology(
        String id,
        String name,
        List<TechnologyCategory> categories,
        @Nullable String version,
        List<String> conflictingVersions,
        int confidence,
        @Nullable String cpe,
        List<String> impliedBy,
        List<Proof> evidence) {

    public Technology {
        categories = List.copyOf(categories);
        conflictingVersions = List.copyOf(conflictingVersions);
        impliedBy = List.copyOf(impliedBy);
        evidence = List.copyOf(evidence);
        if (evidence.isEmpty()) {
            throw new IllegalArgumentException("a technology without evidence: " + id);
        }
    }

    /// The version, when one was seen.
    public Optional<String> seenVersion() {
        return Optional.ofNullable(version);
    }

    /// For lists: `nginx/1.21.0`, or the name alone.
    public String label() {
        return version == null ? name : name + "/" + version;
    }
}
