package io.reconai.engine.report;

import io.reconai.engine.asset.Finding;
import java.util.TreeSet;

/// Findings of one check for one cause: the first hosts by name, an example of the first of them, and how many there
/// are.
final class SameCause {

    /// Named in a report; the machine-readable formats name all.
    private static final int MAX_HOSTS = 12;

    private final Cause cause;
    private final TreeSet<String> hosts = new TreeSet<>();
    private Example example;
    private long count;

    private record Example(String host, String location, String excerpt) {

        static Example of(Finding finding) {
            return new Example(
                    Overview.bounded(finding.asset()),
                    Overview.bounded(finding.location()),
                    Overview.bounded(finding.evidence().getFirst().excerpt()));
        }

        boolean isBefore(Example other) {
            return host.compareTo(other.host) < 0;
        }
    }

    /// Of a first finding, which is still to be added.
    SameCause(Cause cause, Finding first) {
        this.cause = cause;
        example = Example.of(first);
    }

    void add(Finding finding) {
        count++;
        var next = Example.of(finding);
        if (next.isBefore(example)) {
            example = next;
        }
        hosts.add(next.host());
        if (hosts.size() > MAX_HOSTS) {
            hosts.pollLast();
        }
    }

    Overview.Place place() {
        var named = String.join(", ", hosts);
        var more = count - hosts.size();
        return new Overview.Place(
                cause.severity(),
                more > 0 ? named + " and " + more + " more" : named,
                example.location(),
                example.excerpt(),
                cause.confidence(),
                count);
    }
}
