package io.reconai.engine.ports;

/// What is in flight to one network (an IPv4 /24, an IPv6 /64): its hosts share lines and filters, so that many gentle
/// scans of neighbours add up. Owned by one event loop.
final class Network {

    private static final int MOST_IN_FLIGHT = 256;

    private int inFlight;

    boolean hasRoom() {
        return inFlight < MOST_IN_FLIGHT;
    }

    void begun() {
        inFlight++;
    }

    void ended() {
        inFlight--;
    }
}
