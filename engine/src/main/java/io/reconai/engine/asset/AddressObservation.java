package io.reconai.engine.asset;

/// An address of the host and whether we may talk to it.
///
/// @param blockedBy the address policy's rule that forbids it; empty when it is allowed
public record AddressObservation(String address, String blockedBy) {

    /// True when the address policy let us talk to it.
    public boolean isAllowed() {
        return blockedBy.isEmpty();
    }
}
