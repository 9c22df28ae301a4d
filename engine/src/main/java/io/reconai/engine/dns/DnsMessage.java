package io.reconai.engine.dns;

import io.reconai.engine.asset.DnsRecordData;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// A DNS message (RFC 1035 §4) as far as a client needs it: a question written, a response read.
///
/// The additional section is read in a referral alone, for what the parent has of the servers' addresses;
/// nothing else in it is believed.
///
/// @param id the 16 bits that pair a response with its question
/// @param response the answer to a standard query (QR set, opcode 0)
/// @param rcode the response code without EDNS's extension
/// @param questionName in lower case without the final dot; empty when there is no question
/// @param questionClass IN where there is no question
record DnsMessage(
        int id,
        boolean response,
        boolean authoritative,
        boolean truncated,
        boolean recursionAvailable,
        int rcode,
        String questionName,
        int questionType,
        int questionClass,
        List<DnsRecordData> answers,
        List<DnsRecordData> authority,
        List<DnsRecordData> additional) {

    private static final int RESPONSE = 0x8000;
    private static final int OPCODE = 0x7800;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int CHECKING_DISABLED = 0x0010;
    private static final int AUTHORITATIVE = 0x0400;
    private static final int TRUNCATED = 0x0200;
    private static final int CLASS_IN = 1;
    private static final int CLASS_CH = 3;

    /// The sender takes signatures (RFC 3225).
    private static final int DNSSEC_OK = 0x8000;
    private static final int TYPE_OPT = 41;

    /// What fits through nearly every path without fragments (DNS flag day 2020).
    private static final int EDNS_SIZE = 1_232;

    /// The root as owner, type, class, TTL and length: less is no record.
    private static final int LEAST_RECORD_OCTETS = 11;

    /// A TTL above this counts as 0 (RFC 2181 §8).
    private static final long MAX_TTL = 0x7fff_ffffL;

    /// Writes one question with EDNS (RFC 6891).
    static byte[] question(int id, String name, RecordType type, boolean recursionDesired) {
        return question(id, new DnsQuestion(name, type), recursionDesired, true);
    }

    /// Writes one question, for servers that refuse EDNS also without it.
    static byte[] question(int id, DnsQuestion question, boolean recursionDesired, boolean edns) {
        var out = new ByteArrayOutputStream(64);
        put16(out, id);
        put16(
                out,
                (recursionDesired ? RECURSION_DESIRED : 0)
                        | (question.manner() == DnsQuestion.Manner.UNCHECKED ? CHECKING_DISABLED : 0));
        put16(out, 1);
        put16(out, 0);
        put16(out, 0);
        put16(out, edns ? 1 : 0);
        out.writeBytes(WireName.encode(question.name()));
        put16(out, question.type().code());
        put16(out, classOf(question));
        if (!edns) {
            return out.toByteArray();
        }
        out.write(0);
        put16(out, TYPE_OPT);
        put16(out, EDNS_SIZE);
        put16(out, 0);
        put16(out, question.manner() == DnsQuestion.Manner.SIGNATURES ? DNSSEC_OK : 0);
        put16(out, 0);
        return out.toByteArray();
    }

    private static int classOf(DnsQuestion question) {
        return switch (question.manner()) {
            case PLAIN, SIGNATURES, UNCHECKED -> CLASS_IN;
            case CHAOS -> CLASS_CH;
        };
    }

    /// Reads a message of `length` octets.
    static DnsMessage parse(byte[] octets, int length) throws MalformedMessageException {
        var reader = new WireReader(octets, length);
        var id = reader.uint16();
        var flags = reader.uint16();
        var questions = reader.uint16();
        var answerCount = reader.uint16();
        var authorityCount = reader.uint16();
        var additionalCount = reader.uint16();
        var name = "";
        var type = 0;
        var questionClass = CLASS_IN;
        if (questions > 1) {
            throw new MalformedMessageException(questions + " questions"); // RFC 9619
        }
        if (questions == 1) {
            name = reader.name();
            type = reader.uint16();
            questionClass = reader.uint16();
            if (questionClass != CLASS_IN && questionClass != CLASS_CH) {
                throw new MalformedMessageException("a question of class " + questionClass);
            }
        }
        var truncated = (flags & TRUNCATED) != 0;
        var answers = new ArrayList<DnsRecordData>();
        var authority = new ArrayList<DnsRecordData>();
        try {
            read(reader, answerCount, questionClass, answers);
            read(reader, authorityCount, questionClass, authority);
        } catch (MalformedMessageException cut) {
            if (!truncated) {
                throw cut;
            }
            // Some servers cut in the middle of a record and leave the counts; it will be asked again over TCP.
        }
        var authoritative = (flags & AUTHORITATIVE) != 0;
        var additional = authoritative || truncated || answerCount > 0 || authority.isEmpty()
                ? List.<DnsRecordData>of()
                : additional(reader, additionalCount);
        return new DnsMessage(
                id,
                (flags & (RESPONSE | OPCODE)) == RESPONSE,
                authoritative,
                truncated,
                (flags & 0x0080) != 0,
                flags & 0x000f,
                name,
                type,
                questionClass,
                answers,
                authority,
                additional);
    }

    /// What can be read of a section that nobody needs.
    private static List<DnsRecordData> additional(WireReader reader, int count) {
        var records = new ArrayList<DnsRecordData>();
        try {
            read(reader, count, CLASS_IN, records);
        } catch (MalformedMessageException cut) {
            // The rest of the message was good.
        }
        return records;
    }

    /// True for a response that repeats a question, as every response must that is believed.
    boolean answers(DnsQuestion question) {
        return response
                && questionType == question.type().code()
                && questionClass == classOf(question)
                && questionName.equals(question.name());
    }

    private static void read(WireReader reader, int count, int wantedClass, List<DnsRecordData> records)
            throws MalformedMessageException {
        if (count > reader.remaining() / LEAST_RECORD_OCTETS) {
            throw new MalformedMessageException(count + " records in " + reader.remaining() + " octets");
        }
        for (var i = 0; i < count; i++) {
            var name = reader.name();
            var type = reader.uint16();
            var recordClass = reader.uint16();
            var ttl = reader.uint32();
            var length = reader.uint16();
            if (recordClass == wantedClass) {
                var data = RecordText.read(reader, type, length);
                records.add(new DnsRecordData(name, RecordType.text(type), ttl > MAX_TTL ? 0 : ttl, data));
            } else {
                reader.seek(reader.position() + length);
            }
        }
    }

    private static void put16(ByteArrayOutputStream out, int value) {
        out.write(value >> 8);
        out.write(value);
    }
}
