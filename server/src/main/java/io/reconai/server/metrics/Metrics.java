package io.reconai.server.metrics;

import io.reconai.engine.ScanEvent;
import io.reconai.server.store.FiguresStore;
import io.reconai.server.system.ServerSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// Every figure that the service tells, and how it is fed. Safe for use by many threads.
@Singleton
public class Metrics {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Counter requests = new Counter(
            "reconai_http_requests_total", "Answered requests by template of path.", "method", "route", "status");
    private final Histogram requestSeconds = new Histogram(
            "reconai_http_request_seconds",
            "Time from a request to the end of its answer.",
            0.005,
            0.01,
            0.025,
            0.05,
            0.1,
            0.25,
            0.5,
            1.0,
            2.5,
            5.0,
            10.0);
    private final Counter scans = new Counter("reconai_scans_total", "Scans that ended.", "status", "mode");
    private final Histogram scanSeconds = new Histogram(
            "reconai_scan_seconds", "Time from a scan's start to its end.", 1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0);
    private final Counter hosts = new Counter("reconai_hosts_scanned_total", "Hosts looked at and judged.");
    private final Counter probes =
            new Counter("reconai_probes_total", "Probes of hosts by what became of them.", "kind", "outcome");
    private final Counter alerts =
            new Counter("reconai_alerts_total", "Alerts by what became of their delivery.", "channel", "outcome");
    private final AtomicLong waiting = new AtomicLong();
    private final List<Family> families;

    Metrics(FiguresStore figures, ServerSettings settings) {
        families = List.of(
                requests,
                requestSeconds,
                scans,
                scanSeconds,
                hosts,
                probes,
                new Gauge("reconai_queue_depth", "Scans that wait for a place.", "", () -> Map.of("", waiting.get())),
                new Gauge(
                        "reconai_findings_open", "Open findings of active assets.", "severity", figures::openFindings),
                alerts,
                new Gauge(
                        "reconai_model_loaded",
                        "1 when scores come from the model, 0 when from the rules.",
                        "",
                        () -> Map.of("", settings.engine().scorer().problem().isEmpty() ? 1L : 0L)));
    }

    /// A request was answered.
    ///
    /// @param route the path's template, never the path
    public void answered(String method, String route, int status, Duration elapsed) {
        requests.increment(METHODS.contains(method) ? method : "other", route, String.valueOf(status));
        requestSeconds.observe(elapsed);
    }

    /// Something happened in a scan.
    public void on(ScanEvent event) {
        if (event instanceof ScanEvent.HostScored scored && !scored.again()) {
            hosts.increment();
            for (var probe : scored.asset().evidence().coverage()) {
                probes.increment(probe.probe(), probe.outcome().name().toLowerCase(Locale.ROOT));
            }
        }
    }

    public void scanEnded(String status, String mode, Duration elapsed) {
        scans.increment(status, mode);
        scanSeconds.observe(elapsed);
    }

    public void scanWaits() {
        waiting.incrementAndGet();
    }

    public void scanWaitsNoMore() {
        waiting.decrementAndGet();
    }

    /// A message was handed to a channel, or could not be.
    public void alerted(String channel, String outcome) {
        alerts.increment(channel, outcome);
    }

    /// Everything, as Prometheus reads it.
    String text() {
        var out = new StringBuilder();
        families.forEach(family -> family.writeTo(out));
        return out.toString();
    }
}
