package io.reconai.engine.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Messages that no honest server sends: refused with our own exception, in bounded memory.
class HostileMessageTest {

    private static final long MOST_ALLOCATED_BYTES = 64L * 1024 * 1024;

    /// Each row is a message behind a header with the given counts; `q` is the question for `a.test`, which takes the
    /// octets 12 to 23, so that an owner comes at 24 and its data at 36.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a pointer to itself                         | 1 0 0 | c00c 0001 0001
            two pointers at each other                  | 1 0 0 | c00e c00c 0001 0001
            a label, then back to itself                | 1 0 0 | 0161c00c 0001 0001
            a pointer forward                           | 1 0 0 | c00e 00 0001 0001
            a pointer beyond the end                    | 1 0 0 | ffff 0001 0001
            half a pointer                              | 1 0 0 | c0
            a pointer into the header, a label there    | 1 0 0 | c002 0001 0001
            an extended label type (RFC 6891 took back) | 1 0 0 | 41610001 0001
            a label type of the year 1987               | 1 0 0 | 81610001 0001
            a label longer than the message             | 1 0 0 | 3f616161
            no final root                               | 1 0 0 | 0161
            two questions                               | 2 0 0 | 0161000001 0001 0162000001 0001
            a question that is not there                | 1 0 0 |
            a question of another class                 | 1 0 0 | 016100 0001 0004
            a count of records that lies by one         | 1 1 0 | q
            as many records as can be written           | 1 ffff 0 | q c00c 0001 0001 00000001 0004 7f000001
            an authority count that lies                | 1 1 1 | q c00c 0001 0001 00000001 0004 7f000001
            an address of three octets                  | 1 1 0 | q c00c 0001 0001 00000001 0003 7f0000
            an address of five octets                   | 1 1 0 | q c00c 0001 0001 00000001 0005 7f00000100
            an address that ends early                  | 1 1 0 | q c00c 0001 0001 00000001 0004 7f00
            an IPv6 address of four octets              | 1 1 0 | q c00c 001c 0001 00000001 0004 7f000001
            data of 65,535 octets that are not there    | 1 1 0 | q c00c 0010 0001 00000001 ffff 0161
            the same of an unknown type                 | 1 1 0 | q c00c ff00 0001 00000001 ffff 0161
            the same of another class                   | 1 1 0 | q c00c 0001 0003 00000001 ffff 0161
            an alias that ends behind its data          | 1 1 0 | q c00c 0005 0001 00000001 0002 016200
            an alias that ends before its data          | 1 1 0 | q c00c 0005 0001 00000001 0004 016200ff
            an alias without a target                   | 1 1 0 | q c00c 0005 0001 00000001 0000
            an alias that is its own target by pointer  | 1 1 0 | q c00c 0005 0001 00000001 0002 c024
            a mail exchanger without a name             | 1 1 0 | q c00c 000f 0001 00000001 0002 000a
            a text that runs into the next record       | 1 1 0 | q c00c 0010 0001 00000001 0002 0361 6262
            a start of authority without its numbers    | 1 1 0 | q c00c 0006 0001 00000001 0002 0000
            a CAA tag longer than the record            | 1 1 0 | q c00c 0101 0001 00000001 0003 00ff69
            a DS record of two octets                   | 1 1 0 | q c00c 002b 0001 00000001 0002 0001
            a bitmap of no octets                       | 1 1 0 | q c00c 002f 0001 00000001 0003 000000
            a bitmap of 33 octets                       | 1 1 0 | q c00c 002f 0001 00000001 0003 000021
            bitmaps out of order                        | 1 1 0 | q c00c 002f 0001 00000001 0007 00010140000140
            a salt longer than the record               | 1 1 0 | q c00c 0033 0001 00000001 0005 01000000ff
            a signature without its signer              | 1 1 0 | q c00c 002e 0001 00000001 0012 000108020000000100000001000000010001
            a port of three octets                      | 1 1 0 | q c00c 0041 0001 00000001 000a 0001 00 0003 0003 01bb00
            an empty list of protocols                  | 1 1 0 | q c00c 0041 0001 00000001 0007 0001 00 0001 0000
            a protocol of no letters                    | 1 1 0 | q c00c 0041 0001 00000001 0008 0001 00 0001 0001 00
            a protocol longer than its list             | 1 1 0 | q c00c 0041 0001 00000001 0009 0001 00 0001 0002 0368
            a hint of five octets                       | 1 1 0 | q c00c 0041 0001 00000001 000c 0001 00 0004 0005 7f00000101
            a value where none may be                   | 1 1 0 | q c00c 0041 0001 00000001 0008 0001 00 0002 0001 00
            the same key twice                          | 1 1 0 | q c00c 0041 0001 00000001 000f 0001 00 029b 0000 029b 0000 0000 0000
            keys out of order                           | 1 1 0 | q c00c 0041 0001 00000001 000b 0001 00 029b 0000 0002 0000
            a parameter longer than its record          | 1 1 0 | q c00c 0041 0001 00000001 0007 0001 00 029b 00ff
            """)
    void refused(String why, String counts, @org.jspecify.annotations.Nullable String body) {
        var message = message(counts, body == null ? "" : body);
        assertThatCode(() -> DnsMessage.parse(message, message.length))
                .as(why)
                .isInstanceOf(MalformedMessageException.class);
    }

    private static byte[] message(String counts, String body) {
        var out = new StringBuilder("00078180");
        for (var count : counts.split(" ")) {
            out.append("0".repeat(4 - count.length())).append(count);
        }
        out.append("0000")
                .append(body.replace("q", "0161047465737400 0001 0001").replace(" ", ""));
        return HexFormat.of().parseHex(out);
    }

    @Test
    void theFrameOfTheTableIsRead() throws Exception {
        var good = message("1 1 0", "q c00c 0001 0001 00000001 0004 7f000001");
        assertThat(DnsMessage.parse(good, good.length).answers())
                .singleElement()
                .satisfies(record -> assertThat(record.data()).isEqualTo("127.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource({"126, true", "127, true", "128, false", "200, false"})
    void aNameHas127LabelsAtMost(int labels, boolean readable) {
        var octets = HexFormat.of().parseHex("0161".repeat(labels) + "00");
        assertThat(reads(octets)).isEqualTo(readable);
    }

    @ParameterizedTest
    @CsvSource({"61, true", "62, false", "63, false"})
    void aNameHas255OctetsAtMost(int lastLabel, boolean readable) {
        var octets = HexFormat.of()
                .parseHex(("3f" + "61".repeat(63)).repeat(3) + "%02x".formatted(lastLabel) + "61".repeat(lastLabel)
                        + "00");
        assertThat(reads(octets)).isEqualTo(readable);
    }

    private static boolean reads(byte[] name) {
        try {
            return !new WireReader(name, name.length).name().isEmpty();
        } catch (MalformedMessageException refused) {
            return false;
        }
    }

    @Test
    void aNamePutTogetherByPointersIsNoLongerThanOthers() {
        var wire = new ByteArrayOutputStream();
        wire.writeBytes(HexFormat.of().parseHex("3f" + "61".repeat(63) + "00"));
        for (var at = 0; at < 4; at++) {
            var before = at == 0 ? 0 : 65 + (at - 1) * 66;
            wire.writeBytes(HexFormat.of().parseHex("3f" + "61".repeat(63)));
            wire.write(0xc0 | before >> 8);
            wire.write(before);
        }
        var octets = wire.toByteArray();
        var reader = new WireReader(octets, octets.length);
        assertThatCode(() -> reader.seek(65 + 3 * 66)).doesNotThrowAnyException();
        assertThatCode(reader::name).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void whateverIsCutOffARealMessageIsNoticed() throws Exception {
        for (var seed = 0; seed < 200; seed++) {
            var message = SampleMessages.of(seed);
            message.getHeader().unsetFlag(Flags.TC);
            message.removeAllRecords(Section.ADDITIONAL); // what cannot be read of it is left out
            var wire = message.toWire();
            assertThat(DnsMessage.parse(wire, wire.length)).isNotNull();
            for (var length = 0; length < wire.length; length++) {
                var cut = Arrays.copyOf(wire, length);
                assertThatCode(() -> DnsMessage.parse(cut, cut.length))
                        .as("seed %d cut at %d of %d", seed, length, wire.length)
                        .isInstanceOf(MalformedMessageException.class);
            }
        }
    }

    @Test
    void aMessageThatSaysItIsCutMayEndAnywhere() throws Exception {
        var message = new Message(7);
        message.getHeader().setFlag(Flags.QR);
        message.getHeader().setFlag(Flags.TC);
        var owner = Name.fromConstantString("acme.test.");
        message.addRecord(Record.newRecord(owner, Type.MX, DClass.IN), Section.QUESTION);
        for (var i = 0; i < 3; i++) {
            message.addRecord(new MXRecord(owner, DClass.IN, 60, i, owner), Section.ANSWER);
        }
        var wire = message.toWire();
        var read = DnsMessage.parse(wire, wire.length - 5);
        assertThat(read.truncated()).isTrue();
        assertThat(read.answers()).hasSize(2);
    }

    /// The largest messages there are, full of what costs most: long names by pointer, many records, escapes.
    @ParameterizedTest
    @ValueSource(strings = {"c00c 0002 0001 00000001 0002 c00c", "c00c 0001 0001 00000001 0004 7f000001"})
    void theLargestMessagesCostLittleMemory(String record) throws Exception {
        var longName = ("3f" + "00".repeat(63)).repeat(3) + "3d" + "00".repeat(61) + "00";
        var octets = HexFormat.of().parseHex(record.replace(" ", ""));
        var wire = new ByteArrayOutputStream();
        var count = (65_535 - 12 - 255 - 4) / octets.length;
        wire.writeBytes(HexFormat.of().parseHex("000781800001%04x00000000%s00010001".formatted(count, longName)));
        for (var i = 0; i < count; i++) {
            wire.writeBytes(octets);
        }
        var message = wire.toByteArray();
        var before = allocated();
        assertThat(DnsMessage.parse(message, message.length).answers()).hasSize(count);
        assertThat(allocated() - before).isLessThan(MOST_ALLOCATED_BYTES);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Property(tries = 50_000, shrinking = ShrinkingMode.OFF)
    void randomOctetsAreReadOrRefused(@ForAll byte[] octets) {
        assertReadOrRefused(octets);
    }

    @Property(tries = 50_000, shrinking = ShrinkingMode.OFF)
    void damagedMessagesAreReadOrRefused(@ForAll long seed) {
        var random = new Random(seed);
        var wire = SampleMessages.of(seed).toWire();
        for (var left = 1 + random.nextInt(8); left > 0; left--) {
            wire[random.nextInt(wire.length)] = (byte) random.nextInt();
        }
        assertReadOrRefused(wire);
    }

    private static void assertReadOrRefused(byte[] octets) {
        try {
            var message = DnsMessage.parse(octets, octets.length);
            // What is read is a name that can be asked for again, and the same one.
            message.answers().forEach(record -> assertThat(WireName.encode(record.name()))
                    .isNotEmpty());
        } catch (MalformedMessageException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
