package io.reconai.engine.detectors;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds look-ups in evidence together with their place, which is what a proof needs.
final class DnsFacts {

    /// A look-up and its place.
    record Fact(int index, DnsLookup lookup) {

        /// Absence is proved; anything but an answer proves nothing.
        boolean isAbsent() {
            return lookup.outcome().provesAbsence();
        }

        /// Records are there.
        boolean isPresent() {
            return !lookup.answers().isEmpty();
        }

        /// A name server that answers and does not know the zone (RFC 1912 §2.8): it refuses, fails, refers
        /// upwards, or answers without authority. Silence is another fact.
        boolean isLame() {
            return switch (lookup.outcome()) {
                case NOERROR, NODATA, NXDOMAIN, REFERRAL, SERVFAIL, REFUSED -> !lookup.authoritative() || !isPresent();
                case FORMERR, NOTIMP, TIMEOUT, UNREACHABLE, BLOCKED -> false;
            };
        }

        List<String> data() {
            return lookup.data().toList();
        }

        /// The outcome as proof, for absence.
        Proof outcome() {
            return new Proof(
                    "/dns/" + index + "/outcome",
                    lookup.outcome() + " for " + lookup.name() + " " + lookup.type() + " from " + lookup.server());
        }

        /// The answer that holds this text as proof.
        Proof answer(String data) {
            var place = data().indexOf(data);
            return new Proof(
                    "/dns/" + index + "/answers/" + Math.max(0, place),
                    lookup.name() + " " + lookup.type() + " " + data);
        }
    }

    private DnsFacts() {}

    /// What the resolvers said of a name and type; empty when it was not asked.
    static Optional<Fact> of(Evidence evidence, String name, String type) {
        var dns = evidence.dns();
        for (var i = 0; i < dns.size(); i++) { // asked for so often that a stream would show
            var lookup = dns.get(i);
            if (lookup.isResolvers()
                    && lookup.type().equals(type)
                    && lookup.name().equals(name)) {
                return Optional.of(new Fact(i, lookup));
            }
        }
        return Optional.empty();
    }

    /// What the host's own name servers said directly, without recursion.
    static List<Fact> direct(Evidence evidence, String type) {
        var dns = evidence.dns();
        var direct = new ArrayList<Fact>(0);
        for (var i = 0; i < dns.size(); i++) {
            if (!dns.get(i).recursionDesired() && dns.get(i).type().equals(type)) {
                direct.add(new Fact(i, dns.get(i)));
            }
        }
        return direct;
    }

    /// The mail exchangers of the host, without a null MX (RFC 7505); empty when there is none or it is not known.
    static List<String> exchangers(Evidence evidence) {
        return exchangers(evidence, evidence.host().value());
    }

    /// The same of another name.
    static List<String> exchangers(Evidence evidence, String name) {
        var asked = of(evidence, name, "MX");
        if (asked.isEmpty()) {
            return List.of();
        }
        var targets = new ArrayList<String>(2);
        for (var answer : asked.get().lookup().answers()) {
            var target = answer.data().substring(answer.data().indexOf(' ') + 1);
            if (!target.equals(".")) {
                targets.add(target);
            }
        }
        return targets;
    }

    /// True when the host is known to be a domain that receives mail.
    static boolean isMailDomain(Evidence evidence) {
        return !exchangers(evidence).isEmpty();
    }

    /// True when the host is known not to receive mail: no MX, or a null MX.
    static boolean isParked(Evidence evidence) {
        var mx = of(evidence, evidence.host().value(), "MX");
        return mx.isPresent()
                && mx.get().lookup().outcome().isAnswer()
                && exchangers(evidence).isEmpty();
    }
}
