package io.reconai.engine.enrichment;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.asset.Scope;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.enrichment.ServerQuestion.Way;
import io.reconai.engine.mail.BimiRecord;
import io.reconai.engine.mail.DkimSelectors;
import io.reconai.engine.mail.DmarcRecord;
import io.reconai.engine.mail.SoaKeeper;
import io.reconai.engine.mail.SpfTerms;
import io.reconai.engine.mail.TlsaRecord;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which DNS questions a host is worth, beyond its addresses.
///
/// Every host: alias, mail exchangers, text, service binding; of a zone that resolvers fail at, its servers.
/// The scanned domain alone: its name servers, SOA, CAA, DNSSEC, and all that mail checks need (they judge the
/// organisation's domain, never every host).
final class ZoneQuestions {

    /// SPF allows ten look-ups (RFC 7208 §4.6.4); a few more show by how much a record is over.
    private static final int MAX_SPF_QUESTIONS = 24;

    private static final List<RecordType> HOST =
            List.of(RecordType.A, RecordType.AAAA, RecordType.CNAME, RecordType.MX, RecordType.TXT, RecordType.HTTPS);
    private static final List<RecordType> ZONE = List.of(
            RecordType.A,
            RecordType.AAAA,
            RecordType.CNAME,
            RecordType.MX,
            RecordType.TXT,
            RecordType.HTTPS,
            RecordType.NS,
            RecordType.SOA,
            RecordType.CAA,
            RecordType.DNSKEY,
            RecordType.DS,
            RecordType.NSEC3PARAM,
            RecordType.NSEC,
            RecordType.SPF);

    private static final List<RecordType> OF_SERVER = List.of(RecordType.CNAME, RecordType.A, RecordType.AAAA);

    private static final Set<DnsOutcome> SILENCE = EnumSet.of(DnsOutcome.TIMEOUT, DnsOutcome.UNREACHABLE);

    /// Names of others that exist for everybody.
    private static final List<DomainName> FOREIGN =
            List.of(new DomainName("a.root-servers.net"), new DomainName("example.com"));

    private static final int MAX_REPORT_HOSTS = 4;
    private static final int RESOLVERS_TO_AGREE = 2;
    private static final int MAX_SERVERS = 8;
    private static final int MAX_ADDRESSES = 2;

    private final HostLookups lookups;
    private final DomainName name;
    private final Scope scope;
    private final RandomGenerator random;

    /// @param scope name servers that it excludes are not asked themselves
    ZoneQuestions(HostLookups lookups, DomainName name, Scope scope, RandomGenerator random) {
        this.lookups = lookups;
        this.name = name;
        this.scope = scope;
        this.random = random;
    }

    void ask(boolean apex, ScanMode mode) throws InterruptedException {
        lookups.askTogether(name, apex ? ZONE : HOST);
        askServers(lookups.delegated(name), mode);
        if (apex) {
            var servers = askServers(targets(RecordType.NS, ""), mode);
            askUnchecked();
            askFurther(servers, mode);
            askForSignatures(servers);
            if (mode.includes(ScanMode.STANDARD)) {
                askParent();
            }
            askForKeeper();
            askMail();
        }
    }

    /// Where the zone's servers are, as resolvers have it, each address once; known once the zone was asked about.
    List<InetAddress> serverAddresses() throws InterruptedException {
        var addresses = new LinkedHashSet<InetAddress>();
        for (var server : targets(RecordType.NS, "")) {
            addresses.addAll(lookups.addresses(server));
        }
        return List.copyOf(addresses);
    }

    /// Whether mail reaches the zone's keeper.
    private void askForKeeper() throws InterruptedException {
        var keeper = lookups.ask(name, RecordType.SOA)
                .data()
                .map(data -> data.split(" ", -1))
                .filter(fields -> fields.length == 7)
                .flatMap(fields -> SoaKeeper.domain(fields[1]).stream())
                .findFirst();
        if (keeper.isPresent()
                && lookups.ask(keeper.get(), RecordType.MX).outcome().provesAbsence()) {
            lookups.addresses(keeper.get());
        }
    }

