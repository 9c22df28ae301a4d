package io.reconai.engine.takeover;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Workings;
import io.reconai.engine.mail.DkimSelectors;
import io.reconai.engine.mail.DmarcRecord;
import io.reconai.engine.mail.SpfTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The names of others that a host relies on: what its records and its page point at.
///
/// A pure function of evidence, used twice: to know what to ask, and to judge what was answered.
public final class ReliedDomains {

    /// How a host relies on a name.
    public enum Way {
        ALIAS,
        MAIL,
        SENDER,
        NAME_SERVER,
        SIGNER,
        REPORTS,
        SCRIPT,
        PART
    }

    /// A name of somebody else's.
    ///
    /// @param said the record's data or the address in the page
    /// @param place of it in the evidence
    public record Relied(DomainName name, Way way, String said, String place) {}

    private static final Set<String> REFERRING = Set.of("include", "redirect", "a", "mx");

    private ReliedDomains() {}

    /// All of them, those that matter most first.
    public static List<Relied> of(Evidence evidence) {
        return Workings.once(All.class, evidence, () -> new All(find(evidence))).relied();
    }

    private record All(List<Relied> relied) {}

    private static List<Relied> find(Evidence evidence) {
        var found = new ArrayList<Relied>();
        for (var i = 0; i < evidence.dns().size(); i++) {
            var lookup = evidence.dns().get(i);
            var isOfHost = lookup.name().equals(evidence.host().value());
            var isText = lookup.type().equals("TXT");
            if (!isOfHost && !isText) {
                continue;
            }
            var place = "/dns/" + i;
            if (isOfHost) {
                ofHost(lookup, place, found);
                delegated(lookup, place, found);
            }
            if (isText) {
                senders(lookup, place, found);
                signer(evidence, lookup, place, found);
                reports(evidence, lookup, place, found);
            }
        }
        parts(evidence, found);
        found.removeIf(relied -> relied.name().isAtOrBelow(evidence.host().domain()));
        return List.copyOf(found);
    }

    private static void ofHost(DnsLookup lookup, String place, List<Relied> found) {
        if (lookup.type().equals("A")) {
            for (var i = 0; i < lookup.cnameChain().size(); i++) {
                add(found, lookup.cnameChain().get(i), Way.ALIAS, "CNAME", place + "/cname_chain/" + i);
            }
        }
        for (var i = 0; i < lookup.answers().size(); i++) {
            var data = lookup.answers().get(i).data();
            var at = place + "/answers/" + i;
            switch (lookup.type()) {
                case "MX" -> add(found, data.substring(data.indexOf(' ') + 1), Way.MAIL, "MX " + data, at);
                case "NS" -> add(found, data, Way.NAME_SERVER, "NS " + data, at);
                default -> {}
            }
        }
    }

    /// Name servers of the host as a zone, of which only its parent tells where none of them answers.
    private static void delegated(DnsLookup lookup, String place, List<Relied> found) {
        if (lookup.outcome() != DnsOutcome.REFERRAL) {
            return;
        }
        for (var i = 0; i < lookup.authority().size(); i++) {
            var record = lookup.authority().get(i);
            if (record.type().equals("NS") && record.name().equals(lookup.name())) {
                add(found, record.data(), Way.NAME_SERVER, "NS " + record.data(), place + "/authority/" + i);
            }
        }
    }

    /// What SPF records refer to, the host's own and those that are included.
    private static void senders(DnsLookup lookup, String place, List<Relied> found) {
        for (var i = 0; i < lookup.answers().size(); i++) {
            var text = lookup.answers().get(i).data();
            var owner = SpfTerms.isSpf(text) ? DomainName.parse(lookup.name()) : Optional.<DomainName>empty();
            if (owner.isEmpty()) {
                continue;
            }
            for (var term : SpfTerms.parse(text).terms()) {
                var target = REFERRING.contains(term.name()) ? term.target(owner.get()) : Optional.<DomainName>empty();
                var at = place + "/answers/" + i;
                target.filter(name -> !name.equals(owner.get()))
                        .ifPresent(name -> found.add(new Relied(
                                name,
                                Way.SENDER,
                                term.name() + ":" + name + " in the SPF record of " + owner.get(),
                                at)));
            }
        }
    }

    /// Whose key a DKIM selector's alias leads to, where nothing is there.
    private static void signer(Evidence evidence, DnsLookup lookup, String place, List<Relied> found) {
        var chain = lookup.cnameChain();
        if (lookup.outcome() == DnsOutcome.NXDOMAIN
                && !chain.isEmpty()
                && DkimSelectors.isKey(lookup.name(), evidence.host().domain())) {
            add(found, chain.getLast(), Way.SIGNER, "CNAME", place + "/cname_chain/" + (chain.size() - 1));
        }
    }

    /// Who receives the domain's DMARC reports.
    private static void reports(Evidence evidence, DnsLookup lookup, String place, List<Relied> found) {
        if (lookup.answers().isEmpty()
                || !lookup.name().equals("_dmarc." + evidence.host().value())) {
            return;
        }
        for (var i = 0; i < lookup.answers().size(); i++) {
            var text = lookup.answers().get(i).data();
            if (DmarcRecord.isDmarc(text)) {
                var at = place + "/answers/" + i;
                DmarcRecord.parse(text)
                        .reportHosts()
                        .forEach(host -> found.add(new Relied(host, Way.REPORTS, "reports to " + host, at)));
            }
        }
    }

    private static void parts(Evidence evidence, List<Relied> found) {
        var parts = EmbeddedHosts.of(evidence);
        if (parts.isEmpty()) {
            return;
        }
        var page = evidence.page().orElseThrow(); // whose parts they are
        var place = "/exchanges/" + evidence.exchanges().indexOf(page) + "/answer/body";
        for (var part : parts) {
            var way = part.part() == EmbeddedHosts.Part.SCRIPT ? Way.SCRIPT : Way.PART;
            found.add(new Relied(part.host(), way, "the page loads " + part.url(), place));
        }
    }

    private static void add(List<Relied> found, String target, Way way, String said, String place) {
        DomainName.parse(target).ifPresent(name -> found.add(new Relied(name, way, said, place)));
    }
}
