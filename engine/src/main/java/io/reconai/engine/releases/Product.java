package io.reconai.engine.releases;

import java.util.List;
import java.util.Optional;

/// What is known of a product's releases.
///
/// @param id never changes once released: findings hang on it
/// @param name as its makers write it
/// @param cpe `vendor:product` of its CPE name
/// @param source where its makers say until when they give fixes
/// @param lines the first that covers a version counts
public record Product(
        String id, String name, Kind kind, String cpe, String source, List<Line> lines, List<Carried> carried) {

    /// Who patches a product, and how bad its age is.
    public enum Kind {
        /// Distributions ship it, and patch it without a change of its version.
        SYSTEM,
        /// Installed from its makers.
        APPLICATION,
        /// Part of pages; runs in browsers.
        LIBRARY,
        /// Ships the others.
        DISTRIBUTION
    }

    /// Versions of a product that a release of a distribution ships.
    ///
    /// @param distribution the id of a product of kind [Kind#DISTRIBUTION]
    /// @param version also stands for what goes on from it: `3.0` for `3.0.11`
    record Carried(String distribution, String release, String version) {}

    public Product {
        lines = List.copyOf(lines);
        carried = List.copyOf(carried);
    }

    /// The line that a version is of; empty when it is not known, as of one that is newer than the table.
    public Optional<Line> line(String version) {
        return lines.stream().filter(line -> line.covers(version)).findFirst();
    }
}