    /// The servers' names and addresses, and what each server says itself. The answer holds those that know the zone.
    private List<InetAddress> askServers(List<DomainName> servers, ScanMode mode) throws InterruptedException {
        var some = servers.stream().limit(MAX_SERVERS).toList();
        lookups.askTogether(some.stream()
                .flatMap(server -> OF_SERVER.stream().map(type -> new DnsQuestion(server, type)))
                .toList());
        var addresses = new LinkedHashSet<InetAddress>();
        for (var server : some) {
            if (mode.includes(ScanMode.STANDARD) && !scope.excludes(server)) {
                lookups.addresses(server).stream().limit(MAX_ADDRESSES).forEach(addresses::add);
            }
        }
        var all = List.copyOf(addresses);
        var answers = lookups.askServers(toEach(all, new DnsQuestion(name, RecordType.SOA), Way.DATAGRAM));
        if (mode.includes(ScanMode.ACTIVE)) {
            askToResolve(all);
        }
        return those(
                all, answers, said -> said.authoritative() && !said.answers().isEmpty());
    }

    /// Whether servers resolve names for strangers; the second name only where the first was resolved.
    private void askToResolve(List<InetAddress> servers) throws InterruptedException {
        var left = servers;
        for (var foreign : FOREIGN) {
            if (foreign.isAtOrBelow(name)) {
                return;
            }
            var answers = lookups.askServers(toEach(left, new DnsQuestion(foreign, RecordType.A), Way.RESOLVE));
            left = those(left, answers, said -> !said.answers().isEmpty());
        }
    }

    /// Whether the zone's servers can be asked over TCP, where they name the zone's servers; and, in active
    /// mode, which programs they are. What failed over TCP is tried once more, unless all failed: then the way
    /// there is shut.
    private void askFurther(List<InetAddress> servers, ScanMode mode) throws InterruptedException {
        var question = new DnsQuestion(name, RecordType.NS);
        var wanted = new ArrayList<>(toEach(servers, question, Way.CONNECTION));
        if (mode.includes(ScanMode.ACTIVE)) {
            wanted.addAll(toEach(servers, DnsQuestion.version(), Way.DATAGRAM));
        }
        var answers = lookups.askServers(wanted);
        var failed = those(servers, answers, said -> SILENCE.contains(said.outcome()));
        if (failed.size() < servers.size()) {
            lookups.askServers(toEach(failed, question, Way.CONNECTION));
        }
    }

    /// Whether it is for its signatures that resolvers fail at a zone that its parent vouches for: two of them
    /// with and without checking, and once more with it.
    private void askUnchecked() throws InterruptedException {
        if (lookups.ask(name, RecordType.SOA).outcome() != DnsOutcome.SERVFAIL
                || lookups.ask(name, RecordType.DS).answers().isEmpty()) {
            return;
        }
        var checked = new DnsQuestion(name, RecordType.SOA);
        for (var question : List.of(checked, DnsQuestion.unchecked(name, RecordType.SOA), checked)) {
            lookups.askEachResolver(question, RESOLVERS_TO_AGREE);
        }
    }

    /// The signatures of a zone that its parent vouches for, as one of its servers has them.
    private void askForSignatures(List<InetAddress> servers) throws InterruptedException {
        if (!servers.isEmpty() && !lookups.ask(name, RecordType.DS).answers().isEmpty()) {
            lookups.askServers(Stream.of(RecordType.SOA, RecordType.DNSKEY)
                    .map(signed ->
                            new ServerQuestion(servers.getFirst(), DnsQuestion.signatures(name, signed), Way.DATAGRAM))
                    .toList());
        }
    }

    /// Which servers the parent refers to; one of its own is enough to know.
    private void askParent() throws InterruptedException {
        var parent = name.parent();
        if (parent.isEmpty()) {
            return;
        }
        var server = lookups.ask(parent.get(), RecordType.NS)
                .data()
                .flatMap(text -> DomainName.parse(text).stream())
                .filter(one -> !scope.excludes(one))
                .findFirst();
        var addresses = server.isPresent() ? lookups.addresses(server.get()) : List.<InetAddress>of();
        lookups.askServers(
                toEach(addresses.stream().limit(1).toList(), new DnsQuestion(name, RecordType.NS), Way.DATAGRAM));
    }

    /// The servers whose answers, in their order, are so.
    private static List<InetAddress> those(
            List<InetAddress> servers, List<DnsLookup> answers, Predicate<DnsLookup> are) {
        return IntStream.range(0, servers.size())
                .filter(at -> are.test(answers.get(at)))
                .mapToObj(servers::get)
                .toList();
    }

