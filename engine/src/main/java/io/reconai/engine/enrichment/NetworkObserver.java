package io.reconai.engine.enrichment;

import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanRequest;
import io.reconai.engine.asset.AddressObservation;
import io.reconai.engine.asset.Announcement;
import io.reconai.engine.asset.BreachHistory;
import io.reconai.engine.asset.Coverage;
import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Scope;
import io.reconai.engine.asset.Screenshot;
import io.reconai.engine.asset.TlsObservation;
import io.reconai.engine.asset.WildcardVerdict;
import io.reconai.engine.asset.ZoneTransferAttempt;
import io.reconai.engine.discovery.Registration;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.dns.ReverseName;
import io.reconai.engine.dns.WildcardFilter;
import io.reconai.engine.dns.ZoneTransfers;
import io.reconai.engine.http.Connections;
import io.reconai.engine.http.HttpProber;
import io.reconai.engine.mail.BimiRecord;
import io.reconai.engine.mail.MtaStsPolicy;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.ports.PortScanner;
import io.reconai.engine.screenshots.Screenshots;
import io.reconai.engine.services.DatagramExplorer;
import io.reconai.engine.services.HttpAccess;
import io.reconai.engine.services.ServiceExplorer;
import io.reconai.engine.tls.TlsInspector;
import io.reconai.engine.tls.TlsSurveyor;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks at hosts over the network, as far as the scan's mode allows.
///
/// DNS first, since it says where the host is; then the ports of the web, and TLS and HTTP on them beside the
/// other ports; then what speaks on those. A host gets 60 s in all. Safe for use by many threads.
public final class NetworkObserver implements HostObserver {

    private static final Duration TIME_PER_HOST = Duration.ofSeconds(60);

    private static final String SCREENSHOT = "screenshot";

    /// More addresses than this are listed and not probed.
    private static final int MAX_ADDRESSES = 8;

    private final Scope scope;
    private final DnsClient dns;
    private final Dialer dialer;
    private final WildcardFilter wildcards;
    private final PortScanner portScanner;
    private final ServiceExplorer explorer;
    private final HttpAccess access = new HttpAccess();
    private final DatagramExplorer datagramExplorer;
    private final TlsInspector tlsInspector;
    private final TlsSurveyor tlsSurveyor;
    private final ZoneTransfers zoneTransfers;
    private final Announcements announcements;
    private final Geography geography;
    private final Registration registration;
    private final RelianceQuestions relianceQuestions;
    private final Optional<Screenshots> screenshots;
    private final Breaches breaches;
    private final SoaRereadings rereadings;
    private final String userAgent;
    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();

    public NetworkObserver(
            Scope scope,
            DnsClient dns,
            Dialer dialer,
            WildcardFilter wildcards,
            PortScanner portScanner,
            TlsInspector tlsInspector,
            ZoneTransfers zoneTransfers,
            Announcements announcements,
            Geography geography,
            Registration registration,
            BucketQuestions buckets,
            Optional<Screenshots> screenshots,
            Breaches breaches,
            SoaRereadings rereadings,
            String userAgent,
            Clock clock) {
        this.scope = scope;
        this.dns = dns;
        this.dialer = dialer;
        this.wildcards = wildcards;
        this.portScanner = portScanner;
        explorer = new ServiceExplorer(dialer, userAgent);
        datagramExplorer = new DatagramExplorer(dialer, random);
        this.tlsInspector = tlsInspector;
        tlsSurveyor = new TlsSurveyor(dialer);
        this.zoneTransfers = zoneTransfers;
        this.announcements = announcements;
        this.geography = geography;
        this.registration = registration;
        relianceQuestions = new RelianceQuestions(dns, registration, buckets, random);
        this.screenshots = screenshots;
        this.breaches = breaches;
        this.rereadings = rereadings;
        this.userAgent = userAgent;
        this.clock = clock;
    }

