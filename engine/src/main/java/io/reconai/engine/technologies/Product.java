package io.reconai.engine.technologies;

import io.reconai.engine.asset.TechnologyCategory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a product apart from its signs.
///
/// @param cpe `part:vendor:product` of its CPE name; empty when it has none
/// @param implies what always or usually comes with it
/// @param excludes ids of what it cannot be at the same time
/// @param requires ids of which one must be there, or it is not believed; empty when it stands alone
record Product(
        String id,
        String name,
        List<TechnologyCategory> categories,
        String cpe,
        List<Implication> implies,
        List<String> excludes,
        List<String> requires) {

    /// @param confidence percent of the cases in which it is so
    record Implication(String id, int confidence) {}

    Product {
        categories = List.copyOf(categories);
        implies = List.copyOf(implies);
        excludes = List.copyOf(excludes);
        requires = List.copyOf(requires);
    }

    /// The whole CPE 2.3 name with a version, or null when the product has none.
    @Nullable
    String cpeName(@Nullable String version) {
        return cpe.isEmpty() ? null : "cpe:2.3:" + cpe + ":" + (version == null ? "*" : version) + ":*:*:*:*:*:*:*";
    }
}
