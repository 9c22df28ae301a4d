package io.reconai.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// A DNS server on loopback that is far away: each answer comes after a delay, and of the questions some are lost.
///
/// Stands in for a slow network where the kernel has none to offer. Names whose first label is in a file have an
/// address, all others do not exist. Raw packets and no object a question, so that it is not what is measured.
final class SlowDnsServer {

    private static final int HEADER = 12;
    private static final int TYPE_A = 1;
    private static final int BUFFER_BYTES = 4 * 1024 * 1024;
    private static final int SLOT_BYTES = 320;

    /// Answers that may be on their way; questions beyond are lost, as they would be in a router.
    private static final int SLOTS = 1 << 16;

    private static final int READS_AT_ONCE = 128;

    private final long delayNanos;
    private final double loss;
    private final Labels existing;
    private final SplittableRandom random = new SplittableRandom(1);
    private final byte[] answers = new byte[SLOTS * SLOT_BYTES];
    private final int[] lengths = new int[SLOTS];
    private final long[] dues = new long[SLOTS];
    private final SocketAddress[] receivers = new SocketAddress[SLOTS];
    private final ByteBuffer received = ByteBuffer.allocateDirect(SLOT_BYTES);
    private final ByteBuffer sending = ByteBuffer.allocateDirect(SLOT_BYTES);
    private long first;
    private long next;

    private SlowDnsServer(long delayNanos, double loss, Labels existing) {
        this.delayNanos = delayNanos;
        this.loss = loss;
        this.existing = existing;
    }

    /// Prints its port and serves until it is stopped or who started it has ended.
    ///
    /// @param arguments delay in milliseconds, loss in per cent, file of labels that exist
    public static void main(String[] arguments) throws IOException {
        var existing = new Labels();
        Files.readAllLines(Path.of(arguments[2])).forEach(existing::add);
        var server = new SlowDnsServer(
                Long.parseLong(arguments[0]) * 1_000_000, Double.parseDouble(arguments[1]) / 100, existing);
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        server.serve();
    }

    private void serve() throws IOException {
        try (var channel = DatagramChannel.open();
                var selector = Selector.open()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            System.out.println(((InetSocketAddress) channel.getLocalAddress()).getPort());
            while (true) {
                if (first == next) {
                    selector.select();
                } else if (dues[slot(first)] - System.nanoTime() > 0) {
                    selector.select(1);
                }
                selector.selectedKeys().clear();
                receive(channel);
                send(channel);
            }
        }
    }

    private void receive(DatagramChannel channel) throws IOException {
        var due = System.nanoTime() + delayNanos;
        for (var left = READS_AT_ONCE; left > 0; left--) {
            received.clear();
            var from = channel.receive(received);
            if (from == null) {
                return;
            }
            received.flip();
            if (received.limit() > HEADER && next - first < SLOTS && random.nextDouble() >= loss) {
                answer(from, due);
            }
        }
    }

    private void answer(SocketAddress to, long due) {
        var slot = slot(next);
        var at = slot * SLOT_BYTES;
        var end = HEADER;
        while (end < received.limit() && received.get(end) != 0) {
            end += 1 + (received.get(end) & 0x3f);
        }
        end += 5;
        if (end > received.limit() || end + 16 > SLOT_BYTES) {
            return;
        }
        received.get(0, answers, at, end);
        var exists = existing.contains(answers, at + HEADER + 1, answers[at + HEADER]);
        var hasAddress = exists && answers[at + end - 3] == TYPE_A;
        answers[at + 2] = (byte) 0x85; // an authoritative answer
        answers[at + 3] = (byte) (exists ? 0 : 3);
        for (var i = 6; i < HEADER; i++) {
            answers[at + i] = 0;
        }
        if (hasAddress) {
            answers[at + 7] = 1;
            var address = new byte[] {(byte) 0xc0, HEADER, 0, TYPE_A, 0, 1, 0, 0, 1, 44, 0, 4, (byte) 192, 0, 2, 1};
            System.arraycopy(address, 0, answers, at + end, address.length);
            end += address.length;
        }
        lengths[slot] = end;
        dues[slot] = due;
        receivers[slot] = to;
        next++;
    }

    private void send(DatagramChannel channel) throws IOException {
        var now = System.nanoTime();
        while (first != next && dues[slot(first)] - now <= 0) {
            var slot = slot(first);
            sending.clear();
            sending.put(answers, slot * SLOT_BYTES, lengths[slot]).flip();
            if (channel.send(sending, receivers[slot]) == 0) {
                return; // the send buffer is full
            }
            first++;
        }
    }

    private static int slot(long number) {
        return (int) (number & (SLOTS - 1));
    }

    /// A set of labels that is asked without making a string of one: by a hash of 64 bits.
    private static final class Labels {

        private static final int PLACES = 1 << 16;

        private final long[] hashes = new long[PLACES];

        void add(String label) {
            var octets = label.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            var hash = hash(octets, 0, octets.length);
            var place = place(hash);
            while (hashes[place] != 0) {
                place = place + 1 & PLACES - 1;
            }
            hashes[place] = hash;
        }

        boolean contains(byte[] octets, int from, int length) {
            var hash = hash(octets, from, length);
            for (var place = place(hash); hashes[place] != 0; place = place + 1 & PLACES - 1) {
                if (hashes[place] == hash) {
                    return true;
                }
            }
            return false;
        }

        /// FNV-1a.
        private static long hash(byte[] octets, int from, int length) {
            var hash = 0xcbf29ce484222325L;
            for (var i = from; i < from + length; i++) {
                hash = (hash ^ (octets[i] >= 'A' && octets[i] <= 'Z' ? octets[i] + 32 : octets[i])) * 0x100000001b3L;
            }
            return hash;
        }

        private static int place(long hash) {
            return (int) (hash >>> 40) & PLACES - 1;
        }
    }
}
