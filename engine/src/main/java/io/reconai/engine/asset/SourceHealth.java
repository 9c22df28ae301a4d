package io.reconai.engine.asset;

/// How one source of names fared in a scan.
///
/// @param source the collector's id
/// @param asked requests or questions sent
/// @param answered how many of them were answered
/// @param names names it yielded, in scope and distinct
/// @param newNames those of them that no other source had yielded before
/// @param detail why it failed, was limited or skipped; empty otherwise
public record SourceHealth(
        String source,
        Status status,
        long asked,
        long answered,
        long names,
        long newNames,
        String detail,
        long elapsedMs) {

    /// What can be said of a source at the end.
    public enum Status {
        /// Asked, and no answer has come yet.
        ASKED,
        ANSWERED,
        /// Told us to ask less, or gave only a part.
        LIMITED,
        FAILED,
        /// Not asked: no key, not in this mode, switched off.
        SKIPPED
    }

    /// How a source itself sees it: it does not know what others yielded.
    public SourceHealth(
            String source, Status status, long asked, long answered, long names, String detail, long elapsedMs) {
        this(source, status, asked, answered, names, 0, detail, elapsedMs);
    }

    /// The same with the names that it was the first to yield.
    public SourceHealth withNewNames(long count) {
        return new SourceHealth(source, status, asked, answered, names, count, detail, elapsedMs);
    }

    /// A source that was not asked.
    public static SourceHealth skipped(String source, String why) {
        return new SourceHealth(source, Status.SKIPPED, 0, 0, 0, why, 0);
    }
}
