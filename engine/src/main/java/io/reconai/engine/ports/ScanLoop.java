package io.reconai.engine.ports;

import io.reconai.engine.asset.PortState;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.Outcome;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// One event loop of the scanner with a thread of its own; all networks that fall to it, and nobody else's.
///
/// Few ports go before many: what is found on them takes longer than the trying, and others wait for it. Only
/// [#submit] and [#close] may be called by others. It never blocks but in its selector, and runs no code of others.
final class ScanLoop implements AutoCloseable {

    /// How long an expired connect or the next free slot of the rate may go unnoticed.
    private static final long TICK_MILLIS = 5;

    /// Connects begun before answers are looked at again; on a quick network answers wait in the kernel meanwhile.
    private static final int BEGUN_AT_ONCE = 256;

    /// One connect on its way.
    private static final class Connecting implements Comparable<Connecting> {
        final HostJob job;
        final HostJob.Try port;
        final SocketChannel channel;
        final long begunAt;
        final long expiresAt;
        boolean ended;

        Connecting(HostJob job, HostJob.Try port, SocketChannel channel, long begunAt) {
            this.job = job;
            this.port = port;
            this.channel = channel;
            this.begunAt = begunAt;
            expiresAt = begunAt + job.timeoutNanos(port.attempt());
        }

        @Override
        public int compareTo(Connecting other) {
            return Long.signum(expiresAt - other.expiresAt);
        }
    }

    private final Dialer dialer;
    private final Selector selector;
    private final Queue<HostJob> submitted = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<HostJob> shortJobs = new ArrayDeque<>();
    private final ArrayDeque<HostJob> longJobs = new ArrayDeque<>();
    private final PriorityQueue<Connecting> waiting = new PriorityQueue<>();
    private final Thread thread;
    private int sockets;
    private int mostSockets;
    private volatile boolean closed;

    ScanLoop(Dialer dialer, int mostSockets) throws IOException {
        this.dialer = dialer;
        this.mostSockets = mostSockets;
        selector = Selector.open();
        thread = Thread.ofPlatform().daemon().name("ports").start(this::run);
    }

