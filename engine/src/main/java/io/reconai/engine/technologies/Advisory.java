package io.reconai.engine.technologies;

import io.reconai.engine.asset.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A published weakness of a script library, in versions from `atOrAbove` up to but without `below`.
///
/// @param ids CVE and GHSA ids; of one that has neither, the data's own id as `retire:73`
/// @param atOrAbove null when every version before `below` has it
/// @param endOfLife it says that the line gets no fixes any more, and names no weakness
/// @param references web pages
public record Advisory(
        List<String> ids,
        Severity severity,
        String summary,
        @Nullable String atOrAbove,
        String below,
        List<String> cwe,
        boolean endOfLife,
        List<String> references) {

    public Advisory {
        ids = List.copyOf(ids);
        cwe = List.copyOf(cwe);
        references = List.copyOf(references);
    }

    /// True when a version is among those that have it.
    public boolean affects(String version) {
        return VersionOrder.INSTANCE.compare(version, below) < 0
                && (atOrAbove == null || VersionOrder.INSTANCE.compare(version, atOrAbove) >= 0);
    }
}
