package io.reconai.lab;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.reconai.lab.CertificateAuthority.Leaf;
import io.reconai.lab.HostEntry.Signer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/// A running lab. Everything it opens is on loopback and needs no privileges; closing it removes all of it.
public final class Lab implements AutoCloseable {

    private static final int ALL_PORTS = 0;
    private static final Site MENDED = Sites.careful(Sites.page("Mended", "<p>All is well.</p>"));

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> connectTo = new ArrayList<>();
    private final LabOptions options;
    private final Organisation organisation;
    private final Neighbours neighbours = new Neighbours();
    private final CertificateAuthority authority = CertificateAuthority.create("Lab CA");
    private final CertificateAuthority stranger = CertificateAuthority.create("Somebody else's CA");
    private final Map<Leaf, SSLContext> issued = new HashMap<>();
    private final Map<String, Listener> shared = new LinkedHashMap<>();
    private final Map<String, List<SwitchedService>> own = new HashMap<>();
    private final Set<String> mendedHosts = ConcurrentHashMap.newKeySet();
    private final Path folder;
    private final ZoneData zones = new ZoneData();
    private final NameServer resolver;
    private final ThirdParties parties;
    private final int thirdParties;
    private final int whois;

    private Lab(LabOptions options) throws IOException {
        this.options = options;
        folder = Files.createTempDirectory("reconai-lab-");
        organisation = new Organisation(options);
        organisation.fill(zones);
        neighbours.fill(zones);
        resolver = startDns();
        parties = new ThirdParties(organisation);
        options.faults().forEach(parties::misbehave);
        thirdParties = startThirdParties();
        whois = start(Registries.whois(domain()), Optional.empty()).port();
        startHosts();
        Files.write(folder.resolve("connect-to.txt"), connectTo);
        Files.writeString(folder.resolve("ca.pem"), authority.pem());
    }

    /// Starts a lab.
    ///
    /// @throws IOException when loopback ports cannot be opened
    public static Lab start(LabOptions options) throws IOException {
        return new Lab(options);
    }

    /// The organisation's domain.
    public String domain() {
        return Organisation.DOMAIN;
    }

    /// The resolver, UDP and TCP.
    public InetSocketAddress dns() {
        return resolver.endpoint();
    }

    /// A further resolver that does as the first one does; UDP and TCP.
    ///
    /// @throws IOException when no port can be opened
    public InetSocketAddress secondDns() throws IOException {
        return keep(NameServer.start(zones, NameServer.Role.RESOLVER, options.latency(), Optional.empty()))
                .endpoint();
    }

    /// A further resolver, one that does not do as it should; UDP and TCP.
    ///
    /// @throws IOException when no port can be opened
    public InetSocketAddress resolver(ResolverFault fault) throws IOException {
        var role =
                switch (fault) {
                    case LYING -> NameServer.Role.LIAR;
                    case SLOW, LOSSY, VERY_LOSSY, DEAF_TO_SOME, SILENT, FAILING -> NameServer.Role.RESOLVER;
                };
        return keep(NameServer.start(zones, role, options.latency(), Optional.of(fault)))
                .endpoint();
    }

    /// Has a third party misbehave from now on.
    ///
    /// @param party such as `crtsh`
    public void misbehave(String party, Fault fault) {
        parties.misbehave(party, fault);
    }

    /// Has all third parties answer as they should.
    public void behave() {
        parties.behave();
    }

    /// Has a host's web site be without faults from now on.
    ///
    /// @throws IllegalArgumentException when there is no such host, or it has no site over https
    public void mend(String host) {
        if (entry(host).https == null) {
            throw new IllegalArgumentException(host + " has no site over https");
        }
        mendedHosts.add(host);
    }

    /// Has a host's web site be as faulty again as it was.
    ///
    /// @throws IllegalArgumentException when there is no such host
    public void unmend(String host) {
        mendedHosts.remove(entry(host).name);
    }

    /// Has what listens at a host's addresses alone, which its web servers do, meet visitors with silence.
    ///
    /// @throws IllegalArgumentException when there is no such host, or nothing of its own listens there
    /// @throws IOException when a port was taken by somebody else in between
    public void switchOff(String host) throws IOException {
        for (var service : servicesOf(host)) {
            service.switchOff();
        }
    }

