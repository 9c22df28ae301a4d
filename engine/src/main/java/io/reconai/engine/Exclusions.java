package io.reconai.engine;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Text;
import io.reconai.engine.net.CidrRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What the operator put off limits: names with all that lies below them, and ranges of addresses.
record Exclusions(Set<DomainName> names, List<CidrRange> ranges) {

    Exclusions {
        names = Set.copyOf(names);
        ranges = List.copyOf(ranges);
    }

    /// Reads names, addresses and CIDR ranges, comma-separated; empty text excludes nothing.
    ///
    /// @throws IllegalArgumentException with the first item that is none of them
    static Exclusions parse(String text) {
        var names = new ArrayList<DomainName>();
        var ranges = new ArrayList<CidrRange>();
        for (var part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            var item = part.strip();
            var range = CidrRange.parse(item);
            if (range.isPresent()) {
                ranges.add(range.get());
            } else {
                names.add(name(item));
            }
        }
        return new Exclusions(Set.copyOf(names), ranges);
    }

    private static DomainName name(String item) {
        return DomainName.parse(item)
                .filter(name -> !endsInDigits(name))
                .orElseThrow(() -> new IllegalArgumentException(Text.quoted(item)
                        + " is neither a name nor a range; expected such as pay.acme.test,192.0.2.0/24"));
    }

    /// No name ends in a label of digits; what looks like that is a mistyped address.
    private static boolean endsInDigits(DomainName name) {
        return name.value().substring(name.value().lastIndexOf('.') + 1).chars().allMatch(Character::isDigit);
    }
}
