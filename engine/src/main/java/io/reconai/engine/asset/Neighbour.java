package io.reconai.engine.asset;

/// What another host of the same scan showed that makes things worse for this one.
///
/// @param host the other
/// @param check that has a finding there, such as `takeover.cname`
/// @param location of that finding
public record Neighbour(String host, String check, String location) implements Comparable<Neighbour> {

    @Override
    public int compareTo(Neighbour other) {
        var byHost = host.compareTo(other.host);
        var byCheck = byHost != 0 ? byHost : check.compareTo(other.check);
        return byCheck != 0 ? byCheck : location.compareTo(other.location);
    }
}
