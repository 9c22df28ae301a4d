package io.reconai.lab;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/// A DNS server on one loopback port, UDP and TCP: the lab's resolver, or a name server of its zones.
final class NameServer implements AutoCloseable {

    /// What a server is.
    enum Role {
        /// Answers everybody everything, as resolvers do.
        RESOLVER,
        /// Authoritative, gives the zone away, and resolves for everybody.
        GENEROUS,
        /// Authoritative, and refuses zone transfers.
        CLOSED,
        /// A resolver that has an answer for everything.
        LIAR,
        /// Authoritative for zones of others alone.
        STRANGER,
        /// Authoritative, with copies of zones that may be behind.
        SECONDARY,
        /// Authoritative over UDP alone, and tells which program it is.
        OLD,
        /// The registry's, which refers to the servers of the domains below it.
        REGISTRY
    }

    private static final int MAX_UDP = 1_232;
    private static final int BUFFER_BYTES = 4 * 1024 * 1024;
    private static final int TRIES = 20;

    /// Signatures of a hundred octets included, far below the 64 KiB that a message may have.
    private static final int RECORDS_IN_A_MESSAGE = 200;

    private static final InetAddress ADVERTISEMENT = address(198, 51, 100, 99);

    private final ZoneData zones;
    private final Role role;
    private final Duration latency;
    private final DatagramSocket udp;
    private final Listener tcp;
    private final ScheduledExecutorService delays = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lab dns delays").factory());

    private final Optional<ResolverFault> fault;
    private final PacketLoss losses;

    private NameServer(
            ZoneData zones,
            Role role,
            Duration latency,
            Optional<ResolverFault> fault,
            DatagramSocket udp,
            Listener tcp) {
        this.fault = fault;
        losses = new PacketLoss(fault);
        this.zones = zones;
        this.role = role;
        this.latency = latency;
        this.udp = udp;
        this.tcp = tcp;
    }

    static NameServer start(ZoneData zones, Role role, Duration latency, Optional<ResolverFault> fault)
            throws IOException {
        return start(zones, role, latency, fault, 0);
    }

