package io.reconai.engine.services;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// SNMPv3's discovery of an engine (RFC 3414 §4): it has neither user nor community, so that nothing is guessed.
///
/// Every agent of version 3 answers with its engine's id, which begins with the vendor's enterprise number (RFC 3411
/// §5). Agents of versions 1 and 2c answer to a community only, and stay unknown here.
final class SnmpDatagram implements DatagramQuestion {

    private static final int PORT = 161;

    /// A message with an empty engine id, an empty user and an empty GetRequest that may be answered by a report.
    private static final String QUESTION = Question.bytes("""
            30 3C 02 01 03 \
            30 11 02 04 00 00 00 00 02 03 00 FF E3 04 01 04 02 01 03 \
            04 10 30 0E 04 00 02 01 00 02 01 00 04 00 04 00 04 00 \
            30 12 04 00 04 00 A0 0C 02 02 37 F0 02 01 00 02 01 00 30 00""");

    private static final int MESSAGE_ID = 9;
    private static final int ID_BYTES = 4;

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int VERSION_3 = 3;

    private static final int NET_SNMP = 8_072;

    @Override
    public int port() {
        return PORT;
    }

    @Override
    public byte[] packet(byte[] token) {
        var packet = QUESTION.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(id(token), 0, packet, MESSAGE_ID, ID_BYTES);
        return packet;
    }

    /// Positive and of four octets without a leading zero octet, so that it comes back as it was sent.
    private static byte[] id(byte[] token) {
        return new byte[] {(byte) (token[0] & 0x3f | 0x40), token[1], token[2], token[3]};
    }

    @Override
    public Optional<Told> read(byte[] token, Heard answer) throws MalformedReplyException {
        if (answer.text().isEmpty() || answer.u8(0) != SEQUENCE) {
            return Optional.empty();
        }
        var message = new BerReader(answer).enter(SEQUENCE);
        if (message.integer(INTEGER) != VERSION_3) {
            return Optional.empty();
        }
        var header = message.enter(SEQUENCE);
        if (header.integer(INTEGER) != number(id(token))) {
            return Optional.empty();
        }
        var engine = message.enter(OCTETS).enter(SEQUENCE).octets(OCTETS);
        return Optional.of(told(engine));
    }

    /// Four octets of the engine id, the first bit set where they hold an enterprise number in the newer form; the
    /// older form has it too.
    private static Told told(String engine) {
        var service = Recognised.of("snmp");
        if (engine.length() < ID_BYTES) {
            return new Told(service, "SNMPv3");
        }
        var enterprise = number(engine.substring(0, ID_BYTES).getBytes(StandardCharsets.ISO_8859_1)) & 0x7fff_ffff;
        var seen = enterprise == NET_SNMP ? service.product("Net-SNMP", "", "net-snmp:net-snmp") : service;
        return new Told(seen, "SNMPv3, engine of enterprise " + enterprise);
    }

    private static int number(byte[] octets) {
        return ByteBuffer.wrap(octets).getInt();
    }
}
