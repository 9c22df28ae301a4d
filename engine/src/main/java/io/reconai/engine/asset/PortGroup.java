package io.reconai.engine.asset;

/// The ports of one address that said the same and are not open, in short: most of a thousand ports are closed.
///
/// @param ports the numbers as ranges, such as `21-22,25,110`
/// @param reason what was seen; the policy's rule when blocked
public record PortGroup(String address, PortState state, String reason, String ports) {

    /// True when a port is one of the group.
    public boolean contains(int port) {
        for (var range : ports.split(",")) {
            var ends = range.split("-", 2);
            if (Integer.parseInt(ends[0]) <= port && port <= Integer.parseInt(ends[ends.length - 1])) {
                return true;
            }
        }
        return false;
    }
}
