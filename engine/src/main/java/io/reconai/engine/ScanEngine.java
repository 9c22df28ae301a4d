package io.reconai.engine;

import com.google.common.base.Suppliers;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Scope;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.Text;
import io.reconai.engine.detectors.Detectors;
import io.reconai.engine.discovery.BruteForce;
import io.reconai.engine.discovery.Censys;
import io.reconai.engine.discovery.CertSpotter;
import io.reconai.engine.discovery.Chaos;
import io.reconai.engine.discovery.Collector;
import io.reconai.engine.discovery.CrtSh;
import io.reconai.engine.discovery.DelegatedZones;
import io.reconai.engine.discovery.InternetDb;
import io.reconai.engine.discovery.NameList;
import io.reconai.engine.discovery.NsecWalk;
import io.reconai.engine.discovery.Otx;
import io.reconai.engine.discovery.OwnAddresses;
import io.reconai.engine.discovery.Permutations;
import io.reconai.engine.discovery.Registration;
import io.reconai.engine.discovery.ReverseDns;
import io.reconai.engine.discovery.ReverseNames;
import io.reconai.engine.discovery.SecurityTrails;
import io.reconai.engine.discovery.ShodanDns;
import io.reconai.engine.discovery.SrvNames;
import io.reconai.engine.discovery.Unasked;
import io.reconai.engine.discovery.VirusTotal;
import io.reconai.engine.discovery.Wayback;
import io.reconai.engine.discovery.WordList;
import io.reconai.engine.discovery.ZoneTransferNames;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.dns.WildcardFilter;
import io.reconai.engine.dns.ZoneTransfers;
import io.reconai.engine.enrichment.Announcements;
import io.reconai.engine.enrichment.BreachSource;
import io.reconai.engine.enrichment.Breaches;
import io.reconai.engine.enrichment.BucketQuestions;
import io.reconai.engine.enrichment.GeoDatabase;
import io.reconai.engine.enrichment.Geography;
import io.reconai.engine.enrichment.HaveIBeenPwned;
import io.reconai.engine.enrichment.HostObserver;
import io.reconai.engine.enrichment.NameResolver;
import io.reconai.engine.enrichment.NetworkObserver;
import io.reconai.engine.enrichment.SoaRereadings;
import io.reconai.engine.enrichment.UnaskedBreaches;
import io.reconai.engine.enrichment.XposedOrNot;
import io.reconai.engine.http.IssuerFetch;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.ports.PortScanner;
import io.reconai.engine.providers.Providers;
import io.reconai.engine.risk.RiskScorer;
import io.reconai.engine.screenshots.Screenshots;
import io.reconai.engine.sources.HttpSourceClient;
import io.reconai.engine.sources.RdapBootstrap;
import io.reconai.engine.sources.SourceCache;
import io.reconai.engine.sources.SourceSettings;
import io.reconai.engine.sources.Sources;
import io.reconai.engine.sources.Whois;
import io.reconai.engine.technologies.Technologies;
import io.reconai.engine.tls.TlsInspector;
import io.reconai.engine.tls.TrustStore;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Scans domains. One engine may run many scans, also side by side; they share its rates and sockets.
public final class ScanEngine implements AutoCloseable {

    private static final Duration WHOIS_SPACING = Duration.ofSeconds(2);

    private final EngineSettings settings;
    private final Clock clock;
    private final Dialer dialer;
    private final DnsClient dns;
    private final PortScanner portScanner;
    private final TlsInspector tlsInspector;
    private final HttpSourceClient client;
    private final Sources sources;
    private final List<GeoDatabase> geoDatabases;
    private final Supplier<Judge> judge;
    private final Optional<Screenshots> screenshots;

    /// Opens what a scan needs.
    ///
    /// @throws IOException when sockets, the certificate file or a database of places cannot be opened
    public ScanEngine(EngineSettings settings) throws IOException {
        this.settings = settings;
        judge = Suppliers.memoize(() -> judge(settings.scorer(), settings.showHidden()));
        geoDatabases = GeoDatabase.openAll(settings.geoDatabases());
        clock = Clock.systemUTC();
        dialer = new Dialer(settings.dialer());
        dns = new DnsClient(settings.dns(), dialer);
        portScanner = new PortScanner(dialer);
        var trust = TrustStore.load(settings.roots(), settings.certificateAuthorities());
        tlsInspector =
                new TlsInspector(dialer, trust, new IssuerFetch(dialer, this::addresses, settings.userAgent()), clock);
        screenshots = settings.screenshots().map(wanted -> new Screenshots(wanted, dialer, clock));
        client = new HttpSourceClient(dialer, dns, trust::sockets, clock, settings.userAgent());
        sources = new Sources(
                client,
                new SourceCache(settings.sources().cache(), clock),
                settings.sources().pause());
    }

