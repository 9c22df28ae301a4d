package io.reconai.engine.net;

/// What the Dialer may do.
///
/// @param policy which addresses may be talked to
/// @param connectTo where to connect instead
/// @param connectionsPerSecond new connections over all hosts
/// @param connectionsPerAddress at one address at once; more looks like an attack and trips defences
public record DialerSettings(
        AddressPolicy policy, ConnectTo connectTo, int connectionsPerSecond, int connectionsPerAddress) {

    /// Public addresses only, 1,000 new connections a second, 8 at one address at once.
    public static DialerSettings defaults() {
        return new DialerSettings(AddressPolicy.publicOnly(), ConnectTo.none(), 1_000, 8);
    }
}
