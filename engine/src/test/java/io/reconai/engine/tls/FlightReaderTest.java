package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.tls.ServerFlight.Until;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What servers send, well formed, split, joined, cut, and hostile.
class FlightReaderTest {

    private static final int RECORD_HEADER = 5;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
    tls12-flight             | 0303 | c02f | 29  | 0    | 1
    tls12-dhe                | 0303 | 009e | 0   | 2048 | 1
    tls12-client-certificate | 0303 | c02f | 29  | 0    | 1
    tls13-retry              | 0304 | 1301 | 29  | 0    | 0
    tls10-flight             | 0301 | c013 | 29  | 0    | 1
    static-rsa               | 0303 | 002f | 0   | 0    | 1
    """)
    void reads_what_a_real_server_sent(
            String seed, String version, String suite, int group, int dhBits, int certificates) throws Exception {
        var flight = flight(seed(seed), Until.DONE);
        assertThat(HexFormat.of().toHexDigits((short) flight.version())).isEqualTo(version);
        assertThat(HexFormat.of().toHexDigits((short) flight.suite())).isEqualTo(suite);
        assertThat(flight.group()).isEqualTo(group);
        assertThat(flight.dhBits()).isEqualTo(dhBits);
        assertThat(flight.certificates()).hasSize(certificates);
        assertThat(flight.retry()).isEqualTo(seed.equals("tls13-retry"));
        assertThat(flight.clientCertificate()).isEqualTo(seed.equals("tls12-client-certificate"));
        assertThat(flight.broken()).isEmpty();
    }

    @Test
    void a_new_server_marks_the_random_of_old_versions() throws Exception {
        assertThat(flight(seed("tls12-flight"), Until.HELLO).mark()).isTrue();
        assertThat(flight(seed("static-rsa"), Until.HELLO).mark()).isFalse();
    }

    @Test
    void the_picked_protocol_is_read() throws Exception {
        assertThat(flight(seed("tls12-flight"), Until.HELLO).alpn()).contains("h2");
    }

    /// RFC 5246 §6.2.1: records may cut messages anywhere and hold several.
    @Property(tries = 200)
    void the_borders_of_records_mean_nothing(@ForAll long seed) throws Exception {
        for (var name : new String[] {"tls12-flight", "tls12-dhe", "tls10-flight"}) {
            var original = seed(name);
            var whole = flight(original, Until.DONE);
            var split = flight(recut(original, new Random(seed)), Until.DONE);
            assertThat(split).usingRecursiveComparison().isEqualTo(whole);
        }
    }

    @Property(tries = 300)
    void a_cut_answer_keeps_the_hello_or_is_no_answer(@ForAll @IntRange(min = 0, max = 1_200) int length)
            throws Exception {
        var answer = read(Arrays.copyOf(seed("tls12-flight"), length), Until.DONE);
        if (answer instanceof HelloAnswer.Accepted accepted) {
            assertThat(accepted.flight().suite()).isEqualTo(0xc02f);
        } else {
            assertThat(answer).isInstanceOf(HelloAnswer.Nothing.class);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
    nothing                           |                              | Nothing closed without a word
    a fatal alert                     | 15 0303 0002 0228            | Alerted 40
    an alert without a hello, SSLv3   | 15 0300 0002 0228            | Alerted 40
    a warning, then the end           | 15 0303 0002 0170            | Nothing closed without a word
    a warning, then a fatal alert     | 15 0303 0002 0170 15 0303 0002 0246 | Alerted 70
    close notify                      | 15 0303 0002 0100            | Alerted 0
    half an alert                     | 15 0303 0001 02              | Nothing ends at octet 1, needs 1 at 1
    half a header                     | 16 0303                      | Nothing closed without a word
    a record beyond all bounds        | 16 0303 ffff                 | Nothing a record of version 3 and length 65535
    a record of no version            | 16 0900 0002 0000            | Nothing a record of version 9 and length 2
    a message beyond all bounds       | 16 0303 0004 02ffffff        | Nothing a message of 16777215 octets
    a message before the hello        | 16 0303 0004 0b000000        | Nothing message 11 before the ServerHello
    an empty hello                    | 16 0303 0004 02000000        | Nothing ends at octet 4, needs 1 at 4
    data in the clear                 | 16 0303 0000 17 0303 0001 00 | Nothing a record of type 23 in the clear
    HTTP                              | 485454502f312e31             | Foreign HTTP/1.1
    an SSH greeting                   | 5353482d322e30               | Foreign SSH-2.0
    SSLv2 with one cipher kind        | 800e 04 00 01 0002 0000 0003 0000 010080 | Ssl2 1
    SSLv2 with none                   | 800b 04 00 01 0002 0000 0000 0000        | Ssl2 0
    a high octet and nothing          | ff                           | Foreign ÿ
    """)
    void other_answers(String why, String hex, String expected) throws Exception {
        var octets = hex == null ? new byte[0] : HexFormat.of().parseHex(hex.replace(" ", ""));
        var said =
                switch (read(octets, Until.DONE)) {
                    case HelloAnswer.Nothing nothing -> "Nothing " + nothing.detail();
                    case HelloAnswer.Alerted alerted -> "Alerted " + alerted.description();
                    case HelloAnswer.Foreign foreign -> "Foreign " + foreign.beginning();
                    case HelloAnswer.Ssl2 ssl2 -> "Ssl2 " + ssl2.cipherKinds();
                    case HelloAnswer.Accepted accepted -> "Accepted " + accepted.flight();
                };
        assertThat(said).isEqualTo(expected);
    }

    @Test
    void endless_empty_records_end() throws Exception {
        var record = HexFormat.of().parseHex("1603030000");
        var answer = FlightReader.read(
                new InputStream() {
                    private int at;

                    @Override
                    public int read() {
                        return record[at++ % record.length];
                    }
                },
                Until.DONE);
        assertThat(answer).isInstanceOf(HelloAnswer.Nothing.class);
    }

    @Test
    void a_huge_chain_after_the_hello_leaves_the_hello() throws Exception {
        var out = new ByteArrayOutputStream();
        var whole = seed("tls12-flight");
        var hello = RECORD_HEADER + (whole[3] << 8 | whole[4]);
        out.write(whole, 0, hello);
        out.writeBytes(HexFormat.of().parseHex("16030300040bffffff"));
        var flight = flight(out.toByteArray(), Until.DONE);
        assertThat(flight.suite()).isEqualTo(0xc02f);
        assertThat(flight.broken()).isEqualTo("a message of 16777215 octets");
    }

    private static byte[] recut(byte[] records, Random random) {
        var messages = new ByteArrayOutputStream();
        for (var at = 0; at < records.length; ) {
            var length = (records[at + 3] & 0xff) << 8 | records[at + 4] & 0xff;
            messages.write(records, at + RECORD_HEADER, length);
            at += RECORD_HEADER + length;
        }
        var all = messages.toByteArray();
        var out = new ByteArrayOutputStream();
        for (var at = 0; at < all.length; ) {
            var length = Math.min(all.length - at, 60 + random.nextInt(400));
            out.writeBytes(new byte[] {22, records[1], records[2], (byte) (length >> 8), (byte) length});
            out.write(all, at, length);
            at += length;
        }
        return out.toByteArray();
    }

    private static HelloAnswer read(byte[] answer, Until until) throws IOException {
        return FlightReader.read(new ByteArrayInputStream(answer), until);
    }

    private static ServerFlight flight(byte[] answer, Until until) throws IOException {
        return ((HelloAnswer.Accepted) read(answer, until)).flight();
    }

    private static byte[] seed(String name) throws IOException {
        try (var in =
                FlightReaderTest.class.getResourceAsStream("FlightReaderFuzzTestInputs/reading_never_fails/" + name)) {
            if (in == null) {
                throw new IOException("no such seed: " + name);
            }
            return in.readAllBytes();
        }
    }
}
