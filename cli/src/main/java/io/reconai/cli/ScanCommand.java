package io.reconai.cli;

import io.reconai.engine.Asset;
import io.reconai.engine.DoneHosts;
import io.reconai.engine.EngineSettings;
import io.reconai.engine.EvidenceLog;
import io.reconai.engine.NameSearch;
import io.reconai.engine.ScanEngine;
import io.reconai.engine.ScanEvent;
import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanReport;
import io.reconai.engine.ScanRequest;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.ports.PortList;
import io.reconai.engine.services.DatagramPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `reconai scan`: finds the hosts of a domain, looks at each, says what is wrong, ranks them by risk.
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {
            "Finds the hosts of domains, looks at them and judges them",
            "",
            "Examples:",
            "  reconai scan example.com",
            "  reconai scan example.com --mode active --evidence example.jsonl -o example.json",
            "  cat domains.txt | reconai scan --format jsonl | jq .asset",
            ""
        },
        description = "Finds every host of a domain, looks at each from outside, says what is wrong and proves it.")
final class ScanCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "DOMAIN",
            description = "Domains to scan; - reads them from standard input.")
    private List<String> domains = List.of();

    @Option(
            names = "-l",
            paramLabel = "FILE",
            description = "Read domains from a file, one a line; # begins a comment.")
    private @Nullable Path list;

    @Option(
            names = "--mode",
            paramLabel = "passive|standard|active",
            defaultValue = "STANDARD",
            description = {
                "passive: third parties and DNS only; standard: what a browser would do (default);",
                "active: ports, paths, zone transfer, brute force: only what is yours or what you may test."
            })
    private ScanMode mode = ScanMode.STANDARD;

    @Option(
            names = "--ports",
            paramLabel = "SPEC",
            defaultValue = "top-100",
            description = "top-100 (default), top-1000, all, 22,80,8000-8100 or @FILE; active mode only.")
    private String ports = "top-100";

    @Option(
            names = "--udp",
            paramLabel = "PORTS",
            arity = "1",
            defaultValue = "none",
            description = {
                "Ask over UDP too, one small packet each: usual (53, 123, 161), or some of 53,123,161,1900;",
                "none by default; active mode only. No answer there means open or filtered."
            })
    private String udp = "none";

    @Option(names = "--no-subdomains", description = "Look at the given names only.")
    private boolean noSubdomains;

    @Option(
            names = "--max-hosts",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Hosts to look at, at most; the scan ends with them.")
    private int maxHosts = ScanRequest.DEFAULT_MAX_HOSTS;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "7200",
            description = "End the scan of a domain after this long, with what is found.")
    private int timeoutSeconds = (int) ScanRequest.DEFAULT_DEADLINE.toSeconds();

    @Option(names = "--evidence", paramLabel = "FILE", description = "Keep everything observed, for reconai replay.")
    private @Nullable Path evidence;

    @Option(names = "--resume", paramLabel = "FILE", description = "Go on with an earlier scan's evidence file.")
    private @Nullable Path resume;

    @Option(
            names = "--fail-on",
            paramLabel = "low|medium|high|critical",
            description = "Exit with status 1 when a finding is at least this severe.")
    private @Nullable Severity failOn;

    @Mixin
    private SearchOptions searchOptions = new SearchOptions();

    @Mixin
    private EngineOptions engineOptions = new EngineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws Exception {
        var targets = Targets.read(domains, list);
        var portList = portList();
        var datagrams = datagrams();
        var search = searchOptions.search(!noSubdomains);
        var settings = engineOptions.settings();
        var done = new DoneHosts.Collected();
        try (var results = new Results(output);
                var progress = new Progress(System.err, output.silent);
                var interruption = Interruption.ofThisThread(progress)) {
            var log = openLog(results, done, settings);
            try (log;
                    var engine = new ScanEngine(settings)) {
                var reports = new ArrayList<ScanReport>();
                for (var domain : targets) {
                    reports.add(scan(
                            engine,
                            request(domain, search, portList, done.of(domain)).asking(datagrams),
                            results,
                            log,
                            progress));
                }
                progress.end();
                results.finish(reports);
                return status(reports, results);
            } catch (IllegalArgumentException wrong) {
                throw new UsageException(String.valueOf(wrong.getMessage()));
            } catch (InterruptedException stopped) {
                progress.end();
                results.finish(List.of());
                progress.notice(resumeHint());
                return ExitStatus.INTERRUPTED;
            }
        }
    }

    private PortList portList() throws UsageException {
        try {
            return PortList.parse(ports);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("--ports: " + wrong.getMessage());
        }
    }

    private DatagramPorts datagrams() throws UsageException {
        try {
            return DatagramPorts.parse(udp);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("--udp: " + wrong.getMessage());
        }
    }

    private ScanRequest request(DomainName domain, NameSearch search, PortList portList, DoneHosts done) {
        return new ScanRequest(
                UUID.randomUUID().toString(),
                domain,
                mode,
                search,
                portList,
                maxHosts,
                Duration.ofSeconds(timeoutSeconds),
                Set.of(),
                done);
    }

    private static ScanReport scan(
            ScanEngine engine, ScanRequest request, Results results, @Nullable EvidenceLog log, Progress progress)
            throws InterruptedException, IOException {
        progress.begin(request.domain());
        var report = engine.scan(request, event -> {
            progress.on(event);
            if (event instanceof ScanEvent.HostScored scored) {
                keep(scored.asset(), results, log);
            }
        });
        if (log != null) {
            log.add(report);
        }
        return report;
    }

    private static void remember(Asset asset, DoneHosts.Collected done) {
        try {
            done.add(asset);
        } catch (IOException full) {
            throw new UncheckedIOException("the scan cannot go on: " + full.getMessage(), full);
        }
    }

    private static void keep(Asset asset, Results results, @Nullable EvidenceLog log) {
        try {
            if (log != null) {
                log.add(asset.evidence());
            }
            results.accept(asset);
        } catch (IOException full) {
            throw new UncheckedIOException("the result cannot be written: " + full.getMessage(), full);
        }
    }

    /// Opens the evidence file; of a resumed scan it takes over the hosts that are in it already.
    private @Nullable EvidenceLog openLog(Results results, DoneHosts.Collected done, EngineSettings settings)
            throws IOException, UsageException {
        if (resume == null) {
            return evidence == null ? null : EvidenceLog.create(evidence);
        }
        if (!Files.isReadable(resume)) {
            throw new UsageException("--resume: there is no readable file " + resume);
        }
        var judge = ScanEngine.judge(settings.scorer(), settings.showHidden());
        EvidenceLog.read(
                Files.newBufferedReader(resume),
                host -> {
                    var asset = judge.judge(host);
                    remember(asset, done);
                    keep(asset, results, null);
                },
                report -> {});
        return EvidenceLog.append(resume);
    }

    private int status(List<ScanReport> reports, Results results) {
        if (results.reached(failOn)) {
            return ExitStatus.FAIL_ON_REACHED;
        }
        var complete = reports.stream().allMatch(report -> report.end() == ScanReport.End.COMPLETED);
        return complete ? ExitStatus.DONE : ExitStatus.INCOMPLETE;
    }

    private String resumeHint() {
        var file = resume == null ? evidence : resume;
        return file == null
                ? "stopped; what was found is above (with --evidence FILE a scan can be resumed)"
                : "stopped; go on with: reconai scan … --resume " + file;
    }
}
