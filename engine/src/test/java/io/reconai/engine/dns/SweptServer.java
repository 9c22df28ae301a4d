package io.reconai.engine.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on loopback that answers the questions of a sweep as a test wants it to, honestly or not.
final class SweptServer implements AutoCloseable {

    private static final int HEADER = 12;

    /// What is done about a question.
    interface Reply {
        void to(Question question, Answering answering) throws IOException;
    }

    /// Where answers to one question go.
    final class Answering {

        private final InetSocketAddress asker;

        private Answering(InetSocketAddress asker) {
            this.asker = asker;
        }

        void answer(Question response) throws IOException {
            answer(response.octets);
        }

        void answer(byte[] octets) throws IOException {
            socket.send(new DatagramPacket(octets, octets.length, asker));
        }

        void answerFromElsewhere(Question response) throws IOException {
            elsewhere.send(new DatagramPacket(response.octets, response.octets.length, asker));
        }
    }

    /// A question, and the responses that can be made of it.
    record Question(byte[] octets, boolean isFirst) {

        int id() {
            return (octets[0] & 0xff) << 8 | octets[1] & 0xff;
        }

        String name() {
            var name = new StringBuilder();
            for (var at = HEADER; octets[at] != 0; at += 1 + octets[at]) {
                name.append(name.isEmpty() ? "" : ".")
                        .append(new String(octets, at + 1, octets[at], StandardCharsets.US_ASCII));
            }
            return name.toString();
        }

        Question address() {
            var response = response(0);
            var end = response.octets.length;
            var longer = Arrays.copyOf(response.octets, end + 16);
            longer[7] = 1;
            var answer = new byte[] {(byte) 0xc0, HEADER, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, (byte) 192, 0, 2, 1};
            System.arraycopy(answer, 0, longer, end, answer.length);
            return new Question(longer, isFirst);
        }

        Question absent() {
            return response(3);
        }

        Question failure(int code) {
            return response(code);
        }

        /// The opposite of what the tests take for true: every name has an address.
        Question forged() {
            return address();
        }

        Question echoed() {
            return new Question(octets.clone(), isFirst);
        }

        Question withId(int id) {
            var changed = octets.clone();
            changed[0] = (byte) (id >> 8);
            changed[1] = (byte) id;
            return new Question(changed, isFirst);
        }

        /// With another name of the same length.
        Question withName(String name) {
            var changed = octets.clone();
            var at = HEADER + 1;
            for (var letter : name.getBytes(StandardCharsets.US_ASCII)) {
                if (letter != '.') {
                    changed[at] = letter;
                }
                at++;
            }
            return new Question(changed, isFirst);
        }

        Question capitals() {
            return withName(name().toUpperCase(Locale.ROOT));
        }

        private Question response(int code) {
            var response = octets.clone();
            response[2] |= (byte) 0x80;
            response[3] = (byte) code;
            return new Question(response, isFirst);
        }
    }

    private final DatagramSocket socket;
    private final DatagramSocket elsewhere;
    private final int port;
    private final Reply reply;
    private final AtomicInteger questions = new AtomicInteger();
    private final Set<String> seen = new HashSet<>();

    SweptServer(Reply reply) throws IOException {
        this.reply = reply;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        port = socket.getLocalPort();
        elsewhere = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::serve);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /// Packets received so far.
    int questions() {
        return questions.get();
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[512], 512);
        try {
            while (true) {
                socket.receive(packet);
                questions.incrementAndGet();
                var question = new Question(Arrays.copyOf(packet.getData(), packet.getLength()), true);
                var isFirst = seen.add(question.name());
                reply.to(new Question(question.octets, isFirst), new Answering((InetSocketAddress)
                        packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() {
        socket.close();
        elsewhere.close();
    }
}
