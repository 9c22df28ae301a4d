package io.reconai.cli;

import io.reconai.engine.Asset;
import io.reconai.engine.EvidenceLog;
import io.reconai.engine.asset.Text;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `reconai explain`: why a host has its score, line by line.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        header = {"Says why a host has its score", "", "Example:", "  reconai explain example.jsonl www.example.com", ""
        },
        description = "Says why a host has its score: what each feature adds, and which findings prove it.")
final class ExplainCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "EVIDENCE", description = "A file written by reconai scan --evidence.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "HOST", description = "A host in it.")
    private String host = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private JudgeOptions judging = new JudgeOptions();

    @Override
    public Integer call() throws Exception {
        if (!Files.isReadable(file)) {
            throw new UsageException("there is no readable file " + file);
        }
        var judge = judging.judge();
        var found = new AtomicReference<Optional<Asset>>(Optional.empty());
        EvidenceLog.read(
                Files.newBufferedReader(file),
                evidence -> {
                    if (evidence.host().value().equals(host.toLowerCase(Locale.ROOT))) {
                        found.set(Optional.of(judge.judge(evidence)));
                    }
                },
                report -> {});
        var asset = found.get()
                .orElseThrow(() -> new UsageException("there is no host " + Text.quoted(host) + " in " + file));
        explain(asset, spec.commandLine().getOut());
        return ExitStatus.DONE;
    }

    private static void explain(Asset asset, PrintWriter out) {
        var risk = asset.risk();
        out.printf(
                Locale.ROOT,
                "%s: %d of 100, %s%s%n%n",
                Text.visible(asset.host().value(), 253),
                risk.score(),
                risk.level().name().toLowerCase(Locale.ROOT),
                risk.provisional() ? " (provisional: little was observed)" : "");
        out.printf(Locale.ROOT, "  %-42s %8s  %7.1f%n", "a clean public web site", "", risk.base());
        for (var part : risk.contributions()) {
            var value = part.observed()
                    .map(number -> String.format(Locale.ROOT, "%.0f", number))
                    .orElse("unknown");
            out.printf(Locale.ROOT, "  %-42s %8s  %+7.1f%n", part.label(), value, part.points());
        }
        var floor = risk.floor();
        if (floor != null) {
            out.printf(Locale.ROOT, "  %-42s %8s  %+7.1f%n", "a proven finding demands more", "", floor.points());
        }
        out.printf(Locale.ROOT, "  %-42s %8s  %7.1f%n%n", "score", "", risk.exact());
        out.printf(
                Locale.ROOT,
                "  confidence %.2f, %.0f %% of the model's weight observed, model %s%n%n",
                risk.confidence(),
                100 * risk.coverage(),
                risk.modelId());
        for (var finding : asset.findings()) {
            var proof = finding.evidence().getFirst();
            out.printf(
                    Locale.ROOT,
                    "  %-8s %s (%s)%n           %s%n           %s  %s%n",
                    finding.severity().name().toLowerCase(Locale.ROOT),
                    finding.title(),
                    finding.checkId(),
                    Text.visible(finding.location(), 200),
                    proof.pointer(),
                    proof.excerpt());
        }
        out.flush();
    }
}
