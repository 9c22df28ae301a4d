package io.reconai.lab.hostile;

import java.util.Arrays;
import java.util.Random;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// DNS messages that no server should send, each an answer to a question as far as its id goes.
final class WireMischief {

    private static final int HEADER = 12;

    private WireMischief() {}

    private static Message reply(Message question) {
        var reply = new Message(question.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RA);
        reply.addRecord(question.getQuestion(), Section.QUESTION);
        return reply;
    }

    /// A record whose name is a pointer to itself (RFC 1035 §4.1.4).
    static byte[] loop(Message question) {
        return withAnswer(question, at -> at);
    }

    /// A record whose name is further on.
    static byte[] forwardPointer(Message question) {
        return withAnswer(question, at -> at + 8);
    }

    @FunctionalInterface
    private interface Pointing {
        int from(int at);
    }

    private static byte[] withAnswer(Message question, Pointing pointing) {
        var head = reply(question).toWire();
        var octets = Arrays.copyOf(head, head.length + 16);
        octets[7] = 1;
        var pointer = 0xc000 | pointing.from(head.length);
        octets[head.length] = (byte) (pointer >> 8);
        octets[head.length + 1] = (byte) pointer;
        octets[head.length + 3] = Type.A;
        octets[head.length + 5] = DClass.IN;
        octets[head.length + 11] = 4;
        return octets;
    }

    /// The id, the marks of an answer, and octets by chance.
    static byte[] garbage(Message question) {
        var octets = new byte[512];
        new Random(42).nextBytes(octets);
        var head = reply(question).toWire();
        System.arraycopy(head, 0, octets, 0, 4);
        return octets;
    }

    /// 65,535 records of each kind are promised and none comes.
    static byte[] countsWithoutRecords(Message question) {
        var octets = reply(question).toWire();
        Arrays.fill(octets, 6, HEADER, (byte) 0xff);
        return octets;
    }

    /// A good answer without its last octets.
    static byte[] cut(byte[] good) {
        return Arrays.copyOf(good, good.length - 3);
    }

    static byte[] truncated(Message question) {
        var reply = reply(question);
        reply.getHeader().setFlag(Flags.TC);
        return reply.toWire();
    }

    /// A good answer to somebody else.
    static byte[] otherId(byte[] good, int by) {
        var octets = good.clone();
        var id = ((octets[0] & 0xff) << 8 | octets[1] & 0xff) + by;
        octets[0] = (byte) (id >> 8);
        octets[1] = (byte) id;
        return octets;
    }

    /// The right id with an answer to another question.
    static byte[] otherQuestion(Message question) {
        try {
            var other = new Message(question.getHeader().getID());
            other.getHeader().setFlag(Flags.QR);
            var name = Name.fromString("elsewhere.test.");
            other.addRecord(Record.newRecord(name, Type.A, DClass.IN), Section.QUESTION);
            return other.toWire();
        } catch (TextParseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// As large as a message can be: 4,000 addresses, 8 of which are looked at by anybody sane.
    static byte[] huge(Message question) {
        var head = reply(question).toWire();
        var records = 4_000;
        var octets = Arrays.copyOf(head, head.length + records * 16);
        octets[6] = (byte) (records >> 8);
        octets[7] = (byte) records;
        for (var i = 0; i < records; i++) {
            var at = head.length + i * 16;
            octets[at] = (byte) 0xc0;
            octets[at + 1] = HEADER;
            octets[at + 3] = Type.A;
            octets[at + 5] = DClass.IN;
            octets[at + 11] = 4;
            octets[at + 12] = 127;
            octets[at + 13] = 1;
            octets[at + 14] = (byte) (i >> 8);
            octets[at + 15] = (byte) i;
        }
        return octets;
    }
}
