package io.reconai.cli;

import io.reconai.engine.ScanCounts;
import io.reconai.engine.ScanEvent;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Text;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Says on standard error where a scan stands: one live line on a terminal, a line every ten seconds elsewhere.
final class Progress implements AutoCloseable {

    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean silent;
    private final boolean terminal;
    private final ScheduledExecutorService timer;
    private @Nullable DomainName domain;
    private ScanCounts counts = new ScanCounts(0, 0, 0, 0, 0);
    private long began = System.nanoTime();

    Progress(PrintStream out, boolean silent) {
        this.out = out;
        this.silent = silent;
        terminal = Terminal.isPresent();
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory());
        var pause = (terminal ? ON_TERMINAL : ELSEWHERE).toMillis();
        if (!silent) {
            timer.scheduleAtFixedRate(this::show, pause, pause, TimeUnit.MILLISECONDS);
        }
    }

    synchronized void begin(DomainName next) {
        domain = next;
        began = System.nanoTime();
        counts = new ScanCounts(0, 0, 0, 0, 0);
    }

    synchronized void on(ScanEvent event) {
        switch (event) {
            case ScanEvent.Progressed progressed -> counts = progressed.counts();
            case ScanEvent.Warned warned ->
                notice("warning: " + warned.warning().code() + " "
                        + Text.visible(warned.warning().source(), 80) + " "
                        + Text.visible(warned.warning().detail(), 160));
            case ScanEvent.HostFound _,
                    ScanEvent.HostScored _,
                    ScanEvent.PhaseChanged _,
                    ScanEvent.SourceFinished _ -> {}
        }
    }

    synchronized void notice(String text) {
        if (!silent) {
            clear();
            out.println("reconai: " + text);
        }
    }

    synchronized void end() {
        timer.shutdownNow();
        clear();
        domain = null;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private synchronized void show() {
        if (domain == null) {
            return;
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        var line = String.format(
                Locale.ROOT,
                "%s  names tried %,d  found %,d  real %,d  hosts %,d of %,d  %.0f s",
                domain,
                counts.candidates(),
                counts.namesFound(),
                counts.namesResolved(),
                counts.hostsDone(),
                counts.hostsTotal(),
                seconds);
        if (terminal) {
            out.print(CLEAR_LINE + line);
            out.flush();
        } else {
            out.println("reconai: " + line);
        }
    }

    private void clear() {
        if (terminal && !silent) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