    @Override
    public Evidence observe(ScanRequest request, Host host, DiscoveryStep step, NameResolution.Real resolution)
            throws InterruptedException {
        var deadline = Deadline.in(TIME_PER_HOST);
        var observedAt = clock.instant();
        var coverage = new CoverageList();
        var lookups = new HostLookups(dns, resolution.lookups());
        var addresses = addresses(request, host, lookups);
        var servers = new NameServerNetworks(nameServers(host, lookups), this::network);
        coverage.ok("dns");
        var known = new ArrayList<AddressObservation>();
        for (var address : addresses) {
            known.add(observe(address, lookups));
        }
        var probed = addresses.stream()
                .filter(address -> dialer.forbids(address).isEmpty())
                .limit(MAX_ADDRESSES)
                .toList();
        var ports = new HostPorts(portScanner, explorer, tlsInspector, dialer, host, random, deadline);
        var datagrams = new HostDatagrams(datagramExplorer, deadline);
        var tls = new HostTls(tlsInspector, tlsSurveyor, request.mode(), deadline);
        var transfers = new ArrayList<ZoneTransferAttempt>();
        var connections = new Connections(dialer, tlsInspector, userAgent, deadline);
        Supplier<HttpProber> probers = () -> new HttpProber(connections, lookups::addresses, scope, clock, deadline);
        try (var web = new HostWeb(host, connections, probers)) {
            Work looking = () -> {
                if (request.mode().includes(ScanMode.STANDARD)) {
                    ports.scanWeb(probed, addresses, request);
                    askMailPolicy(host, lookups, web);
                    askForLogo(request, host, lookups, web);
                    besides(
                            () -> datagrams.ask(probed, request),
                            () -> talk(request, host, probed, addresses, ports, web, tls, coverage));
                } else {
                    coverage.notAllowed("port_scan", "tls", "http");
                }
                datagrams.cover(request, coverage);
                transferZone(request, host, transfers, coverage);
            };
            var history = askAboutDomain(request, host, deadline, coverage, servers, looking);
            ExchangerQuestions.ask(lookups, host, tls.started());
            var seen = Evidence.builder(request.scanId(), request.mode(), host, observedAt)
                    .path(List.of(step))
                    .dns(lookups.all())
                    .addresses(known)
                    .ports(Stream.concat(ports.open().stream(), datagrams.answered().stream())
                            .toList())
                    .otherPorts(ports.others())
                    .tls(tls.with(handshakes(web, ports, tls)))
                    .exchanges(KeptExchanges.of(web.exchanges()))
                    .zoneTransfers(transfers)
                    .wildcards(verdicts(host, resolution, request))
                    .registration(host.isApex() ? registration.domain().orElse(null) : null)
                    .breachHistory(history.orElse(null))
                    .coverage(coverage.list())
                    .nameServerNetworks(servers.found())
                    .build();
            var evidence = relianceQuestions.complete(seen, probers, deadline);
            return screenshots.isEmpty() ? evidence : pictured(screenshots.get(), evidence, lookups);
        }
    }

    /// The evidence with a picture of the host's own start page, where it has one.
    private Evidence pictured(Screenshots pictures, Evidence evidence, HostLookups lookups)
            throws InterruptedException {
        if (!evidence.mode().includes(ScanMode.STANDARD)) {
            return pictured(evidence, null, Coverage.Result.NOT_ALLOWED, "not in this mode");
        }
        if (!pictures.hasBrowser()) {
            return pictured(evidence, null, Coverage.Result.NOT_CONFIGURED, "no Chromium was found");
        }
        var page = evidence.page()
                .filter(made -> made.host().equals(evidence.host().value()))
                .filter(made -> made.answered().filter(HttpAnswer::isHtml).isPresent());
        if (page.isEmpty() || evidence.host().isAddress()) {
            return pictured(evidence, null, Coverage.Result.NOT_APPLICABLE, "no page");
        }
        var made = pictures.take(evidence.host(), page.get().uri(), scope, lookups::addresses);
        var result = made.picture() == null ? Coverage.Result.FAILED : Coverage.Result.OK;
        return pictured(evidence, made.picture(), result, made.problem());
    }

    private static Evidence pictured(
            Evidence evidence, @Nullable Screenshot picture, Coverage.Result result, String detail) {
        return evidence.toBuilder()
                .screenshot(picture, new Coverage(SCREENSHOT, result, detail))
                .build();
    }

