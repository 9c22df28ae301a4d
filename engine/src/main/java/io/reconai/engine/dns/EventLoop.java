package io.reconai.engine.dns;

import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.net.Dialer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.UnsupportedAddressTypeException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The event loop of the DNS client. One thread; never blocks but in `select`; runs no code of others but the
/// completion of a question, which only stores the answer.
///
/// Forged answers have to guess a source port (one of several sockets, each on a random port), a random id and the
/// question, and come from the server's address (RFC 5452).
final class EventLoop {

    /// Marks an answer that was cut and has to be asked for again over TCP; never leaves the client.
    static final String TRUNCATED = "truncated";

    private static final int FORMAT_ERROR = 1;
    private static final int SOCKETS = 8;
    private static final int MAX_MESSAGE = 65_535;
    private static final int RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;
    private static final long TICK_MILLIS = 10;

    /// Then others have their turn: whoever floods one socket holds up neither sending nor time-outs.
    private static final int READS_AT_ONCE = 256;

    private static final class Channel {
        final DatagramChannel datagrams;
        final Map<Integer, Pending> waiting = new HashMap<>();

        Channel(DatagramChannel datagrams) {
            this.datagrams = datagrams;
        }
    }

    private final DnsSettings settings;
    private final Selector selector;
    private final List<Channel> channels = new ArrayList<>();
    private final Queue<Pending> submitted = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Pending> queue = new ArrayDeque<>();
    private final Map<InetSocketAddress, Window> windows = new HashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final ByteBuffer buffer = ByteBuffer.allocate(MAX_MESSAGE);
    private final Thread thread;
    private volatile boolean closed;

    EventLoop(DnsSettings settings, Dialer dialer) throws IOException {
        this.settings = settings;
        selector = Selector.open();
        for (var i = 0; i < SOCKETS; i++) {
            var datagrams = dialer.openDatagram();
            datagrams.setOption(java.net.StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            var channel = new Channel(datagrams);
            datagrams.register(selector, SelectionKey.OP_READ, channel);
            channels.add(channel);
        }
        thread = Thread.ofPlatform().daemon().name("dns").start(this::run);
    }

    void submit(Pending pending) {
        if (closed) {
            give(pending, DnsOutcome.UNREACHABLE);
            return;
        }
        submitted.add(pending);
        selector.wakeup();
        if (closed && submitted.remove(pending)) {
            give(pending, DnsOutcome.UNREACHABLE); // the loop ended in between and will not look again
        }
    }

    void close() {
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
            var lastTick = System.nanoTime();
            while (!closed) {
                selector.select(TICK_MILLIS);
                receive();
                for (var pending = submitted.poll(); pending != null; pending = submitted.poll()) {
                    queue.addLast(pending);
                }
                var now = System.nanoTime();
                if (now - lastTick >= TICK_MILLIS * 1_000_000) {
                    lastTick = now;
                    expire(now);
                }
                send();
            }
        } catch (IOException broken) {
            closed = true;
        } finally {
            shutDown();
        }
    }

    private void receive() {
        for (var key : selector.selectedKeys()) {
            var channel = (Channel) key.attachment();
            try {
                receiveAll(channel);
            } catch (IOException refused) {
                // An ICMP error of an earlier packet is told on this socket; the question's time-out handles it.
            }
        }
        selector.selectedKeys().clear();
    }

    private void receiveAll(Channel channel) throws IOException {
        for (var left = READS_AT_ONCE; left > 0; left--) {
            var from = next(channel);
            if (from == null) {
                return;
            }
            buffer.flip();
            accept(channel, (InetSocketAddress) from, buffer.array(), buffer.limit());
        }
    }

    private java.net.@org.jspecify.annotations.Nullable SocketAddress next(Channel channel) throws IOException {
        buffer.clear();
        return channel.datagrams.receive(buffer);
    }

    private void accept(Channel channel, InetSocketAddress from, byte[] octets, int length) {
        if (length < 12) {
            return;
        }
        var pending = channel.waiting.get((octets[0] & 0xff) << 8 | octets[1] & 0xff);
        if (pending == null || !pending.route.server(pending.place()).equals(from)) {
            return; // late, repeated or forged
        }
        try {
            var message = DnsMessage.parse(octets, length);
            if (message.answers(pending.question)) {
                answered(channel, pending, message);
            }
        } catch (MalformedMessageException garbage) {
            // Whoever sent it, the right answer may still come.
        }
    }

