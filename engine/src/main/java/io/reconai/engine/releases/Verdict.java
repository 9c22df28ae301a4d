package io.reconai.engine.releases;

import java.time.LocalDate;

/// What is wrong with the age of a version.
public sealed interface Verdict {

    /// Nobody gives fixes any more, except for money.
    ///
    /// @param product what ended: the product itself, or the distribution that ships it
    /// @param line the release line that ended
    /// @param lastDay the last day with fixes
    /// @param newest the newest release of the line; empty when it is not known
    /// @param isSure false when other explanations fit too, such as a distribution that still patches this version
    record Ended(Product product, String line, LocalDate lastDay, String newest, boolean isSure) implements Verdict {}

    /// The line gets fixes, and this version is not its newest.
    ///
    /// @param isSure false when somebody may have patched it without a change of the version
    record Behind(Product product, String newest, boolean isSure) implements Verdict {}
}