    /// @param port 0 for any that is free
    static NameServer start(ZoneData zones, Role role, Duration latency, Optional<ResolverFault> fault, int port)
            throws IOException {
        for (var attempt = 1; ; attempt++) {
            var server = new NameServer[1];
            var tcp = Listener.start(connection -> server[0].serve(connection), null, latency, port);
            try {
                var udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.port()));
                udp.setReceiveBufferSize(BUFFER_BYTES);
                server[0] = new NameServer(zones, role, wait(latency, fault), fault, udp, tcp);
                Thread.ofPlatform().daemon().name("lab dns " + role).start(server[0]::listen);
                return server[0];
            } catch (IOException taken) {
                tcp.close(); // the same number must be free for both
                if (attempt == TRIES || port != 0) {
                    throw taken;
                }
            }
        }
    }

    InetSocketAddress endpoint() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.port());
    }

    @Override
    public void close() {
        udp.close();
        tcp.close();
        delays.shutdownNow();
    }

    private void listen() {
        var buffer = new byte[4_096];
        while (!udp.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                var query = new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
                if (losses.drop(query)) {
                    continue;
                }
                var answer = truncated(answer(query));
                var from = packet.getSocketAddress();
                if (latency.isZero()) {
                    send(answer, from);
                } else {
                    delays.schedule(() -> send(answer, from), latency.toNanos(), TimeUnit.NANOSECONDS);
                }
            } catch (IOException garbageOrClosed) {
                // A packet that is no question gets no answer.
            }
        }
    }

    private static Duration wait(Duration latency, Optional<ResolverFault> fault) {
        return fault.filter(ResolverFault.SLOW::equals).isPresent() ? latency.plusMillis(400) : latency;
    }

    private void send(byte[] answer, SocketAddress to) {
        try {
            udp.send(new DatagramPacket(answer, answer.length, to));
        } catch (IOException gone) {
            // UDP promises nothing.
        }
    }

    private static byte[] truncated(Message answer) {
        var wire = answer.toWire();
        if (wire.length <= MAX_UDP) {
            return wire;
        }
        var head = new Message(answer.getHeader().getID());
        head.getHeader().setFlag(Flags.QR);
        head.getHeader().setFlag(Flags.TC);
        head.addRecord(answer.getQuestion(), Section.QUESTION);
        return head.toWire();
    }

    private void serve(Socket connection) throws IOException, InterruptedException {
        if (role == Role.OLD) {
            return;
        }
        var in = new DataInputStream(connection.getInputStream());
        var out = new DataOutputStream(connection.getOutputStream());
        while (true) {
            var octets = new byte[in.readUnsignedShort()];
            in.readFully(octets);
            Thread.sleep(latency);
            for (var message : answers(new Message(octets))) {
                var wire = message.toWire();
                out.writeShort(wire.length);
                out.write(wire);
            }
            out.flush();
        }
    }

    private Message answer(Message query) {
        var question = query.getQuestion();
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        if (question == null) {
            answer.getHeader().setRcode(Rcode.FORMERR);
            return answer;
        }
        answer.addRecord(question, Section.QUESTION);
        if (question.getDClass() == DClass.CH) {
            return ofItself(answer, question);
        }
        if (query.getHeader().getFlag(Flags.RD)) {
            answer.getHeader().setFlag(Flags.RD);
        }
        answer.getHeader().setFlag(role == Role.RESOLVER || role == Role.LIAR ? Flags.RA : Flags.AA);
        if (role == Role.GENEROUS) {
            answer.getHeader().setFlag(Flags.RA);
        }
        if (fault.filter(ResolverFault.FAILING::equals).isPresent()) {
            answer.getHeader().setRcode(Rcode.SERVFAIL);
            return answer;
        }
        if (question.getType() == Type.AXFR || role == Role.STRANGER) {
            answer.getHeader().unsetFlag(Flags.AA);
            answer.getHeader().setRcode(Rcode.REFUSED);
            return answer;
        }
        if (role == Role.RESOLVER
                && zones.isForged(question.getName(), question.getType())
                && !query.getHeader().getFlag(Flags.CD)) {
            answer.getHeader().setRcode(Rcode.SERVFAIL);
            return answer;
        }
        if (role == Role.REGISTRY) {
            return referral(answer, question.getName());
        }
        var delegation = zones.lostDelegation(question.getName());
        if (!delegation.isEmpty()) {
            return lost(answer, delegation);
        }
        var reply = zones.answer(question.getName(), question.getType(), role == Role.SECONDARY);
        if (role == Role.LIAR && reply.rcode() == Rcode.NXDOMAIN && question.getType() == Type.A) {
            answer.addRecord(new ARecord(question.getName(), DClass.IN, 300, ADVERTISEMENT), Section.ANSWER);
            return answer;
        }
        answer.getHeader().setRcode(reply.rcode());
        addAll(reply.answers(), answer, Section.ANSWER);
        addAll(reply.authority(), answer, Section.AUTHORITY);
        if (query.getOPT() != null && (query.getOPT().getFlags() & ExtendedFlags.DO) != 0) {
            addAll(zones.signatures(question.getName(), question.getType()), answer, Section.ANSWER);
        }
        return answer;
    }

    /// What it says when it is asked which program it is.
    private Message ofItself(Message answer, Record question) {
        if (role == Role.OLD || role == Role.GENEROUS) {
            var text = role == Role.OLD ? "9.11.4-P2-RedHat-9.11.4-26.P2.el7" : "ask 203.0.113.53";
            answer.addRecord(new TXTRecord(question.getName(), DClass.CH, 0, text), Section.ANSWER);
        } else {
            answer.getHeader().setRcode(Rcode.REFUSED);
        }
        return answer;
    }

    private Message referral(Message answer, Name name) {
        answer.getHeader().unsetFlag(Flags.AA);
        var servers = zones.delegation(name);
        if (servers.isEmpty()) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        addAll(servers, answer, Section.AUTHORITY);
        addAll(zones.glue(servers), answer, Section.ADDITIONAL);
        return answer;
    }

    /// A resolver fails where none of a zone's servers knows it; the parent's servers refer to them (RFC 1034
    /// §4.3.2).
    private Message lost(Message answer, List<Record> delegation) {
        if (role == Role.RESOLVER || role == Role.LIAR) {
            answer.getHeader().setRcode(Rcode.SERVFAIL);
        } else {
            answer.getHeader().unsetFlag(Flags.AA);
            addAll(delegation, answer, Section.AUTHORITY);
        }
        return answer;
    }

    /// One answer, or the messages of a zone transfer.
    private List<Message> answers(Message query) {
        var answer = answer(query);
        var question = query.getQuestion();
        if (role != Role.GENEROUS || question == null || question.getType() != Type.AXFR) {
            return List.of(answer);
        }
        var records = zones.transfer(question.getName().toString(true).toLowerCase(Locale.ROOT));
        return records.isEmpty()
                ? List.of(answer)
                : transfer(question, query.getHeader().getID(), records);
    }

    /// A zone is cut into messages (RFC 5936 §2.2); each repeats the question.
    private static List<Message> transfer(Record question, int id, List<Record> records) {
        var messages = new ArrayList<Message>();
        for (var from = 0; from < records.size(); from += RECORDS_IN_A_MESSAGE) {
            var message = new Message(id);
            message.getHeader().setFlag(Flags.QR);
            message.getHeader().setFlag(Flags.AA);
            message.addRecord(question, Section.QUESTION);
            addAll(
                    records.subList(from, Math.min(from + RECORDS_IN_A_MESSAGE, records.size())),
                    message,
                    Section.ANSWER);
            messages.add(message);
        }
        return messages;
    }

    private static void addAll(List<Record> records, Message message, int section) {
        records.forEach(record -> message.addRecord(record, section));
    }

    private static InetAddress address(int... octets) {
        var bytes = new byte[octets.length];
        for (var i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
