package io.reconai.engine.enrichment;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.BucketAnswer;
import io.reconai.engine.asset.Coverage;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.DomainStanding;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.PublicSuffixes;
import io.reconai.engine.asset.Reliance;
import io.reconai.engine.detectors.Detectors;
import io.reconai.engine.detectors.Probe;
import io.reconai.engine.discovery.Registration;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.http.HttpProber;
import io.reconai.engine.http.Origin;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.takeover.ReliedDomains;
import io.reconai.engine.takeover.Service;
import io.reconai.engine.takeover.Services;
import io.reconai.engine.web.VirtualHosting;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What is asked about things that a host relies on and that others hold.
///
/// Of a missing target that a service would hand out: a second opinion, and that of the zone's own servers. Of domains
/// that records and pages point at: whether they exist, and where they do not, what the registry says. Of a wildcard
/// that leads to a service: what a random name below it gets. Of buckets: what strangers may see. Of the scanned domain
/// itself, where others could claim the host's name: what its start page gives to such names. DNS in every mode, that
/// page beyond passive mode; registries, pages of others and buckets in active mode alone. One scan's; safe for use by
/// many threads.
final class RelianceQuestions {

    static final String PROBE = "reliance";

    private static final int MAX_DOMAINS = 24;
    private static final int MAX_SERVERS = 2;

    private final DnsClient dns;
    private final Registration registration;
    private final BucketQuestions buckets;
    private final Services services = Services.shipped();
    private final RandomGenerator random;
    private final DomainPage domainPage;
    private final Map<DomainName, DomainStanding> standings = new ConcurrentHashMap<>();

    RelianceQuestions(DnsClient dns, Registration registration, BucketQuestions buckets, RandomGenerator random) {
        this.dns = dns;
        this.registration = registration;
        this.buckets = buckets;
        this.random = random;
        domainPage = new DomainPage(dns, random);
    }

    /// Asks what is known to be worth asking of a domain before any evidence of its own host is there.
    void askAhead(DomainName domain, Deadline deadline) throws InterruptedException {
        buckets.askAhead(domain, deadline);
    }

    /// Asks what the evidence so far gives reason to ask.
    Evidence complete(Evidence evidence, Supplier<HttpProber> probers, Deadline deadline) throws InterruptedException {
        if (evidence.host().isAddress()) {
            return evidence;
        }
        var active = evidence.mode().includes(ScanMode.ACTIVE);
        var wildcard = wildcard(evidence, probers, active);
        var targets = new ArrayList<DnsLookup>();
        var own = evidence.lookup("A");
        if (own.isPresent()) {
            secondOpinion(evidence, own.get(), targets);
        }
        if (wildcard != null) {
            secondOpinion(evidence, wildcard.lookup(), targets);
        }
        var domains = domains(evidence, wildcard, active);
        var found = new Reliance(
                targets,
                domains,
                wildcard,
                active ? buckets.of(evidence, deadline) : List.<BucketAnswer>of(),
                List.of());
        var seen = with(evidence, found, active);
        return evidence.mode().includes(ScanMode.STANDARD) && Detectors.seesTakeover(seen)
                ? with(evidence, found.withDomainPages(domainPage.of(evidence.host(), probers, deadline)), active)
                : seen;
    }

    private static Evidence with(Evidence evidence, Reliance found, boolean active) {
        var detail = active ? "" : "DNS only: nobody else is asked in this mode";
        return evidence.toBuilder()
                .reliance(found, new Coverage(PROBE, Coverage.Result.OK, detail))
                .build();
    }

    /// Asks again for a target that is said not to exist, where anybody could make it exist.
    private void secondOpinion(Evidence evidence, DnsLookup lookup, List<DnsLookup> into) throws InterruptedException {
        if (lookup.outcome() != DnsOutcome.NXDOMAIN || lookup.cnameChain().isEmpty()) {
            return;
        }
        var target = lookup.cnameChain().getLast();
        var claimable = services.match(target)
                .map(Services.Match::service)
                .filter(service -> service.missing() && service.status() != Service.Status.NO);
        if (claimable.isEmpty() || into.stream().anyMatch(known -> known.name().equals(target))) {
            return;
        }
        into.add(dns.ask(new DnsQuestion(target, RecordType.A)));
        if (evidence.mode().includes(ScanMode.STANDARD)) {
            for (var server : serversOf(lookup)) {
                var said = dns.askServer(server, new DnsQuestion(target, RecordType.A));
                if (said.outcome().isAnswer()) {
                    into.add(said);
                }
            }
        }
    }

