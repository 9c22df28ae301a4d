package io.reconai.lab.hostile;

/// A host and what it does to its visitors.
///
/// @param label of the host below the organisation's domain
/// @param port where it does it; 0 where it does it in DNS alone
/// @param does in a few words
record HostileCase(String label, int port, String does, Behaviour behaviour) {

    /// The host's whole name.
    String host() {
        return label + "." + HostileWorld.DOMAIN;
    }
}
