package io.reconai.engine.detectors.exposure;

import static io.reconai.engine.asset.Severity.HIGH;
import static io.reconai.engine.asset.Severity.MEDIUM;
import static io.reconai.engine.detectors.exposure.Exposure.RESTRICT;
import static io.reconai.engine.detectors.exposure.Exposure.check;
import static io.reconai.engine.detectors.exposure.Exposure.when;

import io.reconai.engine.asset.Check;
import io.reconai.engine.detectors.Probe.Manner;
import java.util.List;

/// Consoles that frameworks offer to developers.
final class FrameworkConsoles {

    private static final Check ELMAH = check(
            "elmah",
            HIGH,
            "The log of errors of an ASP.NET site can be read by everybody (ELMAH)",
            "Every error is shown with the request that led to it, cookies and forms included.",
            RESTRICT);
    private static final Check TRACE = check(
            "trace-axd",
            MEDIUM,
            "The trace of an ASP.NET site can be read by everybody",
            "Requests are shown with their sessions and forms.",
            "Switch tracing off or to local requests (localOnly)");
    private static final Check TELESCOPE = check(
            "telescope",
            HIGH,
            "Laravel Telescope is open to everybody",
            "It shows requests, queries, mails and the values in them.",
            RESTRICT);
    private static final Check HORIZON = check(
            "horizon", HIGH, "Laravel Horizon is open to everybody", "It shows queued work with its data.", RESTRICT);
    private static final Check PROFILER = check(
            "profiler",
            HIGH,
            "The profiler of Symfony is open to everybody",
            "It shows requests with their sessions, settings and environment.",
            "Switch the profiler off outside of development");
    private static final Check DEBUGBAR = check(
            "debugbar",
            HIGH,
            "The debug bar of a PHP site is open to everybody",
            "It shows requests and queries of other visitors.",
            "Switch the debug bar off outside of development");
    private static final Check IGNITION = check(
            "ignition",
            HIGH,
            "The error page of Laravel takes commands (Ignition)",
            "Old versions can be made to run code (CVE-2021-3129).",
            "Switch APP_DEBUG off outside of development");

    static final List<Exposure> ROWS = List.of(
            Exposure.of(
                            ELMAH,
                            answered -> when(answered.has("Error Log for", "ELMAH"), HIGH, "a log of errors"),
                            "/elmah.axd")
                    .page(),
            Exposure.of(
                            TRACE,
                            answered ->
                                    when(answered.has("Application Trace", "Physical Directory"), MEDIUM, "a trace"),
                            "/trace.axd")
                    .page(),
            Exposure.of(
                            IGNITION,
                            answered -> when(
                                    answered.json().has("can_execute_commands"),
                                    HIGH,
                                    "can_execute_commands is " + answered.json().value("can_execute_commands")),
                            "/_ignition/health-check")
                    .asked(Manner.JSON)
                    .after(Occasion::runsPhp),
            Exposure.of(
                            TELESCOPE,
                            answered -> when(
                                    answered.has("Telescope")
                                            && (answered.has("window.Telescope") || answered.has("<title>Telescope")),
                                    HIGH,
                                    "Laravel Telescope"),
                            "/telescope/requests")
                    .page()
                    .after(Occasion::runsPhp),
            Exposure.of(
                            HORIZON,
                            answered -> when(answered.has("Horizon", "window.Horizon"), HIGH, "Laravel Horizon"),
                            "/horizon")
                    .page()
                    .after(Occasion::runsPhp),
            Exposure.of(
                            PROFILER,
                            answered ->
                                    when(answered.has("<title>Symfony Profiler</title>"), HIGH, "a list of requests"),
                            "/_profiler/")
                    .page()
                    .after(Occasion::runsPhp),
            Exposure.of(
                            DEBUGBAR,
                            answered -> when(answered.json().has("[].utime"), HIGH, "a list of requests"),
                            "/_debugbar/open")
                    .after(Occasion::runsPhp));

    private FrameworkConsoles() {}
}