    /// What leaked, what others hold under its name and where its name servers are is a matter of the domain, not
    /// of each host; it is asked for while the host is looked at.
    private Optional<BreachHistory> askAboutDomain(
            ScanRequest request,
            Host host,
            Deadline deadline,
            CoverageList coverage,
            NameServerNetworks servers,
            Work looking)
            throws InterruptedException {
        if (!host.isApex()) {
            looking.run();
            coverage.notApplicable(Breaches.PROBE);
            return Optional.empty();
        }
        Work askingAhead = () -> {
            if (request.mode().includes(ScanMode.ACTIVE)) {
                relianceQuestions.askAhead(host.name(), deadline);
            }
        };
        besides(() -> besides(breaches::history, () -> besides(servers::ask, askingAhead)), looking);
        coverage.add(breaches.coverage());
        return breaches.history();
    }

    /// Where the host is; on the way, what DNS says of it. Of an address only the PTR record is asked, and that
    /// later.
    private List<InetAddress> addresses(ScanRequest request, Host host, HostLookups lookups)
            throws InterruptedException {
        if (host.isAddress()) {
            return IpAddresses.parse(host.value()).stream().toList();
        }
        new ZoneQuestions(lookups, host.name(), scope, random).ask(host.isApex(), request.mode());
        if (host.isApex()) {
            rereadings.read();
        }
        return lookups.addresses(host.name());
    }

    private List<InetAddress> nameServers(Host host, HostLookups lookups) throws InterruptedException {
        return host.isApex() ? new ZoneQuestions(lookups, host.name(), scope, random).serverAddresses() : List.of();
    }

    /// What is known of an address; of one that is nobody's on the internet nothing is asked.
    private AddressObservation observe(InetAddress address, HostLookups lookups) throws InterruptedException {
        var text = IpAddresses.text(address);
        var rule = dialer.forbids(address);
        if (rule.isPresent()) {
            return new AddressObservation(text, rule.get(), "", null);
        }
        var reverse =
                lookups.ask(ReverseName.of(address), RecordType.PTR).data().findFirst();
        return new AddressObservation(
                text,
                "",
                reverse.orElse(""),
                network(address).orElse(null),
                geography.location(address).orElse(null));
    }

    /// By whom an address is announced; of one that is nobody's on the internet nobody is asked.
    private Optional<Announcement> network(InetAddress address) throws InterruptedException {
        if (dialer.forbids(address).isPresent()) {
            return Optional.empty();
        }
        var announced = announcements.of(address);
        return announced.isPresent() ? announced : geography.announcement(address);
    }

    /// TLS and HTTP on the usual ports while the other ports are tried, then what those showed. Each part
    /// waits for what it needs; how much of it goes on at once is a matter of the places at an address and of
    /// the pace of all.
    private void talk(
            ScanRequest request,
            Host host,
            List<InetAddress> probed,
            List<InetAddress> addresses,
            HostPorts ports,
            HostWeb web,
            HostTls tls,
            CoverageList coverage)
            throws InterruptedException {
        var plain = ports.firstOpen(probed, 80);
        var secure = ports.allOpen(probed, 443);
        var paths = new HostPaths(host, web, plain, secure, request.mode(), random);
        besides(() -> ports.scanRest(probed, addresses, request, coverage, open -> tls.start(host, open)), () -> {
            web.roots(plain, secure);
            besides(() -> tls.survey(host, web.tls()), paths::ask);
        });
        if (request.mode().includes(ScanMode.ACTIVE)) {
            web.further(ports.open());
        }
        web.spoken().forEach(ports::recognise);
        if (request.mode().includes(ScanMode.ACTIVE)) {
            ports.exploreWeb(probed, seen -> web.spokeOtherwise(seen.port()));
            ports.askForAccess(web.access(access, random));
        }
        coverage.web(web, plain.isPresent(), !secure.isEmpty(), ports::isSilent);
        besides(
                () -> {
                    tls.survey(host, handshakes(web, ports, tls));
                    tls.start(host, ports.open());
                },
                paths::askRest);
        paths.cover(coverage);
    }

