package io.reconai.engine.asset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was noted of a whole body while it was read, of which only the beginning is kept.
///
/// @param secrets the first of those in it, 32 at most; they are masked in what is kept
/// @param sourceMap where a script says that its source map is, `data:` for one within it; empty when it says nothing
/// @param map what a source map tells, whether it is the body or within it; null when there is none
public record BodyNotes(
        List<SecretFacts> secrets,
        String sourceMap,
        @Nullable SourceMapFacts map) {

    /// Nothing to note.
    public static final BodyNotes NONE = new BodyNotes(List.of(), "", null);

    public BodyNotes {
        secrets = List.copyOf(secrets);
    }
}
