package io.reconai.engine.detectors;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Proof;
import io.reconai.engine.asset.Reliance;
import io.reconai.engine.web.VirtualHosting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// An alias that points away, and what was asked about where it leads.
///
/// @param owner the record's name: the host, or `*.` and the host
/// @param chain the names that the alias leads over, without the owner
/// @param outcome of the last of them
/// @param place of the chain in the evidence
/// @param own the requests for the host's start page, and one redirect within the host
/// @param strangers requests for a name that nobody has, at the same address
/// @param again what was answered of the last name when it was asked for by itself
record PointingRecord(
        String owner,
        List<String> chain,
        DnsOutcome outcome,
        String server,
        String place,
        List<Seen> own,
        List<Seen> strangers,
        List<Look> again) {

    /// A request and its place.
    record Seen(Exchange exchange, String place) {

        Proof body(String excerpt) {
            return new Proof(place + "/answer/body", excerpt);
        }

        Proof status() {
            return new Proof(place + "/answer/status", exchange.url() + " answered " + ServicePage.status(exchange));
        }
    }

    /// A look-up and its place.
    record Look(DnsLookup lookup, String place) {

        Proof outcome() {
            return new Proof(
                    place + "/outcome",
                    lookup.outcome() + " for " + lookup.name() + " from " + lookup.server()
                            + (lookup.authoritative() ? ", which is authoritative" : ""));
        }
    }

    /// The host's own alias; empty where there is none, or where the record is a wildcard's of the level above: that
    /// is judged once, there.
    static Optional<PointingRecord> of(Evidence evidence) {
        var name = evidence.host().value();
        return DnsFacts.of(evidence, name, "A")
                .flatMap(fact ->
                        pointing(evidence, name, fact.lookup(), "/dns/" + fact.index(), "", evidence.exchanges()))
                .or(() -> DnsFacts.of(evidence, name, "CNAME")
                        .filter(fact -> fact.lookup().outcome() == DnsOutcome.NOERROR)
                        .flatMap(alias -> halfway(evidence, name, alias)))
                .filter(record -> !isOfWildcard(evidence, record));
    }

    /// What a random name below the host leads to.
    static Optional<PointingRecord> ofWildcard(Evidence evidence) {
        return evidence.reliances()
                .flatMap(reliance -> Optional.ofNullable(reliance.wildcard()))
                .flatMap(look -> {
                    var place = "/reliance/wildcard";
                    return pointing(evidence, look.record(), look.lookup(), place + "/lookup", place, look.exchanges());
                });
    }

    /// @param above where the requests stand in the evidence
    private static Optional<PointingRecord> pointing(
            Evidence evidence, String owner, DnsLookup lookup, String place, String above, List<Exchange> exchanges) {
        var chain = lookup.cnameChain();
        if (chain.isEmpty() || isLoop(chain, lookup.name())) {
            return Optional.empty();
        }
        return Optional.of(new PointingRecord(
                owner,
                chain,
                lookup.outcome(),
                lookup.server(),
                place + "/cname_chain",
                pages(evidence, "root", above + "/exchanges/", exchanges),
                pages(evidence, VirtualHosting.BY_UNKNOWN_NAME, above + "/exchanges/", exchanges),
                again(evidence, chain.getLast())));
    }

    /// The alias is known, and the resolver failed on what it leads to.
    private static Optional<PointingRecord> halfway(Evidence evidence, String name, DnsFacts.Fact alias) {
        var addresses = DnsFacts.of(evidence, name, "A");
        var target =
                alias.data().stream().findFirst().flatMap(DomainName::parse).map(DomainName::value);
        if (addresses.isEmpty()
                || target.isEmpty()
                || addresses.get().lookup().outcome().isAnswer()) {
            return Optional.empty();
        }
        return Optional.of(new PointingRecord(
                name,
                List.of(target.get()),
                addresses.get().lookup().outcome(),
                addresses.get().lookup().server(),
                "/dns/" + alias.index() + "/answers",
                List.of(),
                List.of(),
                again(evidence, target.get())));
    }

    private static boolean isLoop(List<String> chain, String name) {
        return chain.contains(name) || new HashSet<>(chain).size() < chain.size();
    }

    private static boolean isOfWildcard(Evidence evidence, PointingRecord record) {
        return evidence.wildcards().stream()
                .filter(verdict -> !verdict.kept().isEmpty() && !verdict.kept().equals("parent"))
                .anyMatch(verdict -> verdict.answers().stream()
                        .flatMap(answer -> DomainName.parse(answer).stream())
                        .anyMatch(answer -> answer.value().equals(record.chain().getFirst())));
    }

    /// The start page's requests of one kind, with at most one redirect, which stays on the host.
    private static List<Seen> pages(Evidence evidence, String probe, String place, List<Exchange> exchanges) {
        var pages = new ArrayList<Seen>();
        for (var i = 0; i < exchanges.size(); i++) {
            var made = exchanges.get(i);
            var first = exchanges.get(made.chain() < exchanges.size() ? made.chain() : i);
            if (made.probe().equals(probe)
                    && made.hop() <= 1
                    && made.host().equals(first.host())
                    && (!place.equals("/exchanges/")
                            || !probe.equals("root")
                            || made.host().equals(evidence.host().value()))) {
                pages.add(new Seen(made, place + i));
            }
        }
        return pages;
    }

    private static List<Look> again(Evidence evidence, String target) {
        var asked = evidence.reliances().map(Reliance::targets).orElse(List.of());
        var looks = new ArrayList<Look>(0);
        for (var i = 0; i < asked.size(); i++) {
            if (asked.get(i).name().equals(target)) {
                looks.add(new Look(asked.get(i), "/reliance/targets/" + i));
            }
        }
        return looks;
    }

    /// The last name of the chain.
    String target() {
        return chain.getLast();
    }

    /// The names of the chain that are not the organisation's own.
    List<String> foreign(DomainName domain) {
        var foreign = new ArrayList<String>(chain.size());
        for (var link : chain) {
            if (DomainName.parse(link).filter(name -> !name.isAtOrBelow(domain)).isPresent()) {
                foreign.add(link);
            }
        }
        return foreign;
    }

    /// The record and where it leads.
    Proof pointing() {
        return new Proof(place, owner + " CNAME " + String.join(" CNAME ", chain) + ": " + outcome + " from " + server);
    }
}
