package io.reconai.engine.asset;

import java.util.List;

/// By whom the network of an address is announced on the internet (BGP).
///
/// @param prefix such as `203.0.113.0/24`
/// @param asns numbers of the autonomous systems
/// @param asName of the first of them; empty when not known
/// @param country where it is registered, two letters, which need not be where it is; empty when not known
public record Announcement(String prefix, List<Long> asns, String asName, String country) {

    public Announcement {
        asns = List.copyOf(asns);
    }
}