    /// Has a host that is switched off answer again.
    ///
    /// @throws IllegalArgumentException when there is no such host, or nothing of its own listens there
    /// @throws IOException when a port was taken by somebody else in between
    public void switchOn(String host) throws IOException {
        for (var service : servicesOf(host)) {
            service.switchOn();
        }
    }

    /// Adds a TXT record to the zones, such as one that shows whose a domain is.
    ///
    /// @param text at most 255 octets, without quotation marks and backslashes
    /// @throws IllegalArgumentException when it cannot be a record
    public void publishText(String name, String text) {
        if (!name.endsWith("." + domain()) || !text.matches("[ !#-\\[\\]-~]{1,255}")) {
            throw new IllegalArgumentException("not a TXT record below " + domain() + ": " + name);
        }
        zones.add(name, "TXT", '"' + text + '"');
    }

    private HostEntry entry(String host) {
        return organisation.hosts().stream()
                .filter(entry -> entry.name.equals(host))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no host " + host));
    }

    private List<SwitchedService> servicesOf(String host) {
        var services = entry(host).addresses.stream()
                .flatMap(address -> own.getOrDefault(address, List.of()).stream())
                .toList();
        if (services.isEmpty()) {
            throw new IllegalArgumentException("nothing listens at " + host + " alone");
        }
        return services;
    }

