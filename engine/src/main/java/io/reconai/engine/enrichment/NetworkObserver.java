package io.reconai.engine.enrichment;

import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanRequest;
import io.reconai.engine.asset.AddressObservation;
import io.reconai.engine.asset.DiscoveryStep;
import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.WildcardVerdict;
import io.reconai.engine.asset.ZoneTransferAttempt;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.dns.WildcardFilter;
import io.reconai.engine.dns.ZoneTransfer;
import io.reconai.engine.http.HttpProber;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.ports.PortScanner;
import io.reconai.engine.tls.TlsInspector;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/// Looks at hosts over the network, as far as the scan's mode allows.
///
/// DNS first, since it says where the host is; then ports, which say what may be asked there; then TLS and HTTP on the
/// ports that answered. A host gets 60 s in all. Safe for use by many threads.
public final class NetworkObserver implements HostObserver {

    private static final Duration TIME_PER_HOST = Duration.ofSeconds(60);

    /// More addresses than this are listed and not probed.
    private static final int MAX_ADDRESSES = 8;

    private static final int MAX_NAME_SERVERS = 4;

    private final DnsClient dns;
    private final Dialer dialer;
    private final WildcardFilter wildcards;
    private final PortScanner portScanner;
    private final TlsInspector tlsInspector;
    private final String userAgent;
    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();

    public NetworkObserver(
            DnsClient dns,
            Dialer dialer,
            WildcardFilter wildcards,
            PortScanner portScanner,
            TlsInspector tlsInspector,
            String userAgent,
            Clock clock) {
        this.dns = dns;
        this.dialer = dialer;
        this.wildcards = wildcards;
        this.portScanner = portScanner;
        this.tlsInspector = tlsInspector;
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
        new ZoneQuestions(lookups, host.name()).ask(host.isApex(), request.mode());
        coverage.ok("dns");
        var addresses = lookups.addresses(host.name());
        var verdicts = addresses.stream().map(this::verdict).toList();
        var probed = addresses.stream()
                .filter(address -> dialer.forbids(address).isEmpty())
                .limit(MAX_ADDRESSES)
                .toList();
        var ports = new HostPorts(portScanner, dialer, deadline);
        var transfers = new ArrayList<ZoneTransferAttempt>();
        try (var web = new HostWeb(() -> new HttpProber(
                dialer, tlsInspector, lookups::addresses, request.domain(), userAgent, clock, deadline))) {
            if (request.mode().includes(ScanMode.STANDARD)) {
                ports.scanWeb(probed, addresses, request);
                talk(request, host, probed, addresses, ports, web, coverage);
            } else {
                coverage.notAllowed("port_scan", "tls", "http");
            }
            transferZone(request, host, lookups, transfers, deadline, coverage);
            return new Evidence(
                    Evidence.SCHEMA_VERSION,
                    request.scanId(),
                    request.mode(),
                    host,
                    observedAt,
                    List.of(step),
                    lookups.all(),
                    verdicts,
                    ports.open(),
                    ports.others(),
                    web.tls(),
                    web.exchanges(),
                    transfers,
                    verdicts(host, resolution, request),
                    coverage.list());
        }
    }

    private AddressObservation verdict(InetAddress address) {
        return new AddressObservation(
                IpAddresses.text(address), dialer.forbids(address).orElse(""));
    }

    /// TLS and HTTP on the usual ports while the other ports are tried, then the paths of detectors.
    private void talk(
            ScanRequest request,
            Host host,
            List<InetAddress> probed,
            List<InetAddress> addresses,
            HostPorts ports,
            HostWeb web,
            CoverageList coverage)
            throws InterruptedException {
        var plain = ports.firstOpen(probed, 80);
        var secure = ports.allOpen(probed, 443);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var others = threads.submit(() -> {
                ports.scanRest(probed, addresses, request, coverage);
                return true;
            });
            try {
                web.roots(host.name(), plain, secure);
                others.get();
            } catch (InterruptedException cancelled) {
                threads.shutdownNow();
                throw cancelled;
            } catch (ExecutionException bug) {
                throw new IllegalStateException(bug.getCause());
            }
        }
        web.spoken().forEach(spoken -> ports.recognise(spoken.address(), spoken.port(), spoken.service(), ""));
        coverage.web(web, plain.isPresent(), !secure.isEmpty());
        if (!request.mode().includes(ScanMode.ACTIVE)) {
            coverage.notAllowed("path_probes");
            return;
        }
        web.paths(host, plain, secure, random)
                .ifPresentOrElse(
                        stopped -> coverage.stoppedOrOk("path_probes", stopped),
                        () -> coverage.notApplicable("path_probes"));
    }

    private void transferZone(
            ScanRequest request,
            Host host,
            HostLookups lookups,
            List<ZoneTransferAttempt> transfers,
            Deadline deadline,
            CoverageList coverage)
            throws InterruptedException {
        if (!host.isApex()) {
            return;
        }
        if (!request.mode().includes(ScanMode.ACTIVE)) {
            coverage.notAllowed("zone_transfer");
            return;
        }
        var transfer = new ZoneTransfer(dialer);
        var servers = lookups.ask(host.name(), RecordType.NS).answers().stream()
                .map(DnsRecordData::data)
                .flatMap(data -> DomainName.parse(data).stream())
                .limit(MAX_NAME_SERVERS)
                .toList();
        for (var server : servers) {
            for (var address : lookups.addresses(server).stream().limit(1).toList()) {
                transfers.add(transfer.ask(host.name(), server.value(), address, deadline)
                        .attempt());
            }
        }
        coverage.ok("zone_transfer");
    }

    /// The verdict on the name itself, and whether a wildcard stands below it.
    private List<WildcardVerdict> verdicts(Host host, NameResolution.Real resolution, ScanRequest request)
            throws InterruptedException {
        var verdicts = new ArrayList<>(resolution.verdicts());
        if (request.subdomains()) {
            wildcards
                    .below(host.name())
                    .filter(below ->
                            verdicts.stream().noneMatch(own -> own.answers().equals(below.answers())))
                    .ifPresent(verdicts::add);
        }
        return verdicts;
    }
}
