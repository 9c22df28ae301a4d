package io.reconai.engine.dns;

import io.reconai.engine.asset.DnsRecordData;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A DNS message (RFC 1035 §4) as far as a client needs it: a question written, a response read.
///
/// @param id the 16 bits that pair a response with its question
/// @param rcode the response code without EDNS's extension
/// @param questionName in lower case without the final dot; empty when there is no question
record DnsMessage(
        int id,
        boolean response,
        boolean authoritative,
        boolean truncated,
        boolean recursionAvailable,
        int rcode,
        String questionName,
        int questionType,
        List<DnsRecordData> answers,
        List<DnsRecordData> authority) {

    private static final int CLASS_IN = 1;
    private static final int TYPE_OPT = 41;

    /// What fits through nearly every path without fragments (DNS flag day 2020).
    private static final int EDNS_SIZE = 1_232;

    /// More records than this in one section are not read: no host of ours needs them.
    private static final int MAX_RECORDS = 2_000;

    /// Writes one question with EDNS (RFC 6891).
    static byte[] question(int id, String name, RecordType type, boolean recursionDesired) {
        var out = new ByteArrayOutputStream(64);
        put16(out, id);
        put16(out, recursionDesired ? 0x0100 : 0);
        put16(out, 1);
        put16(out, 0);
        put16(out, 0);
        put16(out, 1);
        for (var label : name.split("\\.", -1)) {
            var octets = label.getBytes(StandardCharsets.US_ASCII);
            out.write(octets.length);
            out.writeBytes(octets);
        }
        out.write(0);
        put16(out, type.code());
        put16(out, CLASS_IN);
        out.write(0);
        put16(out, TYPE_OPT);
        put16(out, EDNS_SIZE);
        put16(out, 0);
        put16(out, 0);
        put16(out, 0);
        return out.toByteArray();
    }

    /// Reads a message of `length` octets.
    static DnsMessage parse(byte[] octets, int length) throws MalformedMessageException {
        var reader = new WireReader(octets, length);
        var id = reader.uint16();
        var flags = reader.uint16();
        var questions = reader.uint16();
        var answerCount = reader.uint16();
        var authorityCount = reader.uint16();
        reader.uint16();
        var name = "";
        var type = 0;
        for (var i = 0; i < questions; i++) {
            name = reader.name();
            type = reader.uint16();
            reader.uint16();
        }
        var answers = records(reader, answerCount);
        return new DnsMessage(
                id,
                (flags & 0x8000) != 0,
                (flags & 0x0400) != 0,
                (flags & 0x0200) != 0,
                (flags & 0x0080) != 0,
                flags & 0x000f,
                name,
                type,
                answers,
                records(reader, authorityCount));
    }

    private static List<DnsRecordData> records(WireReader reader, int count) throws MalformedMessageException {
        if (count > MAX_RECORDS) {
            throw new MalformedMessageException(count + " records in one section");
        }
        var records = new ArrayList<DnsRecordData>(Math.min(count, 64));
        for (var i = 0; i < count; i++) {
            var name = reader.name();
            var type = reader.uint16();
            var recordClass = reader.uint16();
            var ttl = reader.uint32() & 0x7fff_ffffL;
            var length = reader.uint16();
            var end = reader.position() + length;
            if (recordClass == CLASS_IN) {
                var data = RecordText.read(reader, type, length);
                records.add(new DnsRecordData(name, RecordType.text(type), ttl, data));
            }
            reader.seek(end);
        }
        return records;
    }

    private static void put16(ByteArrayOutputStream out, int value) {
        out.write(value >> 8);
        out.write(value);
    }
}