    /// Takes a job over; it is completed whatever happens.
    void submit(HostJob job) {
        submitted.add(job);
        if (closed) {
            refuseSubmitted();
        } else {
            selector.wakeup();
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(1_000);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) {
                listen();
                for (var job = submitted.poll(); job != null; job = submitted.poll()) {
                    (job.isShort ? shortJobs : longJobs).add(job);
                }
                expire();
                if (begin(shortJobs)) {
                    begin(longJobs);
                }
                retire(shortJobs);
                retire(longJobs);
            }
        } catch (IOException broken) {
            closed = true;
        } finally {
            shutDown();
        }
    }

    private void listen() throws IOException {
        if (shortJobs.isEmpty() && longJobs.isEmpty() && submitted.isEmpty()) {
            selector.select(this::finish);
        } else if (canBegin()) {
            selector.selectNow(this::finish);
        } else {
            selector.select(this::finish, TICK_MILLIS);
        }
    }

    private boolean canBegin() {
        return sockets < mostSockets
                && (shortJobs.stream().anyMatch(HostJob::hasRoom)
                        || longJobs.stream().anyMatch(HostJob::hasRoom))
                && dialer.hasPace();
    }

    private void finish(SelectionKey key) {
        if (!(key.attachment() instanceof Connecting connecting) || connecting.ended) {
            return;
        }
        try {
            if (connecting.channel.finishConnect()) {
                opened(connecting);
            }
        } catch (IOException failed) {
            judge(connecting, failed);
        }
    }

    private void opened(Connecting connecting) throws IOException {
        connecting.job.answered(connecting.port, PortState.OPEN, "accepted", System.nanoTime() - connecting.begunAt);
        try {
            connecting.channel.setOption(StandardSocketOptions.SO_LINGER, 0); // leaves no TIME_WAIT behind
        } finally {
            end(connecting);
        }
    }

    private void expire() {
        var now = System.nanoTime();
        for (var first = waiting.peek();
                first != null && (first.ended || now - first.expiresAt >= 0);
                first = waiting.peek()) {
            waiting.remove();
            if (!first.ended) {
                first.job.silent(first.port, now - first.begunAt);
                end(first);
            }
        }
    }

    /// @return false when the pace allows no more
    private boolean begin(ArrayDeque<HostJob> jobs) {
        var idle = 0;
        for (var begun = 0; begun < BEGUN_AT_ONCE && idle < jobs.size() && sockets < mostSockets; ) {
            var job = jobs.removeFirst();
            jobs.addLast(job); // hosts take turns, so that none sees a burst
            if (job.deadline.hasPassed()) {
                job.giveUp("the host's time was up");
            }
            if (!job.hasRoom()) {
                idle++;
            } else if (!dialer.tryPace()) {
                return false;
            } else {
                idle = 0;
                begun++;
                begin(job, job.next());
            }
        }
        return true;
    }

    private void begin(HostJob job, HostJob.Try port) {
        var begunAt = System.nanoTime();
        switch (dialer.beginConnect(job.address, port.port())) {
            case Outcome.Answered<SocketChannel> begun -> register(new Connecting(job, port, begun.value(), begunAt));
            case Outcome.Blocked<SocketChannel> blocked -> job.settled(port, PortState.BLOCKED, blocked.rule());
            case Outcome.Refused<SocketChannel> _ ->
                job.answered(port, PortState.CLOSED, "connection refused", System.nanoTime() - begunAt);
            case Outcome.Unreachable<SocketChannel> way -> job.settled(port, PortState.FILTERED, way.reason());
            case Outcome.TimedOut<SocketChannel> _ -> job.silent(port, 0);
            case Outcome.Failed<SocketChannel> failed -> failedHere(job, port, failed.reason());
        }
    }

    /// Out of sockets while some are in use: there will be room, and fewer are enough from now on.
    private void failedHere(HostJob job, HostJob.Try port, String reason) {
        if (sockets > 0 && (reason.contains("Too many open files") || reason.contains("No buffer space"))) {
            mostSockets = Math.max(1, sockets / 2);
            job.later(port);
        } else {
            job.settled(port, PortState.FAILED, reason);
        }
    }

    /// A near host has answered by now: what is finished at once needs no place in the selector.
    private void register(Connecting connecting) {
        sockets++;
        connecting.job.begun();
        try {
            if (connecting.channel.finishConnect()) {
                opened(connecting);
                return;
            }
            connecting.channel.register(selector, SelectionKey.OP_CONNECT, connecting);
            waiting.add(connecting);
        } catch (IOException failed) {
            judge(connecting, failed);
        }
    }

    private void judge(Connecting connecting, IOException failure) {
        if (connecting.ended) {
            return;
        }
        var job = connecting.job;
        var port = connecting.port;
        var elapsed = System.nanoTime() - connecting.begunAt;
        switch (Dialer.<Object>classify(failure, connecting.begunAt)) {
            case Outcome.Refused<Object> _ -> job.answered(port, PortState.CLOSED, "connection refused", elapsed);
            case Outcome.TimedOut<Object> _ -> job.silent(port, elapsed);
            case Outcome.Unreachable<Object> way -> job.answered(port, PortState.FILTERED, way.reason(), elapsed);
            case Outcome.Failed<Object> failed -> job.settled(port, PortState.FAILED, failed.reason());
            case Outcome.Blocked<Object> blocked -> job.settled(port, PortState.BLOCKED, blocked.rule());
            case Outcome.Answered<Object> _ -> throw new IllegalStateException("an exception is no answer");
        }
        end(connecting);
    }

    private void end(Connecting connecting) {
        connecting.ended = true;
        try {
            connecting.channel.close();
        } catch (IOException gone) {
            // Closed is what we wanted.
        }
        sockets--;
        connecting.job.ended();
    }

    private static void retire(ArrayDeque<HostJob> jobs) {
        for (var left = jobs.size(); left > 0; left--) {
            var job = jobs.removeFirst();
            if (job.isDone()) {
                job.complete();
            } else {
                jobs.addLast(job);
            }
        }
    }

    private void shutDown() {
        closed = true;
        for (var key : new ArrayList<>(selector.keys())) {
            if (key.attachment() instanceof Connecting connecting && !connecting.ended) {
                connecting.job.settled(connecting.port, PortState.FAILED, "the scanner was closed");
                end(connecting);
            }
        }
        shortJobs.forEach(ScanLoop::refuse);
        longJobs.forEach(ScanLoop::refuse);
        refuseSubmitted();
        try {
            selector.close();
        } catch (IOException broken) {
            // Nobody uses it any more.
        }
    }

    private void refuseSubmitted() {
        for (var job = submitted.poll(); job != null; job = submitted.poll()) {
            refuse(job);
        }
    }

    private static void refuse(HostJob job) {
        job.giveUp("the scanner was closed");
        job.complete();
    }
}
