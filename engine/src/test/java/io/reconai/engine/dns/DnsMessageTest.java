package io.reconai.engine.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.net.IpAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/// Our reader and writer against another implementation, and against bytes from an enemy.
class DnsMessageTest {

    private static final Name APEX = Name.fromConstantString("acme.test.");

    @Property(tries = 1_000)
    void readsWhatAnotherImplementationWrote(@ForAll("messages") Message message) throws Exception {
        var wire = message.toWire();
        var read = DnsMessage.parse(wire, wire.length);
        assertThat(read.id()).isEqualTo(message.getHeader().getID());
        assertThat(read.response()).isTrue();
        assertThat(read.rcode()).isEqualTo(message.getRcode());
        assertThat(read.questionName()).isEqualTo("acme.test");
        assertThat(read.answers())
                .extracting(DnsRecordData::name, DnsRecordData::type, DnsRecordData::ttl, DnsRecordData::data)
                .containsExactlyElementsOf(message.getSection(Section.ANSWER).stream()
                        .map(record -> tuple(
                                bare(record.getName()), Type.string(record.getType()), record.getTTL(), data(record)))
                        .toList());
    }

    @Provide
    Arbitrary<Message> messages() {
        return Arbitraries.longs().map(DnsMessageTest::message);
    }

    private static Message message(long seed) {
        var random = new Random(seed);
        var message = new Message(random.nextInt(65_536));
        message.getHeader().setFlag(Flags.QR);
        message.getHeader().setRcode(random.nextInt(6));
        message.addRecord(Record.newRecord(APEX, Type.A, DClass.IN), Section.QUESTION);
        for (var left = random.nextInt(12); left > 0; left--) {
            message.addRecord(record(random), Section.ANSWER);
        }
        return message;
    }

    private static Record record(Random random) {
        try {
            var name = name(random);
            var ttl = random.nextInt(Integer.MAX_VALUE);
            var four = new byte[4];
            random.nextBytes(four);
            var sixteen = new byte[16];
            random.nextBytes(sixteen);
            sixteen[0] = 0x20; // an IPv4-mapped address has another spelling
            return switch (random.nextInt(9)) {
                case 0 -> new ARecord(name, DClass.IN, ttl, InetAddress.getByAddress(four));
                case 1 -> new AAAARecord(name, DClass.IN, ttl, InetAddress.getByAddress(sixteen));
                case 2 -> new CNAMERecord(name, DClass.IN, ttl, name(random));
                case 3 -> new NSRecord(name, DClass.IN, ttl, name(random));
                case 4 -> new MXRecord(name, DClass.IN, ttl, random.nextInt(65_536), name(random));
                case 5 -> new TXTRecord(name, DClass.IN, ttl, List.of("v=spf1 ip4:" + random.nextInt(), "-all"));
                case 6 ->
                    new SOARecord(
                            name, DClass.IN, ttl, name(random), name(random), random.nextInt(9), 7_200, 3_600, 9, 60);
                case 7 -> new CAARecord(name, DClass.IN, ttl, 0, "issue", "ca" + random.nextInt(9) + ".test");
                default -> new SRVRecord(name, DClass.IN, ttl, 10, 5, random.nextInt(65_536), name(random));
            };
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Name name(Random random) {
        var labels = new ArrayList<String>();
        for (var left = random.nextInt(4); left > 0; left--) {
            labels.add("abcdefghijklmnopqrstuvwxyz0123456789".substring(random.nextInt(20), 21 + random.nextInt(15)));
        }
        return Name.fromConstantString(String.join(".", labels) + (labels.isEmpty() ? "" : ".") + "acme.test.");
    }

    private static String bare(Name name) {
        return name.toString(true);
    }

    /// The other implementation's text in our form: TXT joined, names without the final dot.
    private static String data(Record record) {
        return switch (record) {
            case TXTRecord text -> String.join("", text.getStrings());
            case AAAARecord address -> IpAddresses.text(address.getAddress());
            case CAARecord caa -> caa.getFlags() + " " + caa.getTag() + " \"" + caa.getValue() + "\"";
            default -> record.rdataToString().replace(".test. ", ".test ").replaceAll("\\.test\\.$", ".test");
        };
    }

    @Test
    void writesWhatAnotherImplementationReads() throws Exception {
        var wire = DnsMessage.question(4_711, "_dmarc.acme.test", RecordType.TXT, true);
        var read = new Message(wire);
        assertThat(read.getHeader().getID()).isEqualTo(4_711);
        assertThat(read.getHeader().getFlag(Flags.RD)).isTrue();
        assertThat(read.getQuestion().getName().toString()).isEqualTo("_dmarc.acme.test.");
        assertThat(read.getQuestion().getType()).isEqualTo(Type.TXT);
        assertThat(read.getOPT().getPayloadSize()).isEqualTo(1_232);
    }

    @Property(tries = 20_000)
    void randomBytesAreReadOrRefused(@ForAll byte[] bytes) {
        assertRefusesAtMost(bytes);
    }

    @Property(tries = 5_000)
    void damagedMessagesAreReadOrRefused(@ForAll long seed) {
        var random = new Random(seed);
        var wire = message(seed).toWire();
        for (var left = 1 + random.nextInt(8); left > 0; left--) {
            wire[random.nextInt(wire.length)] = (byte) random.nextInt();
        }
        assertRefusesAtMost(wire);
    }

    @FuzzTest
    void fuzzed(byte[] bytes) {
        assertRefusesAtMost(bytes);
    }

    @Test
    void aPointerToItselfEnds() {
        var wire = new byte[] {0, 1, (byte) 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, (byte) 0xc0, 12, 0, 1, 0, 1};
        assertThatCode(() -> DnsMessage.parse(wire, wire.length)).isInstanceOf(MalformedMessageException.class);
    }

    private static void assertRefusesAtMost(byte[] bytes) {
        try {
            assertThat(DnsMessage.parse(bytes, bytes.length)).isNotNull();
        } catch (MalformedMessageException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
