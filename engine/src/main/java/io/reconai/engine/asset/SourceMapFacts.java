package io.reconai.engine.asset;

import java.util.List;

/// What a source map (ECMA-426) tells of a site's sources.
///
/// @param sources how many there are, as far as it was read
/// @param own the names of the first of those that are no packages of others, 20 at most
/// @param hasOwnContent the text of one of those is in it
public record SourceMapFacts(int sources, List<String> own, boolean hasOwnContent) {

    public SourceMapFacts {
        own = List.copyOf(own);
    }
}
