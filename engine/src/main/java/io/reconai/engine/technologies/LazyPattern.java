package io.reconai.engine.technologies;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/// A regular expression that is compiled when it is first needed: of a thousand, a host needs a few dozen. Safe for use
/// by many threads; two may compile it at the same time, to the same effect.
final class LazyPattern {

    private final String text;
    private final int flags;
    private volatile @Nullable Pattern compiled;

    LazyPattern(String text, int flags) {
        this.text = text;
        this.flags = flags;
    }

    /// The pattern.
    ///
    /// @throws com.google.re2j.PatternSyntaxException if it needs more than linear time, or is no pattern
    Pattern get() {
        var known = compiled;
        if (known == null) {
            known = Pattern.compile(text, flags);
            compiled = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return text;
    }
}
