package io.reconai.cli;

import io.reconai.lab.Lab;
import io.reconai.lab.LabOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `reconai lab`: runs the simulated internet until it is stopped.
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        header = {
            "Runs a simulated internet on loopback",
            "",
            "Example:",
            "  reconai lab > lab.env &  . ./lab.env  reconai scan acme.test --mode active",
            ""
        },
        description = {
            "Runs a simulated internet on loopback and prints, as shell commands, how to point a scan at it.",
            "Stop it with Ctrl-C."
        })
final class LabCommand implements Callable<Integer> {

    @Option(
            names = "--hosts",
            paramLabel = "N",
            defaultValue = "0",
            description = "Hosts of the organisation, generated ones included.")
    private int hosts;

    @Option(
            names = "--latency",
            paramLabel = "MS",
            defaultValue = "0",
            description = "Round trip that everything takes, in milliseconds.")
    private int latency;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of what is generated (default 42).")
    private long seed = 42;

    @Option(
            names = "--dns-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port of the resolver (default: any that is free).")
    private int dnsPort;

    @Option(names = "--truth", paramLabel = "FILE", description = "Write what a perfect scanner reports, as JSON.")
    private @Nullable Path truth;

    @Option(
            names = "--changes",
            description = {
                "Read changes from standard input, a line each, and answer each with a line:",
                "mend HOST, unmend HOST: its web site is without faults, or as faulty as it was",
                "off HOST, on HOST: its web servers are silent, or answer",
                "txt NAME VALUE: adds a TXT record"
            })
    private boolean takesChanges;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (hosts < 0 || hosts > 50_000 || latency < 0 || latency > 10_000) {
            throw new UsageException("--hosts goes up to 50000 and --latency to 10000");
        }
        if (dnsPort < 0 || dnsPort > 65_535) {
            throw new UsageException("--dns-port goes from 0 to 65535");
        }
        try (var lab = Lab.start(new LabOptions(hosts, Duration.ofMillis(latency), seed, dnsPort, Map.of()))) {
            if (truth != null) {
                lab.writeTruth(truth);
            }
            var out = spec.commandLine().getOut();
            lab.environment().forEach((name, value) -> out.println("export " + name + "='" + value + "'"));
            out.println("# the lab is running; scan it with: reconai scan " + lab.domain() + " --mode active");
            out.flush();
            Closing.atExit(lab);
            if (takesChanges) {
                var in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
                new LabChanges(lab, out).read(new BufferedReader(in));
            }
            new CountDownLatch(1).await();
            return ExitStatus.DONE;
        }
    }
}
