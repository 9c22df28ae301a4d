package io.reconai.engine.asset;

import org.jspecify.annotations.Nullable;

/// An address of a host: whether it may be talked to, and what is known of it.
///
/// @param address as in RFC 5952
/// @param blockedBy the address policy's rule that forbids it; empty when it is allowed
/// @param reverseName what its PTR record says; empty when it has none
/// @param announcement null when not known
/// @param location null when no database knows it
public record AddressObservation(
        String address,
        String blockedBy,
        String reverseName,
        @Nullable Announcement announcement,
        @Nullable Location location) {

    /// An address of which no database was asked.
    public AddressObservation(
            String address, String blockedBy, String reverseName, @Nullable Announcement announcement) {
        this(address, blockedBy, reverseName, announcement, null);
    }

    /// Its country, two letters: where it is, or else where its network is registered; empty when not known.
    public String country() {
        if (location != null && !location.country().isEmpty()) {
            return location.country();
        }
        return announcement == null ? "" : announcement.country();
    }

    /// True when the address policy let us talk to it.
    public boolean isAllowed() {
        return blockedBy.isEmpty();
    }
}
