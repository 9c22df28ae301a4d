package io.reconai.bench;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Scope;
import io.reconai.engine.asset.Technology;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.DnsSettings;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.http.Connections;
import io.reconai.engine.http.HttpProber;
import io.reconai.engine.http.Origin;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.technologies.Technologies;
import io.reconai.engine.tls.TlsInspector;
import io.reconai.engine.tls.TrustStore;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// The engine's look at start pages and nothing else, in a process of its own; started by [HttpBenchmark].
///
/// Each name is resolved, connected to, asked for its start page and searched for technologies; what was seen is
/// printed as one line in the manner of httpx.
final class HttpSweep {

    /// Everything is on loopback and may be asked as fast as it answers.
    private static final DialerSettings UNBRIDLED =
            new DialerSettings(AddressPolicy.allowingAll(), ConnectTo.none(), 1_000_000, 100);

    private static final DomainName DOMAIN = new DomainName("acme.test");
    private static final Duration TIME_PER_HOST = Duration.ofSeconds(60);

    private final DnsClient dns;
    private final Dialer dialer;
    private final TlsInspector inspector;
    private final Technologies technologies = Technologies.shipped();
    private final String scheme;
    private final int port;
    private final PrintStream out;

    private HttpSweep(DnsClient dns, Dialer dialer, String scheme, int port) throws IOException {
        this.dns = dns;
        this.dialer = dialer;
        inspector = new TlsInspector(dialer, TrustStore.load(Optional.empty()), Clock.systemUTC());
        this.scheme = scheme;
        this.port = port;
        out = System.out;
    }

    /// @param arguments scheme, port of the sites, port of the DNS server, names in a file, hosts at once
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var resolver = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[2]));
        var dialer = new Dialer(UNBRIDLED);
        try (var dns = new DnsClient(DnsSettings.of(List.of(resolver), 0), dialer)) {
            new HttpSweep(dns, dialer, arguments[0], Integer.parseInt(arguments[1]))
                    .look(Files.readAllLines(Path.of(arguments[3])), Integer.parseInt(arguments[4]));
        }
    }

    private void look(List<String> names, int hostsAtOnce) throws InterruptedException {
        var places = new Semaphore(hostsAtOnce);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var name : names) {
                places.acquire();
                threads.execute(() -> {
                    try {
                        look(Host.of(new DomainName(name), DOMAIN));
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    } finally {
                        places.release();
                    }
                });
            }
        }
    }

    private void look(Host host) throws InterruptedException {
        var lookup = dns.ask(new DnsQuestion(host.value(), RecordType.A));
        var addresses =
                lookup.data().flatMap(text -> IpAddresses.parse(text).stream()).toList();
        if (addresses.isEmpty()) {
            return;
        }
        var deadline = Deadline.in(TIME_PER_HOST);
        try (var connections = new Connections(dialer, inspector, "ReconAI-benchmark", deadline)) {
            var prober = new HttpProber(connections, _ -> List.of(), Scope.of(DOMAIN), Clock.systemUTC(), deadline);
            prober.root("root", Origin.of(scheme, host, port), addresses.getFirst());
            var evidence = evidence(host, lookup, connections, prober);
            print(prober.exchanges().getFirst(), technologies.of(evidence));
        }
    }

    private static Evidence evidence(Host host, DnsLookup lookup, Connections connections, HttpProber prober) {
        return Evidence.builder("benchmark", ScanMode.STANDARD, host, Instant.now())
                .dns(List.of(lookup))
                .tls(connections.tls())
                .exchanges(prober.exchanges())
                .build();
    }

    private void print(Exchange made, List<Technology> found) {
        var seen = made.answered();
        var line = new StringBuilder(made.url());
        for (var fact : List.of(
                seen.map(answer -> String.valueOf(answer.status())).orElse(""),
                seen.flatMap(answer -> answer.firstHeader("location")).orElse(""),
                seen.map(HttpAnswer::mediaType).orElse(""),
                seen.map(answer -> String.valueOf(answer.bodyBytes())).orElse(""),
                seen.map(HttpAnswer::title).orElse(""),
                seen.flatMap(answer -> answer.firstHeader("server")).orElse(""),
                String.join(",", found.stream().map(Technology::label).toList()))) {
            line.append(" [").append(fact).append(']');
        }
        synchronized (out) {
            out.println(line);
        }
    }
}
