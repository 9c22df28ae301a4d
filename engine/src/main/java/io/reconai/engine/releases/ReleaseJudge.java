package io.reconai.engine.releases;

import io.reconai.engine.releases.Product.Kind;
import io.reconai.engine.releases.ReleaseTable.Release;
import java.time.LocalDate;
import java.util.Optional;

/// Judges the age of a version on a day. Immutable; safe for use by many threads.
///
/// A distribution patches what it ships and leaves the version as it is. So where its mark is seen, its own end of
/// support counts and not the maker's; when its release cannot be told, nothing is said. A bare version that a living
/// distribution ships may be patched: no more than a hint. Versions told in part are judged by their line only, and
/// what the table does not know, for instance because it is newer, is not judged.
public final class ReleaseJudge {

    private final ReleaseTable table;

    public ReleaseJudge(ReleaseTable table) {
        this.table = table;
    }

    /// What is wrong with a version; empty when nothing is, or nothing is known.
    ///
    /// @param own the distribution's mark beside the version
    /// @param host a mark elsewhere on the host: what is usually installed from there is believed to be
    /// @param day of the observation
    public Optional<? extends Verdict> judge(
            Product product, String version, Optional<Packaging> own, Optional<Packaging> host, LocalDate day) {
        if (own.isPresent()) {
            return packaged(product, version, own.get(), true, day);
        }
        if (host.isPresent() && product.kind() == Kind.SYSTEM) {
            return packaged(product, version, host.get(), false, day);
        }
        return product.line(version).flatMap(line -> bare(product, version, line, day));
    }

    /// Of releases that ship this version, the one that gets fixes longest is believed.
    private Optional<Verdict.Ended> packaged(
            Product product, String version, Packaging by, boolean isSure, LocalDate day) {
        var told = table.release(by.distribution(), by.release())
                .filter(_ -> !by.release().isEmpty());
        return told.or(() -> table.carriers(product, version)
                        .filter(release -> release.distribution().id().equals(by.distribution()))
                        .findFirst())
                .flatMap(release -> ended(release, isSure, day));
    }

    private static Optional<Verdict.Ended> ended(Release release, boolean isSure, LocalDate day) {
        return release.line()
                .endedBefore(day)
                .map(last -> new Verdict.Ended(release.distribution(), release.version(), last, "", isSure));
    }

    private Optional<Verdict> bare(Product product, String version, Line line, LocalDate day) {
        var ended = line.endedBefore(day);
        if (ended.isPresent()) {
            var isSure = !isCarried(product, version, day);
            return Optional.of(new Verdict.Ended(product, line.versions(), ended.get(), line.newest(), isSure));
        }
        if (product.kind() == Kind.LIBRARY || !line.isBehind(version) || isCarried(product, version, day)) {
            return Optional.empty();
        }
        return Optional.of(new Verdict.Behind(product, line.newest(), product.kind() == Kind.APPLICATION));
    }

    /// Whether a distribution that still gets fixes ships this version.
    private boolean isCarried(Product product, String version, LocalDate day) {
        return table.carriers(product, version)
                .anyMatch(release -> release.line().endedBefore(day).isEmpty());
    }
}
