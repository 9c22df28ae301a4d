package io.reconai.engine.ports;

import io.reconai.engine.asset.PortState;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;

/// Tries TCP ports by full connects, many at once, on one event loop for all hosts.
///
/// A port is filtered only after two silent tries, the second later and longer; what went wrong on our side is
/// `FAILED` and never counted as filtered. Waiting is for virtual threads. Safe for use by many threads.
public final class PortScanner implements AutoCloseable {

    /// Well below the usual limit of open files, which the rest of a scan shares.
    private static final int SOCKETS_AT_ONCE = 2_000;

    private static final long TICK_MILLIS = 5;

    private record Connecting(HostJob job, HostJob.Try port, long begunAt, long expiresAt) {}

    private final Dialer dialer;
    private final Selector selector;
    private final Queue<HostJob> submitted = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<HostJob> jobs = new ArrayDeque<>();
    private final Thread thread;
    private int sockets;
    private volatile boolean closed;

    /// Starts the event loop.
    public PortScanner(Dialer dialer) throws IOException {
        this.dialer = dialer;
        selector = Selector.open();
        thread = Thread.ofPlatform().daemon().name("ports").start(this::run);
    }

    /// Tries ports of one address.
    ///
    /// @return one answer for each port, in no order; those that the deadline cut off are `FAILED`
    public List<PortAnswer> scan(InetAddress address, PortList ports, Deadline deadline) throws InterruptedException {
        var job = new HostJob(address, ports, deadline);
        if (closed) {
            job.giveUp("the scanner is closed");
            job.complete();
        } else {
            submitted.add(job);
            selector.wakeup();
        }
        try {
            return job.done.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("the event loop completes every job", impossible);
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
                if (jobs.isEmpty() && submitted.isEmpty()) {
                    selector.select();
                } else {
                    selector.select(TICK_MILLIS);
                }
                for (var job = submitted.poll(); job != null; job = submitted.poll()) {
                    jobs.add(job);
                }
                finishConnected();
                expire();
                begin();
                retire();
            }
        } catch (IOException broken) {
            closed = true;
        } finally {
            shutDown();
        }
    }

    private void finishConnected() {
        for (var key : selector.selectedKeys()) {
            if (key.isValid() && key.attachment() instanceof Connecting connecting) {
                var channel = (SocketChannel) key.channel();
                var elapsed = System.nanoTime() - connecting.begunAt();
                try {
                    if (channel.finishConnect()) {
                        channel.setOption(StandardSocketOptions.SO_LINGER, 0); // leaves no TIME_WAIT behind
                        connecting.job().answered(connecting.port(), PortState.OPEN, "accepted", elapsed);
                        end(key, connecting);
                    }
                } catch (IOException failed) {
                    judge(connecting, Dialer.classify(failed, connecting.begunAt()), elapsed);
                    end(key, connecting);
                }
            }
        }
        selector.selectedKeys().clear();
    }

    private void expire() {
        var now = System.nanoTime();
        for (var key : List.copyOf(selector.keys())) {
            if (key.isValid()
                    && key.attachment() instanceof Connecting connecting
                    && now - connecting.expiresAt() >= 0) {
                connecting.job().silent(connecting.port(), now - connecting.begunAt());
                end(key, connecting);
            }
        }
    }

    private void begin() {
        var idle = 0;
        while (idle < jobs.size() && sockets < SOCKETS_AT_ONCE) {
            var job = jobs.removeFirst();
            jobs.addLast(job); // hosts take turns, so that none sees a burst
            if (job.deadline.hasPassed()) {
                job.giveUp("the host's time was up");
            }
            if (!job.hasRoom()) {
                idle++;
            } else if (!dialer.tryPace()) {
                return;
            } else {
                idle = 0;
                begin(job, job.next());
            }
        }
    }

    private void begin(HostJob job, HostJob.Try port) {
        var begunAt = System.nanoTime();
        switch (dialer.beginConnect(job.address, port.port())) {
            case Outcome.Answered<SocketChannel> begun -> register(job, port, begun.value(), begunAt);
            case Outcome.Blocked<SocketChannel> blocked -> job.settled(port, PortState.BLOCKED, blocked.rule());
            case Outcome.Refused<SocketChannel> _ ->
                job.answered(port, PortState.CLOSED, "connection refused", System.nanoTime() - begunAt);
            case Outcome.Unreachable<SocketChannel> way -> job.settled(port, PortState.FILTERED, way.reason());
            case Outcome.TimedOut<SocketChannel> _ -> job.silent(port, 0);
            case Outcome.Failed<SocketChannel> failed -> job.settled(port, PortState.FAILED, failed.reason());
        }
    }

    private void register(HostJob job, HostJob.Try port, SocketChannel channel, long begunAt) {
        var expiresAt = begunAt + job.timeoutNanos(port.attempt());
        try {
            channel.register(selector, SelectionKey.OP_CONNECT, new Connecting(job, port, begunAt, expiresAt));
            sockets++;
            job.begun();
        } catch (IOException closedAlready) {
            job.settled(port, PortState.FAILED, String.valueOf(closedAlready.getMessage()));
        }
    }

    private static void judge(Connecting connecting, Outcome<Object> outcome, long elapsed) {
        var job = connecting.job();
        var port = connecting.port();
        switch (outcome) {
            case Outcome.Refused<Object> _ -> job.answered(port, PortState.CLOSED, "connection refused", elapsed);
            case Outcome.TimedOut<Object> _ -> job.silent(port, elapsed);
            case Outcome.Unreachable<Object> way -> job.answered(port, PortState.FILTERED, way.reason(), elapsed);
            case Outcome.Failed<Object> failed -> job.settled(port, PortState.FAILED, failed.reason());
            case Outcome.Blocked<Object> blocked -> job.settled(port, PortState.BLOCKED, blocked.rule());
            case Outcome.Answered<Object> _ -> throw new IllegalStateException("an exception is no answer");
        }
    }

    private void end(SelectionKey key, Connecting connecting) {
        key.attach(null);
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException gone) {
            // Closed is what we wanted.
        }
        sockets--;
        connecting.job().ended();
    }

    private void retire() {
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
            if (key.attachment() instanceof Connecting connecting) {
                connecting.job().settled(connecting.port(), PortState.FAILED, "the scanner was closed");
                end(key, connecting);
            }
        }
        for (var job = submitted.poll(); job != null; job = submitted.poll()) {
            jobs.add(job);
        }
        jobs.forEach(job -> {
            job.giveUp("the scanner was closed");
            job.complete();
        });
        try {
            selector.close();
        } catch (IOException broken) {
            // Nobody uses it any more.
        }
    }
}