    private void answered(Channel channel, Pending pending, DnsMessage message) {
        channel.waiting.remove(pending.id);
        var window = window(pending);
        var now = System.nanoTime();
        if (message.rcode() == FORMAT_ERROR && !pending.withoutEdns) {
            pending.withoutEdns = true;
            window.answered(now - pending.sentAt, pending.attempt == 0, now);
            queue.addFirst(pending);
            return;
        }
        var isFaulty = isFaulty(message.rcode());
        if (isFaulty) {
            window.failed(now);
        } else {
            window.answered(now - pending.sentAt, pending.attempt == 0, now);
        }
        if (isFaulty && pending.route.servers().size() > 1 && pending.attempt + 1 < pending.route.tries()) {
            pending.attempt++; // another resolver may know better
            queue.addFirst(pending);
            return;
        }
        if (message.truncated()) {
            pending.done.accept(Answers.without(
                    pending.question,
                    DnsOutcome.NOTIMP,
                    pending.route.shown(pending.place()),
                    TRUNCATED,
                    pending.route.recursionDesired(),
                    pending.elapsedMs()));
            return;
        }
        pending.done.accept(Answers.lookup(
                pending.question,
                message,
                pending.route.shown(pending.place()),
                "udp",
                pending.route.recursionDesired(),
                pending.elapsedMs()));
    }

    private static boolean isFaulty(int rcode) {
        return rcode != 0 && rcode != 3;
    }

    private void expire(long now) {
        for (var channel : channels) {
            var waiting = channel.waiting.values().iterator();
            while (waiting.hasNext()) {
                var pending = waiting.next();
                if (now - pending.expiresAt >= 0) {
                    waiting.remove();
                    unanswered(pending);
                }
            }
        }
    }

    private void unanswered(Pending pending) {
        window(pending).lost();
        pending.attempt++;
        if (pending.attempt < pending.route.tries()) {
            queue.addFirst(pending);
        } else {
            pending.attempt--;
            give(pending, DnsOutcome.TIMEOUT);
        }
    }

    private void send() {
        for (var left = queue.size(); left > 0; left--) {
            var pending = queue.poll();
            if (pending == null) {
                return;
            }
            if (window(pending).hasRoom()) {
                send(pending);
            } else {
                queue.addLast(pending);
            }
        }
    }

    private void send(Pending pending) {
        var channel = channels.get(random.nextInt(channels.size()));
        do {
            pending.id = random.nextInt(0x10000);
        } while (channel.waiting.containsKey(pending.id));
        var packet = ByteBuffer.wrap(DnsMessage.question(
                pending.id, pending.question, pending.route.recursionDesired(), !pending.withoutEdns));
        var window = window(pending);
        pending.sentAt = System.nanoTime();
        pending.expiresAt =
                pending.sentAt + window.timeoutNanos(pending.attempt, pending.attempt + 1 == pending.route.tries());
        try {
            if (channel.datagrams.send(packet, pending.route.server(pending.place())) == 0) {
                queue.addFirst(pending); // the send buffer is full
                return;
            }
            channel.waiting.put(pending.id, pending);
            window.sent();
        } catch (IOException | UnsupportedAddressTypeException unreachable) {
            unreachable(pending);
        }
    }

    /// No packet leaves for this server, for instance because there is no IPv6 here; another one may do.
    private void unreachable(Pending pending) {
        if (pending.route.servers().size() > 1 && pending.attempt + 1 < pending.route.tries()) {
            pending.attempt++;
            queue.addFirst(pending);
        } else {
            give(pending, DnsOutcome.UNREACHABLE);
        }
    }

    private Window window(Pending pending) {
        return windows.computeIfAbsent(pending.route.server(pending.place()), _ -> new Window(settings.firstTimeout()));
    }

    private static void give(Pending pending, DnsOutcome outcome) {
        pending.done.accept(Answers.without(
                pending.question,
                outcome,
                pending.route.shown(pending.place()),
                "udp",
                pending.route.recursionDesired(),
                pending.elapsedMs()));
    }

    private void shutDown() {
        closed = true;
        for (var channel : channels) {
            channel.waiting.values().forEach(pending -> give(pending, DnsOutcome.UNREACHABLE));
            close(channel.datagrams);
        }
        queue.forEach(pending -> give(pending, DnsOutcome.UNREACHABLE));
        for (var pending = submitted.poll(); pending != null; pending = submitted.poll()) {
            give(pending, DnsOutcome.UNREACHABLE);
        }
        close(selector);
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception broken) {
            // Nothing can be done about it, and nobody uses it any more.
        }
    }
}
