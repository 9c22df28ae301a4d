package io.reconai.engine.discovery;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.SourceHealth;
import io.reconai.engine.asset.SourceHealth.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Names in a file that another tool made: one a line, or in addresses, tables or JSON; what ends with the domain
/// counts. Read in bounded memory.
public final class NameList implements Collector {

    private static final String ID = "list";
    private static final int LONGEST_LINE = 16 * 1024;

    private final Path file;

    public NameList(Path file) {
        this.file = file;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public ScanMode leastMode() {
        return ScanMode.PASSIVE;
    }

    @Override
    public SourceHealth collect(Discovery discovery) {
        var began = System.nanoTime();
        var names = new SourceNames(discovery, ID);
        var problem = "";
        var detail = "in " + file.getFileName();
        try (var opened = Files.newInputStream(file)) {
            var lines = new Lines(opened, LONGEST_LINE);
            while (lines.hasNext() && !Thread.currentThread().isInterrupted()) {
                NamesInText.search(lines.next(), discovery.domain(), name -> names.hint(name, detail));
            }
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            problem = String.valueOf(unreadable.getMessage());
        }
        if (names.isFull()) {
            problem = "it holds more than " + names.count() + " names; the others were left out";
        }
        var status = problem.isEmpty() ? Status.ANSWERED : names.count() > 0 ? Status.LIMITED : Status.FAILED;
        var elapsed = Duration.ofNanos(System.nanoTime() - began).toMillis();
        return new SourceHealth(ID, status, 1, problem.isEmpty() ? 1 : 0, names.count(), problem, elapsed);
    }
}