    /// Those of the web first, then those of other ports, then those after a change to TLS.
    private static List<TlsObservation> handshakes(HostWeb web, HostPorts ports, HostTls tls) {
        return Stream.of(web.tls(), ports.tls(), tls.started())
                .flatMap(List::stream)
                .toList();
    }

    /// Only a domain that announces a policy has one that counts (RFC 8461 §3.1).
    private void askMailPolicy(Host host, HostLookups lookups, HostWeb web) throws InterruptedException {
        if (!host.isApex()) {
            return;
        }
        var record = host.name().child("_" + MtaStsPolicy.LABEL);
        var policyHost = host.name().child(MtaStsPolicy.LABEL).filter(scope::includes);
        if (record.isEmpty()
                || policyHost.isEmpty()
                || lookups.ask(record.get(), RecordType.TXT).data().noneMatch(MtaStsPolicy::isRecord)) {
            return;
        }
        var allowed = lookups.addresses(policyHost.get()).stream()
                .filter(address -> dialer.forbids(address).isEmpty())
                .findFirst();
        if (allowed.isPresent()) {
            web.mailPolicy(policyHost.get(), allowed.get(), random);
        }
    }

    /// Asks for the logo that the domain's BIMI record names; of hosts that are others' only in active mode.
    private void askForLogo(ScanRequest request, Host host, HostLookups lookups, HostWeb web)
            throws InterruptedException {
        var record =
                host.isApex() ? DomainName.parse(BimiRecord.LABEL + "." + host.value()) : Optional.<DomainName>empty();
        if (record.isEmpty()) {
            return;
        }
        var logos = lookups.ask(record.get(), RecordType.TXT)
                .data()
                .filter(BimiRecord::isBimi)
                .flatMap(text -> BimiRecord.parse(text).logo().stream())
                .toList();
        if (logos.size() != 1 || logos.getFirst().getPort() > 0) {
            return;
        }
        var logo = logos.getFirst();
        var at = Optional.ofNullable(logo.getHost())
                .flatMap(DomainName::parse)
                .filter(name -> !scope.excludes(name))
                .filter(name -> scope.includes(name) || request.mode().includes(ScanMode.ACTIVE));
        if (at.isEmpty()) {
            return;
        }
        var address = lookups.addresses(at.get()).stream()
                .filter(one -> dialer.forbids(one).isEmpty())
                .findFirst();
        if (address.isPresent()) {
            web.logo(at.get(), address.get(), pathOf(logo), random);
        }
    }

    private static String pathOf(URI address) {
        var path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    }

    /// A part of the work on a host.
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    /// Does two things side by side and returns when both are done.
    private static void besides(Work other, Work own) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var others = threads.submit(() -> {
                other.run();
                return true;
            });
            try {
                own.run();
                others.get();
            } catch (InterruptedException cancelled) {
                threads.shutdownNow();
                throw cancelled;
            } catch (ExecutionException bug) {
                throw new IllegalStateException(bug.getCause());
            }
        }
    }

    private void transferZone(
            ScanRequest request, Host host, List<ZoneTransferAttempt> transfers, CoverageList coverage)
            throws InterruptedException {
        if (!host.isApex()) {
            return;
        }
        if (!request.mode().includes(ScanMode.ACTIVE)) {
            coverage.notAllowed("zone_transfer");
            return;
        }
        zoneTransfers.of(host.name()).forEach(result -> transfers.add(result.attempt()));
        coverage.ok("zone_transfer");
    }

    /// The verdict on the name itself, and whether a wildcard stands below it.
    private List<WildcardVerdict> verdicts(Host host, NameResolution.Real resolution, ScanRequest request)
            throws InterruptedException {
        var verdicts = new ArrayList<>(resolution.verdicts());
        if (request.subdomains() && !host.isAddress()) {
            wildcards
                    .below(host.name())
                    .filter(below ->
                            verdicts.stream().noneMatch(own -> own.answers().equals(below.answers())))
                    .ifPresent(verdicts::add);
        }
        return verdicts;
    }
}