    private static List<ServerQuestion> toEach(List<InetAddress> servers, DnsQuestion question, Way way) {
        return servers.stream()
                .map(server -> new ServerQuestion(server, question, way))
                .toList();
    }

    private void askMail() throws InterruptedException {
        for (var label : List.of("_dmarc", "_mta-sts", "_smtp._tls", BimiRecord.LABEL)) {
            var child = name.child(label);
            if (child.isPresent()) {
                lookups.ask(child.get(), RecordType.TXT);
            }
        }
        askForConsent();
        var exchangers = targets(RecordType.MX, " ");
        for (var exchanger : exchangers) {
            lookups.ask(exchanger, RecordType.CNAME);
            lookups.addresses(exchanger);
            askDane(exchanger);
        }
        followSpf(name, new HashSet<>());
        if (!exchangers.isEmpty()) {
            askKeys();
        }
    }

    /// Which certificates an exchanger may show (RFC 7672), and whether its zone is signed, without which that
    /// is void.
    private void askDane(DomainName exchanger) throws InterruptedException {
        var service = DomainName.parse(TlsaRecord.MAIL + exchanger);
        if (service.isEmpty()
                || lookups.ask(service.get(), RecordType.TLSA).answers().isEmpty()) {
            return;
        }
        var zone = PublicSuffixes.registrable(exchanger);
        if (zone.isPresent()) {
            lookups.ask(zone.get(), RecordType.DS);
        }
    }

    /// Whether those to whom DMARC reports go take them (RFC 9990 §4).
    private void askForConsent() throws InterruptedException {
        var policy = name.child("_dmarc");
        if (policy.isEmpty()) {
            return;
        }
        var hosts = lookups.ask(policy.get(), RecordType.TXT)
                .data()
                .filter(DmarcRecord::isDmarc)
                .flatMap(text -> DmarcRecord.parse(text).reportHosts().stream())
                .filter(host -> !host.isAtOrBelow(name))
                .limit(MAX_REPORT_HOSTS)
                .toList();
        for (var host : hosts) {
            var consent = DmarcRecord.consent(name, host);
            if (consent.isPresent()) {
                lookups.ask(consent.get(), RecordType.TXT);
            }
        }
    }

    /// DKIM keys under the usual selectors, and under one that nobody has, which shows a wildcard; and whether
    /// there is anything at all where keys are.
    private void askKeys() throws InterruptedException {
        var names = new ArrayList<>(DkimSelectors.of(name));
        DkimSelectors.of(name, DkimSelectors.unheardOf(random)).ifPresent(names::add);
        DkimSelectors.parent(name).ifPresent(names::add);
        lookups.askTogether(
                names.stream().map(key -> new DnsQuestion(key, RecordType.TXT)).toList());
    }

    /// Asks what an SPF record refers to, and what that refers to, within bounds and without loops.
    private void followSpf(DomainName domain, Set<DomainName> visited) throws InterruptedException {
        if (visited.size() >= MAX_SPF_QUESTIONS || !visited.add(domain)) {
            return;
        }
        var records = lookups.ask(domain, RecordType.TXT)
                .data()
                .filter(SpfTerms::isSpf)
                .toList();
        if (records.size() != 1) {
            return;
        }
        for (var term : SpfTerms.parse(records.getFirst()).terms()) {
            var target = term.target(domain);
            if (target.isEmpty() || visited.size() >= MAX_SPF_QUESTIONS) {
                continue;
            }
            switch (term.name()) {
                case "include", "redirect" -> followSpf(target.get(), visited);
                case "a" -> lookups.addresses(target.get());
                case "exists" -> lookups.ask(target.get(), RecordType.A);
                case "mx" -> lookups.ask(target.get(), RecordType.MX);
                default -> {}
            }
        }
    }

    /// The names that records of the host point at.
    private List<DomainName> targets(RecordType type, String separator) throws InterruptedException {
        DnsLookup lookup = lookups.ask(name, type);
        return lookup.data()
                .map(data -> separator.isEmpty() ? data : data.substring(data.indexOf(separator) + 1))
                .flatMap(target -> DomainName.parse(target).stream())
                .distinct()
                .limit(MAX_SERVERS)
                .toList();
    }
}
