package io.reconai.engine;

import io.reconai.engine.detectors.Detectors;
import io.reconai.engine.discovery.BruteForce;
import io.reconai.engine.discovery.Collector;
import io.reconai.engine.discovery.CrtSh;
import io.reconai.engine.discovery.HttpSourceClient;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.WildcardFilter;
import io.reconai.engine.enrichment.NameResolver;
import io.reconai.engine.enrichment.NetworkObserver;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.ports.PortScanner;
import io.reconai.engine.risk.RiskScorer;
import io.reconai.engine.tls.TlsInspector;
import io.reconai.engine.tls.TrustStore;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Scans domains. One engine may run many scans, also side by side; they share its rates and sockets.
public final class ScanEngine implements AutoCloseable {

    private final EngineSettings settings;
    private final Clock clock;
    private final Dialer dialer;
    private final DnsClient dns;
    private final PortScanner portScanner;
    private final TlsInspector tlsInspector;

    /// Opens what a scan needs.
    ///
    /// @throws IOException when sockets or the certificate file cannot be opened
    public ScanEngine(EngineSettings settings) throws IOException {
        this.settings = settings;
        clock = Clock.systemUTC();
        dialer = new Dialer(settings.dialer());
        dns = new DnsClient(settings.dns(), dialer);
        portScanner = new PortScanner(dialer);
        tlsInspector = new TlsInspector(dialer, TrustStore.load(settings.certificateAuthorities()), clock);
    }

    /// Scans one domain and returns when the last host is judged or the deadline has passed.
    ///
    /// @param listener hears of each host as soon as it is judged
    /// @throws InterruptedException when cancelled; what was found has been told to the listener
    public ScanReport scan(ScanRequest request, ScanListener listener) throws InterruptedException {
        var wildcards = new WildcardFilter(dns, new SecureRandom());
        var observer =
                new NetworkObserver(dns, dialer, wildcards, portScanner, tlsInspector, settings.userAgent(), clock);
        return new ScanRun(
                        request,
                        collectors(request),
                        new NameResolver(dns, wildcards),
                        observer,
                        judge(),
                        listener,
                        settings.hostsAtOnce(),
                        clock)
                .run();
    }

    /// All detectors and the shipped model; what scans and replays judge with.
    public static Judge judge() {
        return new Judge(Detectors.all(), RiskScorer.shipped());
    }

    @Override
    public void close() {
        portScanner.close();
        dns.close();
    }

    private List<Collector> collectors(ScanRequest request) {
        var collectors = new ArrayList<Collector>();
        var sources = new HttpSourceClient(dialer, dns, settings.userAgent());
        collectors.add(new CrtSh(settings.crtsh(), sources, settings.sourcePause()));
        if (request.bruteForce()) {
            collectors.add(new BruteForce(dns));
        }
        return collectors;
    }
}