    /// The variables that point a scan at this lab.
    public Map<String, String> environment() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("RECONAI_DNS_RESOLVERS", "127.0.0.1:" + dns().getPort());
        variables.put("RECONAI_CONNECT_TO", "@" + folder.resolve("connect-to.txt"));
        variables.put("RECONAI_CA_FILE", folder.resolve("ca.pem").toString());
        variables.put("RECONAI_CACHE_DIR", folder.resolve("cache").toString());
        variables.put("RECONAI_SOURCE_PAUSE_MS", "50");
        variables.put("RECONAI_SERIAL_PAUSE_MS", "50");
        variables.putAll(ThirdParties.variables(thirdParties, whois));
        return variables;
    }

    /// What a perfect scanner reports.
    public Truth truth() {
        var assets = new ArrayList<Truth.Asset>();
        var traps = new ArrayList<Truth.Trap>();
        var lookalikes = new ArrayList<Truth.Lookalike>();
        for (var host : organisation.hosts()) {
            assets.add(new Truth.Asset(
                    host.name,
                    host.type(),
                    host.addresses,
                    host.openPorts(),
                    host.allPortsOpen,
                    host.spoken,
                    host.datagramsSpoken,
                    host.technologies,
                    host.findings));
            traps.addAll(host.traps);
            lookalikes.addAll(host.lookalikes);
        }
        return new Truth(domain(), checks(), assets, new Truth.Traps(organisation.trapNames(), traps, lookalikes));
    }

    /// What a perfect scanner reports of the domains beside the organisation's, each scanned by itself and with
    /// no names but its own: much is judged for the scanned domain alone. Their ports are all that are open.
    public List<Truth> neighbours() {
        var checks = checks();
        return neighbours.all().stream()
                .map(neighbour -> neighbour.truth(checks))
                .toList();
    }

    /// Bytes that reached the lab's printer, which prints every one of them.
    public long printedBytes() {
        return organisation.printedBytes();
    }

    /// Writes the truth as JSON.
    public void writeTruth(Path file) throws IOException {
        var mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        mapper.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), truth());
    }

    @Override
    public void close() {
        for (var resource : open.reversed()) {
            try {
                resource.close();
            } catch (Exception broken) {
                // The rest still has to be closed.
            }
        }
        deleteBelow(folder);
    }

    private static void deleteBelow(Path folder) {
        try (var paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(Lab::delete);
        } catch (IOException | UncheckedIOException left) {
            // Files in the system's temporary folder stay behind.
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException left) {
            // A file in the system's temporary folder stays behind.
        }
    }

    private NameServer startDns() throws IOException {
        var main = keep(NameServer.start(
                zones, NameServer.Role.RESOLVER, options.latency(), Optional.empty(), options.dnsPort()));
        var generous = keep(NameServer.start(zones, NameServer.Role.GENEROUS, options.latency(), Optional.empty()));
        var closed = keep(NameServer.start(zones, NameServer.Role.CLOSED, options.latency(), Optional.empty()));
        var stranger = keep(NameServer.start(zones, NameServer.Role.STRANGER, options.latency(), Optional.empty()));
        for (var address : TakeoverHosts.PROVIDERS_SERVERS) {
            mapTo(address, 53, stranger.endpoint().getPort());
        }
        for (var address : Neighbours.SERVERS) {
            mapTo(address, 53, closed.endpoint().getPort());
        }
        for (var address : Neighbours.FURTHER_SERVERS) {
            mapTo(address, 53, closed.endpoint().getPort());
        }
        var silent = keep(
                NameServer.start(zones, NameServer.Role.CLOSED, options.latency(), Optional.of(ResolverFault.SILENT)));
        mapTo(Neighbours.SILENT_SERVER, 53, silent.endpoint().getPort());
        var old = keep(NameServer.start(zones, NameServer.Role.OLD, options.latency(), Optional.empty()));
        mapTo(Neighbours.OLD_SERVER, 53, old.endpoint().getPort());
        var secondary = keep(NameServer.start(zones, NameServer.Role.SECONDARY, options.latency(), Optional.empty()));
        mapTo(Neighbours.SECONDARY_SERVER, 53, secondary.endpoint().getPort());
        var registry = keep(NameServer.start(zones, NameServer.Role.REGISTRY, options.latency(), Optional.empty()));
        mapTo(Neighbours.REGISTRY, 53, registry.endpoint().getPort());
        mapTo("203.0.113.53", 53, generous.endpoint().getPort());
        mapTo("198.51.100.53", 53, closed.endpoint().getPort());
        return main;
    }

    private int startThirdParties() throws IOException {
        return start(new WebServer("http", Map.of("", parties), options.latency()), Optional.empty())
                .port();
    }

    private void startHosts() throws IOException {
        var closed = closedPort();
        var silent = keep(new SilentPort(0)).port();
        mapTo("198.51.100.60", 443, helpdesk());
        mapTo(
                "198.51.100.60",
                80,
                start(new WebServer("http", Map.of("", Sites.toHttps()), options.latency()), Optional.empty())
                        .port());
        mapTo("198.51.100.60", ALL_PORTS, closed);
        for (var address : List.of("203.0.113.201", "203.0.113.202", "203.0.113.203", "203.0.113.204")) {
            mapTo(address, ALL_PORTS, closed);
        }
        mapTo(
                organisation.issuersAddress(),
                80,
                start(web("http", organisation.issuers(authority)), Optional.empty())
                        .port());
        mapTo(organisation.issuersAddress(), ALL_PORTS, closed);
        for (var group : byAddress().entrySet()) {
            startAddress(group.getKey(), group.getValue(), closed, silent);
        }
    }

    private int helpdesk() throws IOException {
        var name = "support." + domain();
        var site = Sites.careful(Sites.page("Helpdesk", "<p>How can we help?</p>"));
        var tls = authority.issue(Leaf.good(List.of(name)));
        return start(new WebServer("https", Map.of("", site), options.latency()), Optional.of(tls))
                .port();
    }

    private Map<String, List<HostEntry>> byAddress() {
        var groups = new LinkedHashMap<String, List<HostEntry>>();
        var all = new ArrayList<>(organisation.hosts());
        all.addAll(neighbours.listening());
        for (var host : all) {
            if (host.isReachable) {
                host.addresses.forEach(address ->
                        groups.computeIfAbsent(address, _ -> new ArrayList<>()).add(host));
            }
        }
        organisation.hosts().stream()
                .filter(host -> !host.isReachable && host.name.startsWith("rebind."))
                .forEach(host -> groups.put(host.addresses.getFirst(), List.of()));
        return groups;
    }

    /// Everything that listens at one address: its sites by name, its services, and closed ports for the rest.
    private void startAddress(String address, List<HostEntry> hosts, int closed, int silent) throws IOException {
        var plain = new HashMap<String, Site>();
        var secure = new HashMap<String, Site>();
        Optional<SSLContext> tls = Optional.empty();
        var rest = closed;
        for (var host : hosts) {
            if (host.http != null) {
                plain.put(host.forAnyName ? "" : host.name, mendable(host, host.http, Sites.toHttps()));
            }
            if (host.https != null && host.leaf != null) {
                secure.put(host.name, mendable(host, host.https, MENDED));
                tls = Optional.of(tls.isPresent() ? tls.get() : issue(host.signer, host.leaf));
            }
            for (var service : host.services.entrySet()) {
                mapTo(address, service.getKey(), shared("service " + service.getKey(), service.getValue()));
            }
            for (var site : host.furtherPlain.entrySet()) {
                startAt(address, site.getKey(), web("http", site.getValue()), Optional.empty());
            }
            for (var site : host.furtherSecure.entrySet()) {
                var good = Optional.of(issue(Signer.LAB, Leaf.good(List.of(host.name))));
                startAt(address, site.getKey(), web("https", site.getValue()), good);
            }
            for (var service : host.certified.entrySet()) {
                startAt(
                        address,
                        service.getKey(),
                        service.getValue().with(authority, options.latency()),
                        Optional.empty());
            }
            for (var service : host.datagrams.entrySet()) {
                mapTo(
                        address,
                        service.getKey(),
                        keep(DatagramListener.start(service.getValue())).port());
            }
            host.filtered.forEach(port -> mapTo(address, port, silent));
            if (host.silentTls) {
                mapTo(address, 443, shared("silent", Banners.silent()));
            }
            if (host.allPortsOpen) {
                rest = shared("silent", Banners.silent());
            }
        }
        if (!plain.isEmpty()) {
            startAt(address, 80, new WebServer("http", plain, options.latency()), Optional.empty());
        }
        if (tls.isPresent()) {
            startAt(address, 443, new WebServer("https", secure, options.latency()), tls);
        }
        mapTo(address, ALL_PORTS, rest);
    }

    /// A service of one address alone.
    private void startAt(String address, int port, Listener.Service service, Optional<SSLContext> tls)
            throws IOException {
        var started = keep(new SwitchedService(service, tls.orElse(null), options.latency()));
        own.computeIfAbsent(address, _ -> new ArrayList<>()).add(started);
        mapTo(address, port, started.port());
    }

    /// The site as it is described, until it is mended.
    private Site mendable(HostEntry host, Site described, Site mended) {
        return host.https == null
                ? described
                : request -> (mendedHosts.contains(host.name) ? mended : described).answer(request);
    }

    private WebServer web(String scheme, Site site) {
        return new WebServer(scheme, Map.of("", site), options.latency());
    }

    private SSLContext issue(Signer signer, Leaf leaf) {
        return switch (signer) {
            case LAB -> issued.computeIfAbsent(leaf, authority::issue);
            case STRANGER -> stranger.issue(leaf);
            case ITSELF -> CertificateAuthority.selfSigned(leaf);
            case PUBLIC -> publiclyIssued(leaf);
        };
    }

    private SSLContext publiclyIssued(Leaf leaf) {
        var known = authority.subordinate("E7", "Let's Encrypt");
        var made = known.issue(leaf.names(), List.of());
        return CertificateAuthority.serving(
                made.key(), new X509Certificate[] {made.certificate(), known.certificate()});
    }

    /// A service without a memory is one listener for all hosts that have it.
    private int shared(String name, Listener.Service service) throws IOException {
        var listener = shared.get(name);
        if (listener == null) {
            listener = start(service, Optional.empty());
            shared.put(name, listener);
        }
        return listener.port();
    }

    private Listener start(Listener.Service service, Optional<SSLContext> tls) throws IOException {
        return keep(Listener.start(service, tls.orElse(null), options.latency()));
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.add(resource);
        return resource;
    }

    private void mapTo(String address, int port, int local) {
        var from = address.contains(":") ? "[" + address + "]" : address;
        connectTo.add(from + ":" + (port == ALL_PORTS ? "*" : port) + "=127.0.0.1:" + local);
    }

    /// A port that is taken and on which nothing listens: connecting is refused, and nobody else gets it.
    private int closedPort() throws IOException {
        var taken = keep(new Socket());
        taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return taken.getLocalPort();
    }

    private static List<String> checks() {
        try (InputStream in = Lab.class.getResourceAsStream("checks.txt")) {
            if (in == null) {
                throw new IllegalStateException("checks.txt is missing from the build");
            }
            var text = new InputStreamReader(in, StandardCharsets.UTF_8).readAllAsString();
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException broken) {
            throw new IllegalStateException("checks.txt cannot be read", broken);
        }
    }
}