    /// The addresses of the zone's own servers; which zone it is, the denial says (RFC 2308 §2.1).
    private List<InetAddress> serversOf(DnsLookup denial) throws InterruptedException {
        var zone = denial.authority().stream()
                .filter(record -> record.type().equals("SOA"))
                .flatMap(record -> DomainName.parse(record.name()).stream())
                .findFirst();
        var servers = new ArrayList<InetAddress>();
        if (zone.isEmpty()) {
            return servers;
        }
        for (var name :
                dns.ask(new DnsQuestion(zone.get(), RecordType.NS)).data().toList()) {
            if (servers.size() < MAX_SERVERS && DomainName.parse(name).isPresent()) {
                dns.ask(new DnsQuestion(DomainName.parse(name).get(), RecordType.A))
                        .data()
                        .flatMap(text -> IpAddresses.parse(text).stream())
                        .findFirst()
                        .ifPresent(servers::add);
            }
        }
        return servers;
    }

    private List<DomainStanding> domains(Evidence evidence, Reliance.@Nullable WildcardLook wildcard, boolean active)
            throws InterruptedException {
        var names = new ArrayList<DomainName>();
        ReliedDomains.of(evidence).forEach(relied -> names.add(relied.name()));
        if (wildcard != null) {
            wildcard.lookup().cnameChain().forEach(link -> DomainName.parse(link)
                    .ifPresent(names::add));
        }
        var asked = names.stream()
                .flatMap(name -> PublicSuffixes.soldByRegistry(name).stream())
                .filter(domain -> !evidence.host().domain().isAtOrBelow(domain))
                .distinct()
                .limit(MAX_DOMAINS)
                .toList();
        var doubtful = new ArrayList<DomainStanding>();
        for (var domain : asked) {
            var standing = standing(domain, active);
            if (!exists(standing.first()) && !exists(standing.second())) {
                doubtful.add(standing);
            }
        }
        return doubtful;
    }

    private DomainStanding standing(DomainName domain, boolean active) throws InterruptedException {
        var known = standings.get(domain);
        if (known != null) {
            return known;
        }
        var first = dns.ask(new DnsQuestion(domain, RecordType.NS));
        var second = exists(first.outcome()) ? first : dns.ask(new DnsQuestion(domain, RecordType.NS));
        var word = active && !exists(second.outcome()) ? registration.standing(domain) : Registration.Word.unasked();
        var standing = new DomainStanding(
                domain.value(),
                first.outcome(),
                second.outcome(),
                List.of(first.server(), second.server()),
                word.registry(),
                word.status());
        standings.put(domain, standing);
        return standing;
    }

    private static boolean exists(DnsOutcome outcome) {
        return outcome == DnsOutcome.NOERROR || outcome == DnsOutcome.NODATA;
    }

    /// What a random name below the host leads to, where an alias to others stands there.
    private Reliance.@Nullable WildcardLook wildcard(Evidence evidence, Supplier<HttpProber> probers, boolean active)
            throws InterruptedException {
        var verdict = evidence.wildcards().stream()
                .filter(below -> below.kept().equals("parent"))
                .filter(below -> below.answers().stream().anyMatch(answer -> isForeign(evidence, answer)))
                .findFirst();
        var name = verdict.flatMap(below -> below.probes().stream().findFirst()).flatMap(DomainName::parse);
        if (verdict.isEmpty() || name.isEmpty()) {
            return null;
        }
        var lookup = dns.ask(new DnsQuestion(name.get(), RecordType.A));
        if (lookup.cnameChain().isEmpty()) {
            return null;
        }
        var prober = probers.get();
        var address =
                lookup.data().flatMap(text -> IpAddresses.parse(text).stream()).findFirst();
        var page = lookup.cnameChain().stream()
                .flatMap(link -> services.match(link).stream())
                .anyMatch(match -> match.service().isAskedByPage());
        if (active && page && address.isPresent()) {
            ask(prober, Host.of(name.get(), evidence.host().domain()), address.get());
        }
        return new Reliance.WildcardLook("*." + verdict.get().parent(), lookup, prober.exchanges());
    }

    private void ask(HttpProber prober, Host host, InetAddress address) throws InterruptedException {
        for (var scheme : List.of("http", "https")) {
            if (prober.root("root", Origin.of(scheme, host), address)) {
                var unknown = new DomainName("reconai-" + Long.toString(random.nextLong(1L << 60), 36) + ".invalid");
                prober.paths(
                        Origin.of(scheme, Host.of(unknown, host.domain())),
                        address,
                        List.of(new Probe(VirtualHosting.BY_UNKNOWN_NAME, "/")),
                        random);
            }
        }
    }

    private static boolean isForeign(Evidence evidence, String answer) {
        return IpAddresses.parse(answer).isEmpty()
                && answer.indexOf(' ') < 0
                && Optional.of(answer)
                        .flatMap(DomainName::parse)
                        .filter(name -> !name.isAtOrBelow(evidence.host().domain()))
                        .isPresent();
    }
}
