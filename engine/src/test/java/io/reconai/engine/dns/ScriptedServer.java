package io.reconai.engine.dns;

import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// A name server on a loopback port, over UDP and TCP, that does what a test says and remembers what it was asked.
final class ScriptedServer implements AutoCloseable {

    /// What happens when a question comes over UDP.
    @FunctionalInterface
    interface Packets {
        void asked(Message question, Sender back) throws IOException;
    }

    /// What happens when a question comes over TCP.
    @FunctionalInterface
    interface Connections {
        void asked(Message question, Socket connection) throws IOException;
    }

    /// The way back to whoever asked.
    record Sender(DatagramSocket socket, SocketAddress to) {
        void send(byte[] octets) throws IOException {
            socket.send(new DatagramPacket(octets, octets.length, to));
        }

        /// From another port, as someone does who cannot listen.
        void sendFromElsewhere(byte[] octets) throws IOException {
            try (var elsewhere = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                elsewhere.send(new DatagramPacket(octets, octets.length, to));
            }
        }
    }

    /// One port number for both protocols; another is tried where somebody has it for one of them.
    private record Pair(ServerSocket connections, DatagramSocket packets) {

        private static final int TRIES = 20;

        static Pair open() throws IOException {
            for (var attempt = 1; ; attempt++) {
                var connections = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                try {
                    var endpoint = new InetSocketAddress(InetAddress.getLoopbackAddress(), connections.getLocalPort());
                    return new Pair(connections, new DatagramSocket(endpoint));
                } catch (IOException taken) {
                    connections.close();
                    if (attempt == TRIES) {
                        throw taken;
                    }
                }
            }
        }
    }

    private final DatagramSocket packets;
    private final ServerSocket connections;
    final Queue<String> asked = new ConcurrentLinkedQueue<>();

    private ScriptedServer(Packets onPacket, Connections onConnection) throws IOException {
        var pair = Pair.open();
        connections = pair.connections;
        packets = pair.packets;
        packets.setReceiveBufferSize(1024 * 1024);
        Thread.ofVirtual().start(() -> serve(onPacket));
        Thread.ofVirtual().start(() -> accept(onConnection));
    }

    static ScriptedServer of(Packets onPacket, Connections onConnection) {
        try {
            return new ScriptedServer(onPacket, onConnection);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    static ScriptedServer of(Packets onPacket) {
        return of(onPacket, (_, connection) -> connection.close());
    }

    /// Answers every question in full.
    static ScriptedServer answering(UnaryOperator<Message> answer) {
        return of(
                (question, back) -> back.send(answer.apply(question).toWire()),
                (question, connection) ->
                        write(connection, answer.apply(question).toWire()));
    }

    static ScriptedServer silent() {
        return of((_, _) -> {});
    }

    static void write(Socket connection, byte[] octets) throws IOException {
        TcpExchange.send(connection, octets);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), packets.getLocalPort());
    }

    int questions() {
        return asked.size();
    }

    /// Without repetitions, which a busy machine may cause.
    int distinctQuestions() {
        return Set.copyOf(asked).size();
    }

    /// A client that asks these servers in turn, and finds the first of them at 192.0.2.1 too.
    static DnsClient client(ScriptedServer... servers) throws IOException {
        return client(Duration.ofSeconds(1), servers);
    }

    /// The same for servers that do not answer, which it repeats its questions to after a short while.
    static DnsClient hurried(ScriptedServer... servers) throws IOException {
        return client(Duration.ofMillis(60), servers);
    }

    private static DnsClient client(Duration firstTimeout, ScriptedServer... servers) throws IOException {
        var addresses = Arrays.stream(servers).map(ScriptedServer::address).toList();
        return new DnsClient(new DnsSettings(addresses, firstTimeout, 0), dialer(servers[0]));
    }

    /// A dialer for which this server stands at 192.0.2.1.
    static Dialer dialer(ScriptedServer server) {
        return new Dialer(new DialerSettings(
                AddressPolicy.publicOnly(),
                ConnectTo.parse("192.0.2.1:53=127.0.0.1:" + server.address().getPort()),
                1_000,
                8));
    }

    static Message reply(Message question, int rcode, String... records) {
        var reply = new Message(question.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RA);
        reply.getHeader().setRcode(rcode);
        reply.addRecord(question.getQuestion(), Section.QUESTION);
        for (var record : records) {
            reply.addRecord(record(record), Section.ANSWER);
        }
        return reply;
    }

    static Message reply(Message question, String... records) {
        return reply(question, Rcode.NOERROR, records);
    }

    static Message truncated(Message question) {
        var reply = reply(question);
        reply.getHeader().setFlag(Flags.TC);
        return reply;
    }

    /// `www.acme.test A 192.0.2.7`
    static Record record(String text) {
        var parts = text.split(" ", 3);
        try {
            var owner = Name.fromString(parts[0], Name.root);
            return Record.fromString(owner, Type.value(parts[1]), DClass.IN, 60, parts[2], Name.root);
        } catch (TextParseException wrong) {
            throw new IllegalArgumentException(text, wrong);
        } catch (IOException wrong) {
            throw new UncheckedIOException(text, wrong);
        }
    }

    static String name(Message question) {
        return question.getQuestion().getName().toString(true);
    }

    List<String> askedInOrder() {
        return List.copyOf(asked);
    }

    private void serve(Packets onPacket) {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        while (!packets.isClosed()) {
            try {
                packets.receive(packet);
                var question = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                remember(question, "udp");
                onPacket.asked(question, new Sender(packets, packet.getSocketAddress()));
            } catch (IOException ended) {
                // Closed, or a packet that could not be delivered.
            }
        }
    }

    private void accept(Connections onConnection) {
        while (!connections.isClosed()) {
            try {
                var connection = connections.accept();
                Thread.ofVirtual().start(() -> converse(connection, onConnection));
            } catch (IOException ended) {
                // Closed.
            }
        }
    }

    private void converse(Socket connection, Connections onConnection) {
        try (connection) {
            var in = new DataInputStream(connection.getInputStream());
            var octets = in.readNBytes(in.readUnsignedShort());
            var question = new Message(octets);
            remember(question, "tcp");
            onConnection.asked(question, connection);
        } catch (IOException ended) {
            // The client went away, which is what many a test is about.
        }
    }

    private void remember(Message question, String transport) {
        asked.add(name(question) + " " + Type.string(question.getQuestion().getType()) + " " + transport);
    }

    @Override
    public void close() {
        packets.close();
        try {
            connections.close();
        } catch (IOException gone) {
            // It was listening for nobody else.
        }
    }
}
