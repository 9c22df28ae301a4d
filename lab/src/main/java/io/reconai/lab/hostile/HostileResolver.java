package io.reconai.lab.hostile;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Locale;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/// The resolver of the hostile organisation, over UDP and TCP: says what its zone says, and under some names what no
/// server should say.
final class HostileResolver implements AutoCloseable {

    private static final int TRIES = 20;
    private static final int MOST_OVER_UDP = 1_232;
    private static final int WRONG_IDS = 300;

    private final HostileZone zone;
    private final ServerSocket connections;
    private final DatagramSocket packets;

    private HostileResolver(HostileZone zone, ServerSocket connections, DatagramSocket packets) {
        this.zone = zone;
        this.connections = connections;
        this.packets = packets;
        Thread.ofPlatform().daemon().name("hostile dns udp").start(this::receive);
        Thread.ofPlatform().daemon().name("hostile dns tcp").start(this::accept);
    }

    static HostileResolver start(HostileZone zone) throws IOException {
        for (var attempt = 1; ; attempt++) {
            var connections = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            try {
                var endpoint = new InetSocketAddress(InetAddress.getLoopbackAddress(), connections.getLocalPort());
                return new HostileResolver(zone, connections, new DatagramSocket(endpoint));
            } catch (IOException taken) {
                connections.close();
                if (attempt == TRIES) {
                    throw taken;
                }
            }
        }
    }

    int port() {
        return connections.getLocalPort();
    }

    private void receive() {
        var buffer = new byte[65_535];
        while (!packets.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                packets.receive(packet);
                answer(new Message(java.util.Arrays.copyOf(buffer, packet.getLength())), packet.getSocketAddress());
            } catch (IOException garbageOrClosed) {
                // A packet that is no question gets no answer.
            }
        }
    }

    private void answer(Message question, SocketAddress from) throws IOException {
        var good = zone.answer(question).toWire();
        switch (label(question)) {
            case "dns-loop" -> send(WireMischief.loop(question), from);
            case "dns-forward" -> send(WireMischief.forwardPointer(question), from);
            case "dns-garbage" -> send(WireMischief.garbage(question), from);
            case "dns-counts" -> send(WireMischief.countsWithoutRecords(question), from);
            case "dns-short" -> send(WireMischief.cut(good), from);
            case "dns-tcp-garbage", "dns-tcp-drip", "dns-tcp-huge" -> send(WireMischief.truncated(question), from);
            case "dns-wrong-ids" -> {
                for (var i = 1; i <= WRONG_IDS; i++) {
                    send(WireMischief.otherId(good, i), from);
                }
                send(good, from);
            }
            case "dns-other-question" -> {
                send(WireMischief.otherQuestion(question), from);
                send(good, from);
            }
            default -> send(good.length > MOST_OVER_UDP ? WireMischief.truncated(question) : good, from);
        }
    }

    private void send(byte[] octets, SocketAddress to) throws IOException {
        packets.send(new DatagramPacket(octets, octets.length, to));
    }

    private void accept() {
        while (!connections.isClosed()) {
            try {
                var visitor = connections.accept();
                Thread.ofVirtual().start(() -> serve(visitor));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket visitor) {
        try (visitor) {
            var in = new DataInputStream(visitor.getInputStream());
            var out = new DataOutputStream(visitor.getOutputStream());
            while (true) {
                var octets = new byte[in.readUnsignedShort()];
                in.readFully(octets);
                var question = new Message(octets);
                switch (label(question)) {
                    case "dns-tcp-garbage" -> write(out, WireMischief.garbage(question));
                    case "dns-tcp-huge" -> write(out, WireMischief.huge(question));
                    case "dns-tcp-drip" -> drip(out);
                    default -> write(out, zone.answer(question).toWire());
                }
            }
        } catch (IOException | InterruptedException gone) {
            // The visitor has left, or the resolver closes.
        }
    }

    private static void write(DataOutputStream out, byte[] octets) throws IOException {
        out.writeShort(octets.length);
        out.write(octets);
        out.flush();
    }

    /// A message of 65,535 octets, one at a time.
    private static void drip(DataOutputStream out) throws IOException, InterruptedException {
        out.writeShort(65_535);
        while (true) {
            out.write(0);
            out.flush();
            Thread.sleep(400);
        }
    }

    /// The first label of what is asked for, where it is an address; other types have decent answers.
    private static String label(Message question) {
        var asked = question.getQuestion();
        if (asked == null || asked.getType() != Type.A) {
            return "";
        }
        return asked.getName().getLabelString(0).toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() throws IOException {
        packets.close();
        connections.close();
    }
}
