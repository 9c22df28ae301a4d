package io.reconai.engine.discovery;

import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsSettings;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A program that reads and sweeps word lists that are made as they are read. [WordListTest] runs it with a small heap.
final class LongWordList {

    /// One line in this many can be no name: a megabyte, a zero octet, no UTF-8 and so on, in turn.
    private static final int ODD = 5_000;

    /// One name in this many exists.
    private static final int EXISTING = 1_000;

    private LongWordList() {}

    /// @param arguments words to read, words to sweep
    public static void main(String[] arguments) throws Exception {
        read(Long.parseLong(arguments[0]));
        sweep(Long.parseLong(arguments[1]));
    }

    private static void read(long lines) {
        var words = WordList.words(new Generated(lines, false), ".acme.test");
        var count = 0L;
        for (; words.hasNext(); words.next()) {
            count++;
        }
        System.out.println("read " + count + " words");
    }

    private static void sweep(long lines) throws Exception {
        try (var server = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            server.setReceiveBufferSize(4 * 1024 * 1024);
            Thread.ofPlatform().daemon().start(() -> answer(server));
            var dialer = new Dialer(new DialerSettings(AddressPolicy.allowingAll(), ConnectTo.none(), 10_000, 8));
            var resolver = (InetSocketAddress) server.getLocalSocketAddress();
            var found = new AtomicLong();
            try (var client = new DnsClient(DnsSettings.of(List.of(resolver), 0), dialer)) {
                var words = WordList.words(new Generated(lines, true), ".acme.test");
                var result = client.sweep(words, RecordType.A, _ -> found.incrementAndGet());
                System.out.println("asked " + result.asked() + ", skipped " + result.skipped() + ", found " + found);
            }
        }
    }

    /// A name server in a few lines: the question comes back as its answer, "no such name" or an empty one.
    private static void answer(DatagramSocket server) {
        var packet = new DatagramPacket(new byte[512], 512);
        while (true) {
            try {
                packet.setLength(512);
                server.receive(packet);
                var message = packet.getData();
                var label = new String(message, 13, message[12], StandardCharsets.US_ASCII);
                message[2] = (byte) 0x81; // an answer; recursion was desired
                message[3] = (byte) (Long.parseLong(label.substring(1)) % EXISTING == 0 ? 0 : 3);
                server.send(packet);
            } catch (IOException closed) {
                return;
            }
        }
    }

    /// Lines `w0`, `w1` and so on, and between them, where wanted, what can be no name.
    private static final class Generated extends InputStream {

        private static final List<byte[]> NO_NAMES =
                List.of(longest(), line("w\0w"), new byte[] {'w', (byte) 0xff, '\n'}, line("a b"), line("-.-..x"));

        private final long lines;
        private final boolean withOdd;
        private long next;
        private boolean isOddNext;
        private byte[] line = new byte[0];
        private int position;

        Generated(long lines, boolean withOdd) {
            this.lines = lines;
            this.withOdd = withOdd;
            isOddNext = withOdd;
        }

        private static byte[] longest() {
            var line = new byte[1_000_000];
            Arrays.fill(line, (byte) 'x');
            line[line.length - 1] = '\n';
            return line;
        }

        private static byte[] line(String text) {
            return (text + "\r\n").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            if (position == line.length && !advance()) {
                return -1;
            }
            return line[position++] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (position == line.length && !advance()) {
                return -1;
            }
            var count = Math.min(length, line.length - position);
            System.arraycopy(line, position, into, offset, count);
            position += count;
            return count;
        }

        private boolean advance() {
            if (next == lines) {
                return false;
            }
            position = 0;
            if (isOddNext) {
                isOddNext = false;
                line = NO_NAMES.get((int) (next / ODD % NO_NAMES.size()));
                return true;
            }
            line = ("w" + next++ + "\n").getBytes(StandardCharsets.US_ASCII);
            isOddNext = withOdd && next % ODD == 0;
            return true;
        }
    }
}
