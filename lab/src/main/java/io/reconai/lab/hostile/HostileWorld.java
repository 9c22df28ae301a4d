package io.reconai.lab.hostile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A running organisation of hosts that each misbehave in one way, and listeners at addresses that a visitor must not
/// be led to. All on loopback; closing it removes all of it.
public final class HostileWorld implements AutoCloseable {

    /// The organisation's domain.
    public static final String DOMAIN = "hostile.test";

    private static final int FIRST_ADDRESS = 10;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<MeteredServer> inside = new ArrayList<>();
    private final Map<String, MeteredServer> servers = new TreeMap<>();
    private final Map<String, String> described = new LinkedHashMap<>();
    private final Set<String> web = new HashSet<>();
    private final List<String> connectTo = new ArrayList<>();
    private final HostileZone zone = new HostileZone();
    private final HostileResolver resolver;
    private final int closed;
    private final Path folder;

    private HostileWorld() throws IOException {
        folder = Files.createTempDirectory("reconai-hostile-");
        closed = closedPort();
        var port = startInside();
        var cases = HostileCases.all(port);
        for (var i = 0; i < cases.size(); i++) {
            start(cases.get(i), "203.0.113." + (FIRST_ADDRESS + i));
        }
        fill();
        resolver = keep(HostileResolver.start(zone));
        Files.write(folder.resolve("connect-to.txt"), connectTo);
    }

    /// Starts all of it.
    ///
    /// @throws IOException when loopback ports cannot be opened
    public static HostileWorld start() throws IOException {
        return new HostileWorld();
    }

    /// The hosts that do something on a port, by name, with what they do.
    public Map<String, String> hosts() {
        return Map.copyOf(described);
    }

    /// Those of them that do it on a port of the web.
    public Set<String> webHosts() {
        return Set.copyOf(web);
    }

    /// The names that do something in DNS alone.
    public List<String> names() {
        return DnsMischief.LABELS.stream().map(label -> label + "." + DOMAIN).toList();
    }

    /// The port on which the forbidden addresses listen.
    public int insidePort() {
        return inside.getFirst().port();
    }

    /// Connections to the addresses that a visitor must not be led to.
    public long insideVisits() {
        return inside.stream().mapToLong(MeteredServer::visits).sum();
    }

    /// Connections to a host.
    public long visits(String host) {
        return server(host).visits();
    }

    /// What the greediest visitor took from a host in one connection, some of it perhaps never read.
    public long mostBytesOfAVisit(String host) {
        return server(host).mostBytesOfAVisit();
    }

    private MeteredServer server(String host) {
        var server = servers.get(host);
        if (server == null) {
            throw new IllegalArgumentException("no such host: " + host);
        }
        return server;
    }

    /// The variables that point a scan here and nowhere else.
    public Map<String, String> environment() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("RECONAI_DNS_RESOLVERS", "127.0.0.1:" + resolver.port());
        variables.put("RECONAI_CONNECT_TO", "@" + folder.resolve("connect-to.txt"));
        variables.put("RECONAI_CACHE_DIR", "off");
        variables.put("RECONAI_CONCURRENCY", "16");
        variables.put("RECONAI_SOURCE_PAUSE_MS", "1");
        variables.put("RECONAI_WHOIS_SERVER", "127.0.0.1:" + closed);
        for (var source : List.of(
                "CRTSH",
                "CERTSPOTTER",
                "OTX",
                "WAYBACK",
                "INTERNETDB",
                "CENSYS",
                "VIRUSTOTAL",
                "SECURITYTRAILS",
                "CHAOS",
                "SHODAN",
                "HIBP",
                "XPOSEDORNOT",
                "RDAP",
                "RDAP_BOOTSTRAP")) {
            variables.put("RECONAI_" + source + "_URL", "http://127.0.0.1:" + closed + "/");
        }
        for (var cloud : List.of("S3", "GCS", "AZURE_BLOB")) {
            variables.put("RECONAI_" + cloud + "_URL", "http://127.0.0.1:" + closed + "/{bucket}/");
        }
        return variables;
    }

    private int startInside() throws IOException {
        var first =
                keep(MeteredServer.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0, Peer::hearForever));
        inside.add(first);
        for (var further : Stream.of(
                        new byte[] {127, 0, 0, 2}, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1})
                .toList()) {
            try {
                inside.add(
                        keep(MeteredServer.start(InetAddress.getByAddress(further), first.port(), Peer::hearForever)));
            } catch (IOException notHere) {
                // Not every system has this address.
            }
        }
        return first.port();
    }

    private void start(HostileCase hostile, String address) throws IOException {
        var server = keep(MeteredServer.start(InetAddress.getLoopbackAddress(), 0, hostile.behaviour()));
        servers.put(hostile.host(), server);
        described.put(hostile.host(), hostile.does());
        if (hostile.port() == 80 || hostile.port() == 443) {
            web.add(hostile.host());
        }
        zone.add(hostile.host(), "A", address);
        connectTo.add(address + ":" + hostile.port() + "=127.0.0.1:" + server.port());
        connectTo.add(address + ":*=127.0.0.1:" + closed);
    }

    private void fill() {
        DnsMischief.fill(zone, DOMAIN);
        connectTo.add(DnsMischief.OUTSIDE + ":*=127.0.0.1:" + closed);
    }

    /// A port that is taken and on which nothing listens: connecting is refused, and nobody else gets it.
    private int closedPort() throws IOException {
        var taken = keep(new Socket());
        taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return taken.getLocalPort();
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.add(resource);
        return resource;
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
        try {
            Files.deleteIfExists(folder.resolve("connect-to.txt"));
            Files.deleteIfExists(folder);
        } catch (IOException left) {
            // A file in the system's temporary folder stays behind.
        }
    }
}
