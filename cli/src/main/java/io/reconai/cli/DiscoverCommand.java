package io.reconai.cli;

import io.reconai.cli.output.NameDocument;
import io.reconai.cli.output.OutputFile;
import io.reconai.engine.ScanEngine;
import io.reconai.engine.ScanEvent;
import io.reconai.engine.ScanMode;
import io.reconai.engine.ScanReport;
import io.reconai.engine.ScanRequest;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.Text;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `reconai discover`: the names of a domain, one a line, and nothing else; no host is looked at.
@Command(
        name = "discover",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {
            "Finds the names that belong to domains",
            "",
            "Examples:",
            "  reconai discover example.com",
            "  reconai discover example.com --mode active --wordlist words.txt --format jsonl",
            "  reconai discover example.com --sources ct.crtsh,ct.certspotter",
            ""
        },
        description = "Finds every name of a domain that is real, and says by whom it was found. Looks at no host.")
final class DiscoverCommand implements Callable<Integer> {

    /// How names are written.
    enum Lines {
        TEXT,
        JSONL
    }

    @Parameters(
            arity = "0..*",
            paramLabel = "DOMAIN",
            description = "Domains to search; - reads them from standard input.")
    private List<String> domains = List.of();

    @Option(
            names = "-l",
            paramLabel = "FILE",
            description = "Read domains from a file, one a line; # begins a comment.")
    private @Nullable Path list;

    @Option(
            names = "--mode",
            paramLabel = "passive|standard|active",
            defaultValue = "PASSIVE",
            description = {
                "passive: third parties and resolvers only (default); active: also the word list, names like those",
                "found, zone transfer: only what is yours or what you may test."
            })
    private ScanMode mode = ScanMode.PASSIVE;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "7200",
            description = "End the search of a domain after this long, with what is found.")
    private int timeoutSeconds = (int) ScanRequest.DEFAULT_DEADLINE.toSeconds();

    @Option(
            names = "--format",
            paramLabel = "text|jsonl",
            defaultValue = "TEXT",
            description = "text (default): names only; jsonl: with addresses, source and path.")
    private Lines format = Lines.TEXT;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the names to a file.")
    private @Nullable Path file;

    @Option(
            names = {"-q", "--silent"},
            description = "No progress and no notices.")
    private boolean silent;

    @Mixin
    private SearchOptions searchOptions = new SearchOptions();

    @Mixin
    private EngineOptions engineOptions = new EngineOptions();

    @Override
    public Integer call() throws Exception {
        var targets = Targets.read(domains, list);
        var search = searchOptions.search(true);
        var settings = engineOptions.settings();
        var output = file == null ? null : new OutputFile(file);
        try (output;
                var names = output == null ? standardOutput() : output.writer();
                var progress = new Progress(System.err, silent);
                var interruption = Interruption.ofThisThread(progress);
                var engine = new ScanEngine(settings)) {
            var complete = true;
            for (var domain : targets) {
                var request = ScanRequest.of(UUID.randomUUID().toString(), domain, mode)
                        .with(search)
                        .within(java.time.Duration.ofSeconds(timeoutSeconds));
                var report = discover(engine, request, names, progress);
                complete &= report.end() == ScanReport.End.COMPLETED;
                tell(progress, domain, report);
            }
            progress.end();
            names.flush();
            if (output != null) {
                output.commit();
            }
            return complete ? ExitStatus.DONE : ExitStatus.INCOMPLETE;
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        } catch (InterruptedException stopped) {
            return ExitStatus.INTERRUPTED;
        }
    }

    private ScanReport discover(ScanEngine engine, ScanRequest request, Writer names, Progress progress)
            throws InterruptedException {
        progress.begin(request.domain());
        return engine.discover(request, event -> {
            progress.on(event);
            if (event instanceof ScanEvent.HostFound found) {
                write(names, found);
            }
        });
    }

    private void write(Writer names, ScanEvent.HostFound found) {
        try {
            names.write(
                    format == Lines.TEXT
                            ? found.name().value()
                            : NameDocument.of(found).json());
            names.write('\n');
            if (file == null && Terminal.isPresent()) {
                names.flush();
            }
        } catch (IOException full) {
            throw new UncheckedIOException("the result cannot be written: " + full.getMessage(), full);
        }
    }

    /// What the sources did, where somebody reads it.
    private static void tell(Progress progress, DomainName domain, ScanReport report) {
        for (var source : report.sources()) {
            if (source.status() != SourceHealth.Status.SKIPPED) {
                progress.notice(String.format(
                        "%-18s %-9s %,7d names, %,7d of them new%s",
                        source.source(),
                        source.status().name().toLowerCase(java.util.Locale.ROOT),
                        source.names(),
                        source.newNames(),
                        source.detail().isEmpty() ? "" : ", " + Text.visible(source.detail(), 120)));
            }
        }
        progress.notice(String.format(
                "%s: %,d names are real; %,d more are answered by a wildcard only",
                domain, report.counts().namesResolved(), report.wildcardNames()));
    }

    private static Writer standardOutput() {
        return new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    }
}
