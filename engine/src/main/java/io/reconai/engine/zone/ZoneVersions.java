package io.reconai.engine.zone;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.Evidence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The versions of a zone that its servers had when each of them was asked for its SOA.
///
/// Versions are compared among servers that name the same primary (MNAME) alone: a zone that two providers
/// keep each by itself, fed by a program, has two numbers that count different things.
public final class ZoneVersions {

    private static final String TYPE = "SOA";
    private static final int FIELDS = 7;

    /// What one server had.
    ///
    /// @param place in the list of look-ups
    /// @param server `ip:port`
    /// @param primary the zone's primary as it has it
    public record Held(int place, String server, String primary, SerialNumber serial) {

        /// True when the other has a later version of what this one has.
        public boolean isBehind(Held other) {
            return primary.equals(other.primary) && serial.isBefore(other.serial);
        }
    }

    /// A server that has not got in the second reading what another one had in the first.
    ///
    /// @param behind what it had in the second reading
    /// @param ahead what the other one had in the first
    /// @param later what the other one had in the second
    public record Lag(Held behind, Held ahead, Held later) {}

    private final List<Held> all;

    private ZoneVersions(List<Held> all) {
        this.all = all;
    }

    /// The questions for the zone's SOA that its own servers were asked, however they ended.
    public static Stream<DnsLookup> questions(List<DnsLookup> lookups, String zone) {
        return lookups.stream().filter(lookup -> isQuestion(lookup, zone));
    }

    /// What the servers said with authority, each the first time.
    public static ZoneVersions of(List<DnsLookup> lookups, String zone) {
        var held = new ArrayList<Held>();
        var servers = new HashSet<String>();
        for (var place = 0; place < lookups.size(); place++) {
            var said = held(lookups.get(place), place, zone);
            if (said.isPresent() && servers.add(said.get().server())) {
                held.add(said.get());
            }
        }
        return new ZoneVersions(List.copyOf(held));
    }

    /// The first reading of the host's zone.
    public static ZoneVersions first(Evidence evidence) {
        return of(evidence.dns(), evidence.host().value());
    }

    /// In the order in which they were asked.
    public List<Held> all() {
        return all;
    }

    /// True when one server is behind another.
    public boolean differ() {
        return all.stream().anyMatch(one -> all.stream().anyMatch(one::isBehind));
    }

    /// A server that lags: it was behind another one in this reading, and in the second one it is behind what
    /// the other one had in this, and still behind the other. Whoever is always a moment late, since the zone
    /// changes all the time, has caught up with that; servers that did not answer twice are not compared.
    public Optional<Lag> lag(ZoneVersions second) {
        return all.stream()
                .flatMap(slow -> all.stream().filter(slow::isBehind).flatMap(ahead -> lag(slow, ahead, second)))
                .findFirst();
    }

    private static Stream<Lag> lag(Held slow, Held ahead, ZoneVersions second) {
        var behind = second.at(slow.server());
        var later = second.at(ahead.server());
        return behind.isPresent()
                        && later.isPresent()
                        && behind.get().isBehind(ahead)
                        && behind.get().isBehind(later.get())
                ? Stream.of(new Lag(behind.get(), ahead, later.get()))
                : Stream.empty();
    }

    private Optional<Held> at(String server) {
        return all.stream().filter(held -> held.server().equals(server)).findFirst();
    }

    private static boolean isQuestion(DnsLookup lookup, String zone) {
        return !lookup.recursionDesired()
                && lookup.type().equals(TYPE)
                && lookup.name().equals(zone);
    }

    private static Optional<Held> held(DnsLookup lookup, int place, String zone) {
        if (!isQuestion(lookup, zone)
                || lookup.outcome() != DnsOutcome.NOERROR
                || !lookup.authoritative()
                || !lookup.cnameChain().isEmpty()
                || lookup.answers().size() != 1) {
            return Optional.empty();
        }
        var fields = lookup.answers().getFirst().data().split(" ", -1);
        return fields.length == FIELDS
                ? SerialNumber.parse(fields[2]).map(serial -> new Held(place, lookup.server(), fields[0], serial))
                : Optional.empty();
    }
}