    /// Scans one domain and returns when the last host is judged or the deadline has passed.
    ///
    /// @param listener hears of each host as soon as it is judged
    /// @throws IllegalArgumentException when the request names a source that there is none, or an excluded domain
    /// @throws InterruptedException when cancelled; what was found has been told to the listener
    public ScanReport scan(ScanRequest request, ScanListener listener) throws InterruptedException {
        return scan(request, listener, Workforce.alone(settings.hostsAtOnce()));
    }

    /// The same with others that look at its hosts.
    public ScanReport scan(ScanRequest request, ScanListener listener, Workforce workforce)
            throws InterruptedException {
        Thread.ofPlatform().daemon().name("reconai-rules").start(this::readRules); // while names are looked for
        return run(request, listener, Optional.of(workforce));
    }

    /// Looks at hosts of a scan that another engine runs.
    ///
    /// @param request the scan's; one observer serves all its hosts, since they share what is known of their zone
    /// @throws IllegalArgumentException when the domain is excluded here
    public HostObserver observer(ScanRequest request) {
        return new ScanContext(request).observer();
    }

    /// Finds the names of one domain and looks at none of them: nothing is connected to but name servers, and those
    /// only as far as the mode allows.
    ///
    /// @param listener hears of each name as soon as it proves real ([ScanEvent.HostFound])
    /// @throws IllegalArgumentException when the request names a source that there is none
    /// @throws InterruptedException when cancelled; what was found has been told to the listener
    public ScanReport discover(ScanRequest request, ScanListener listener) throws InterruptedException {
        return run(request, listener, Optional.empty());
    }

    /// What the hosts of one scan share.
    private final class ScanContext {

        private final ScanRequest request;
        private final Scope scope;
        private final WildcardFilter wildcards = new WildcardFilter(dns, new SecureRandom());
        private final ZoneTransfers transfers;
        private final Announcements announcements = new Announcements(dns);
        private final Geography geography = new Geography(geoDatabases);
        private final Registration registration;
        private final Breaches breaches;
        private final SoaRereadings rereadings = new SoaRereadings(dns, settings.serialPause());

        ScanContext(ScanRequest request) {
            this.request = request;
            scope = scope(request.domain());
            transfers = new ZoneTransfers(dns, dialer, scope);
            registration = registration(request.domain());
            breaches = breaches(request);
        }

        List<Collector> collectors() {
            return ScanEngine.this.collectors(request, scope, wildcards, transfers, registration);
        }

        /// A look that does not end is left behind.
        HostObserver observer() {
            var observer = new NetworkObserver(
                    scope,
                    dns,
                    dialer,
                    wildcards,
                    portScanner,
                    tlsInspector,
                    transfers,
                    announcements,
                    geography,
                    registration,
                    new BucketQuestions(
                            client,
                            settings.sources().buckets(),
                            dns,
                            settings.sources().pause()),
                    screenshots,
                    breaches,
                    rereadings,
                    settings.userAgent(),
                    clock);
            return (scan, host, step, resolution) ->
                    HostGuard.call(() -> observer.observe(scan, host, step, resolution));
        }

        /// How those fared that yield no names.
        List<SourceHealth> accounts() {
            var accounts = new ArrayList<SourceHealth>();
            accounts.add(registration.whois());
            accounts.add(announcements.health());
            accounts.add(geography.health());
            accounts.addAll(breaches.health());
            return accounts;
        }
    }

    /// @param workforce absent when names are all that is wanted
    private ScanReport run(ScanRequest request, ScanListener listener, Optional<Workforce> workforce)
            throws InterruptedException {
        var context = new ScanContext(request);
        var collectors = context.collectors();
        requireKnown(request.search(), collectors, context.breaches);
        return new ScanRun(
                        request,
                        context.scope,
                        dns.checkResolvers(),
                        collectors,
                        () -> workforce.isPresent() ? context.accounts() : List.of(context.registration.whois()),
                        new NameResolver(dns, context.wildcards, context.scope, request.mode()),
                        workforce.map(
                                others -> new Examiner(others.beside(context.observer()), context.rereadings, judge)),
                        listener,
                        workforce.map(Workforce::hostsAtOnce).orElse(1),
                        clock)
                .run(context.registration::networks);
    }

    private List<InetAddress> addresses(DomainName name) throws InterruptedException {
        var found = new ArrayList<InetAddress>();
        for (var type : List.of(RecordType.A, RecordType.AAAA)) {
            dns.ask(new DnsQuestion(name, type))
                    .data()
                    .flatMap(text -> IpAddresses.parse(text).stream())
                    .forEach(found::add);
        }
        return found;
    }

