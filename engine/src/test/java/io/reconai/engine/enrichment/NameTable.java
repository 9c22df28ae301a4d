package io.reconai.engine.enrichment;

import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsSettings;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.ConnectTo;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.DialerSettings;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A name server on a loopback port that knows a few records and says NXDOMAIN to everything else. It stands at
/// [#ADDRESS] too, for those who ask it directly, and remembers what it was asked and with which wish.
final class NameTable implements AutoCloseable {

    static final String ADDRESS = "192.0.2.1";

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final Map<String, List<String>> records = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final Dialer dialer;
    private final DnsClient client;

    /// @param connectTo further places and where they really are
    NameTable(String connectTo) throws IOException {
        dialer = new Dialer(new DialerSettings(
                AddressPolicy.publicOnly(),
                ConnectTo.parse(ADDRESS + ":53=127.0.0.1:" + socket.getLocalPort()
                        + (connectTo.isEmpty() ? "" : "," + connectTo)),
                1_000,
                8));
        var resolver = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        client = new DnsClient(new DnsSettings(List.of(resolver), Duration.ofSeconds(5), 0), dialer);
        Thread.ofVirtual().start(this::serve);
    }

    /// Records such as `www.acme.test A 203.0.113.1`; a CNAME answers questions for addresses.
    NameTable with(String... lines) {
        for (var line : lines) {
            var parts = line.split(" ", 3);
            records.merge(parts[0] + " " + parts[1], List.of(line), (one, two) -> {
                var both = new ArrayList<>(one);
                both.addAll(two);
                return both;
            });
        }
        return this;
    }

    DnsClient client() {
        return client;
    }

    Dialer dialer() {
        return dialer;
    }

    /// Name and type of each question, `directly` after those without the wish for recursion; each once, in order.
    List<String> asked() {
        return asked.stream().distinct().toList();
    }

    /// How often a question came.
    long times(String question) {
        return asked.stream().filter(question::equals).count();
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                var reply = answer(new Message(Arrays.copyOf(packet.getData(), packet.getLength())))
                        .toWire();
                socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            } catch (IOException ended) {
                // Closed.
            }
        }
    }

    private Message answer(Message question) throws IOException {
        var name = question.getQuestion().getName().toString(true);
        var type = Type.string(question.getQuestion().getType());
        var isDirect = !question.getHeader().getFlag(Flags.RD);
        asked.add(name + " " + type + (isDirect ? " directly" : ""));
        var reply = new Message(question.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(isDirect ? Flags.AA : Flags.RA);
        reply.addRecord(question.getQuestion(), Section.QUESTION);
        var owner = name;
        for (var alias = records.get(owner + " CNAME"); alias != null; alias = records.get(owner + " CNAME")) {
            reply.addRecord(record(alias.getFirst()), Section.ANSWER);
            owner = alias.getFirst().split(" ")[2];
        }
        for (var line : records.getOrDefault(owner + " " + type, List.of())) {
            reply.addRecord(record(line), Section.ANSWER);
        }
        var prefix = owner + " ";
        if (records.keySet().stream().noneMatch(key -> key.startsWith(prefix))) {
            reply.getHeader().setRcode(Rcode.NXDOMAIN);
            for (var line : records.getOrDefault(parent(owner) + " SOA", List.of())) {
                reply.addRecord(record(line), Section.AUTHORITY);
            }
        }
        return reply;
    }

    private static String parent(String name) {
        return name.substring(name.indexOf('.') + 1);
    }

    private static Record record(String line) throws IOException {
        var parts = line.split(" ", 3);
        return Record.fromString(
                Name.fromString(parts[0], Name.root), Type.value(parts[1]), DClass.IN, 60, parts[2], Name.root);
    }

    @Override
    public void close() {
        client.close();
        socket.close();
    }
}
