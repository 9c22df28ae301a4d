package io.reconai.engine.ports;

import io.reconai.engine.asset.PortState;
import io.reconai.engine.net.Deadline;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The ports of one address on their way. Owned by the scanner's event loop after it was submitted.
///
/// The window begins at 16 connects in flight, grows with each answer up to 64 and halves when a port answers only to
/// its second packet, which is loss. The time-out follows RFC 6298.
final class HostJob {

    private static final int WINDOW_START = 16;
    private static final int WINDOW_MOST = 64;

    /// A quarter of the beginning, for hosts that are down or drop everything.
    private static final int WINDOW_SILENT = 4;

    private static final Duration FIRST_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofMillis(150);
    private static final Duration LONGEST = Duration.ofMillis(2_500);

    /// A host that stayed silent on this many ports and answered on none is down or drops everything.
    private static final int SILENT_HOST = 30;

    /// From here on, silence on more than half of the ports of a host that answers on others may be its defence.
    private static final int FIRST_PROBES = 200;

    /// As many ports as are asked for first of a host.
    private static final int FEW = 32;

    /// A port and how often it was tried before.
    record Try(int port, int attempt) {}

    final InetAddress address;
    final Deadline deadline;
    final boolean isShort;
    private final Network network;
    final CompletableFuture<List<PortAnswer>> done = new CompletableFuture<>();
    private final ArrayDeque<Try> waiting = new ArrayDeque<>();
    private final List<PortAnswer> answers = new ArrayList<>();
    private int inFlight;
    private double window = WINDOW_START;
    private double smoothed = -1;
    private double variation;
    private int silent;
    private int answered;
    private boolean calmed;

    HostJob(InetAddress address, PortList ports, Network network, Deadline deadline) {
        this.address = address;
        this.network = network;
        this.deadline = deadline;
        isShort = ports.ports().size() <= FEW;
        ports.ports().forEach(port -> waiting.add(new Try(port, 0)));
    }

    boolean hasRoom() {
        return !waiting.isEmpty() && inFlight < (int) window && network.hasRoom();
    }

    boolean isDone() {
        return waiting.isEmpty() && inFlight == 0;
    }

    Try next() {
        return waiting.removeFirst();
    }

    void later(Try again) {
        waiting.addLast(again);
    }

    void begun() {
        inFlight++;
        network.begun();
    }

    void ended() {
        inFlight--;
        network.ended();
    }

    long timeoutNanos(int attempt) {
        var base = smoothed < 0 ? FIRST_TIMEOUT.toNanos() : smoothed + 4 * variation;
        return Math.clamp((long) base, SHORTEST.toNanos(), LONGEST.toNanos()) << attempt;
    }

    void answered(Try port, PortState state, String reason, long elapsedNanos) {
        answered++;
        window = port.attempt() > 0 ? Math.max(1, window / 2) : Math.min(WINDOW_MOST, window + 1);
        if (port.attempt() == 0) {
            measure(elapsedNanos);
        }
        answers.add(new PortAnswer(port.port(), state, reason, elapsedNanos / 1_000_000));
    }

    void silent(Try port, long waitedNanos) {
        silent++;
        var hostIsSilent = answered == 0 && silent >= SILENT_HOST;
        if (hostIsSilent) {
            window = WINDOW_SILENT;
        }
        calmDown();
        if (port.attempt() == 0 && !hostIsSilent) {
            waiting.addLast(new Try(port.port(), 1));
        } else {
            answers.add(new PortAnswer(port.port(), PortState.FILTERED, "no answer", waitedNanos / 1_000_000));
        }
    }

    /// Once: a host that only drops what it does not serve is not to be scanned ever more slowly.
    private void calmDown() {
        if (!calmed && answered > 0 && silent + answered >= FIRST_PROBES && silent > answered) {
            calmed = true;
            window = Math.max(1, window / 2);
        }
    }

    void settled(Try port, PortState state, String reason) {
        answers.add(new PortAnswer(port.port(), state, reason, 0));
    }

    /// Gives up on what has not been tried: that is our failure and no fact about the target.
    void giveUp(String reason) {
        waiting.forEach(port -> settled(port, PortState.FAILED, reason));
        waiting.clear();
    }

    void complete() {
        done.complete(List.copyOf(answers));
    }

    private void measure(long nanos) {
        if (smoothed < 0) {
            smoothed = nanos;
            variation = nanos / 2.0;
        } else {
            variation += (Math.abs(nanos - smoothed) - variation) / 4;
            smoothed += (nanos - smoothed) / 8;
        }
    }
}
