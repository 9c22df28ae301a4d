package io.reconai.engine.releases;

import io.reconai.engine.technologies.VersionOrder;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A line of releases that gets fixes together.
///
/// @param versions `1.26` for all that go on from it, `<1.26` for all before it, `*` for all there are
/// @param end the last day with fixes for everybody; null when none is known
/// @param newest the newest release of the line that is known; empty when none is
public record Line(String versions, @Nullable LocalDate end, String newest) {

    /// Whether a version is of this line. A version that is told in part only is where it can be of no other line.
    boolean covers(String version) {
        if (versions.equals("*")) {
            return true;
        }
        return versions.startsWith("<") ? isBefore(version, versions.substring(1)) : goesOnFrom(version, versions);
    }

    /// `1.2.3` goes on from `1.2`, as `1.2p1` and `1.2` itself do; `1.20` does not.
    static boolean goesOnFrom(String version, String beginning) {
        return version.startsWith(beginning)
                && (version.length() == beginning.length() || !isDigit(version.charAt(beginning.length())));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// Compares as many parts as are told: `1` is before `2.2`, `2` may be or not.
    private static boolean isBefore(String version, String border) {
        var told = version.split("\\.").length;
        var parts = border.split("\\.");
        var comparable = String.join(".", java.util.Arrays.copyOf(parts, Math.min(told, parts.length)));
        return VersionOrder.INSTANCE.compare(version, comparable) < 0;
    }

    /// The day on which fixes ended, where that is past.
    Optional<LocalDate> endedBefore(LocalDate day) {
        return Optional.ofNullable(end).filter(last -> last.isBefore(day));
    }

    /// Whether a version is older than the newest release of its line. A version that is told in part is not judged.
    boolean isBehind(String version) {
        return !newest.isEmpty()
                && version.split("\\.").length >= newest.split("\\.").length
                && VersionOrder.INSTANCE.compare(version, newest) < 0;
    }
}
