package io.reconai.engine.technologies;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names in which case does not matter, as those of header fields (RFC 9110 §5.1): found without spelling them anew,
/// since every field of every answer is looked up. Immutable.
final class CaselessNames {

    /// Turns ASCII letters into lower case; what it does to others is undone by comparing.
    private static final int LOWER = 0x20;

    private final @Nullable String[] table;

    /// @param names in lower case
    CaselessNames(Set<String> names) {
        table = new String[Integer.highestOneBit(names.size() + 1) * 4];
        for (var name : names) {
            table[place(name)] = name;
        }
    }

    /// The name as it was given; null when it is not among these.
    @Nullable
    String find(String spelled) {
        return table[place(spelled)];
    }

    /// Where this is, or would be.
    private int place(String spelled) {
        var hash = 0;
        for (var i = 0; i < spelled.length(); i++) {
            hash = hash * 31 + (spelled.charAt(i) | LOWER);
        }
        var place = hash & table.length - 1;
        for (var there = table[place]; there != null && !there.equalsIgnoreCase(spelled); there = table[place]) {
            place = place + 1 & table.length - 1;
        }
        return place;
    }
}