    private void readRules() {
        var _ = judge.get();
    }

    private Scope scope(DomainName domain) {
        var scope = new Scope(domain, settings.excludedNames());
        if (scope.excludes(domain)) {
            throw new IllegalArgumentException(domain + " is excluded (RECONAI_EXCLUDE)");
        }
        return scope;
    }

    private static void requireKnown(NameSearch search, List<Collector> collectors, Breaches breaches) {
        var known = Stream.concat(
                        collectors.stream().map(Collector::id),
                        breaches.health().stream().map(SourceHealth::source))
                .sorted()
                .toList();
        for (var named : List.of(search.only(), search.without())) {
            for (var source : named) {
                if (!known.contains(source)) {
                    throw new IllegalArgumentException(
                            "there is no source " + Text.quoted(source) + "; there are " + String.join(", ", known));
                }
            }
        }
    }

    /// All rules, all detectors and the shipped model; what scans and replays judge with.
    public static Judge judge() {
        return judge(RiskScorer.shipped(), false);
    }

    /// All rules and all detectors, and scores by a model of one's own.
    ///
    /// @param showHidden whether findings that are left out by default are told
    public static Judge judge(RiskScorer scorer, boolean showHidden) {
        return new Judge(Technologies.shipped(), Providers.shipped(), Detectors.all(), scorer, showHidden);
    }

    @Override
    public void close() {
        portScanner.close();
        client.close();
        dns.close();
        geoDatabases.forEach(GeoDatabase::close);
    }

    private Registration registration(DomainName domain) {
        var from = settings.sources();
        return new Registration(
                domain,
                new RdapBootstrap(from.rdap(), from.rdapBootstrap()),
                sources,
                new Whois(from.whois(), dialer, dns, from.pause().orElse(WHOIS_SPACING)),
                this::isPublic);
    }

    private Breaches breaches(ScanRequest request) {
        var from = settings.sources();
        var known = List.<BreachSource>of(
                new HaveIBeenPwned(from.hibp(), sources), new XposedOrNot(from.xposedOrNot(), from.use(), sources));
        return new Breaches(
                request.domain(),
                known.stream()
                        .map(source -> request.search().asks(source.id()) ? source : new UnaskedBreaches(source.id()))
                        .toList());
    }

    /// Third parties first, then what DNS tells; which of them run is a matter of the mode.
    private List<Collector> collectors(
            ScanRequest request,
            Scope scope,
            WildcardFilter wildcards,
            ZoneTransfers transfers,
            Registration registration) {
        var from = settings.sources();
        var zones = new DelegatedZones(dns);
        var collectors = new ArrayList<Collector>();
        request.search().nameList().ifPresent(file -> collectors.add(new NameList(file)));
        collectors.add(new CrtSh(from.crtsh(), sources));
        collectors.add(new CertSpotter(from.certSpotter(), sources));
        collectors.add(new Otx(from.otx(), sources));
        collectors.add(new Wayback(from.wayback(), sources));
        collectors.add(
                from.use() == SourceSettings.Use.COMMERCIAL
                        ? new Unasked(InternetDb.ID, "off: its free terms forbid commercial use")
                        : new InternetDb(from.internetDb(), sources, this::isPublic));
        collectors.add(new Censys(from.censys(), from.censysAccess(), sources));
        collectors.add(new VirusTotal(from.virusTotal(), sources));
        collectors.add(new SecurityTrails(from.securityTrails(), sources));
        collectors.add(new Chaos(from.chaos(), sources));
        collectors.add(new ShodanDns(from.shodanDns(), sources));
        collectors.add(registration);
        collectors.add(new SrvNames(dns, zones));
        var reverseNames = new ReverseNames();
        collectors.add(new ReverseDns(dns, address -> dialer.forbids(address).isEmpty(), reverseNames));
        collectors.add(new OwnAddresses(dns, reverseNames, scope, this::isPublic));
        collectors.add(new ZoneTransferNames(transfers, zones));
        collectors.add(new NsecWalk(dns, zones));
        collectors.add(
                new BruteForce(dns, wildcards, new WordList(request.search().wordList())));
        collectors.add(new Permutations(dns, wildcards));
        return collectors;
    }

    /// Whether an address may be named to others. Addresses of inner networks may not, even where they may be looked
    /// at; those for documentation may where they stand for a simulated internet.
    private boolean isPublic(InetAddress address) {
        var rule = AddressPolicy.publicOnly().forbids(address);
        return rule.isEmpty()
                || rule.get().equals("documentation")
                        && settings.dialer().connectTo().knows(address);
    }
}
