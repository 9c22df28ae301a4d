package io.reconai.engine.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers over UDP, by hand: `token` stands for the octets 01 to 08 that the question carried.
class DatagramQuestionTest {

    private static final byte[] TOKEN = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final String TOKEN_HEX = "0102030405060708";

    private static final String SNMP_HEADER = "3011020441020304020300ffe3040100020103";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        a refusal                     | 53   | 0102 8005 0001 0000 0000 0000                  | dns  | refused, no recursion
        an open resolver              | 53   | 0102 8180 0001 0001 0000 0000                  | dns  | no error, recursion available
        a code without a name         | 53   | 0102 800f 0000 0000 0000 0000                  | dns  | code 15, no recursion
        trap: another question's      | 53   | 0103 8005 0001 0000 0000 0000                  |      |
        trap: a question comes back   | 53   | 0102 0000 0001 0000 0000 0000                  |      |
        trap: many questions          | 53   | 0102 8000 0009 0000 0000 0000                  |      |
        trap: half a header           | 53   | 0102 8005                                      |      |
        a server of the second rank   | 123  | 2402 000000000000000000000000000000000000000000 00 token 00000000000000000000000000000000 | ntp | stratum 2
        a clock of its own            | 123  | 2401 000000000000000000 00 47505300 0000000000000000 token 00000000000000000000000000000000 | ntp | stratum 1, GPS
        a kiss of death               | 123  | e400 000000000000000000 00 52415445 0000000000000000 token 00000000000000000000000000000000 | ntp | asks for rest, RATE
        trap: mode 3 comes back       | 123  | 2302 000000000000000000000000000000000000000000 00 token 00000000000000000000000000000000 |     |
        trap: somebody else's clock   | 123  | 2402 000000000000000000000000000000000000000000 00 0909090909090909 00000000000000000000000000000000 | |
        trap: ends after the clock    | 123  | 2402 000000000000000000000000000000000000000000 00 token |   |
        trap: one octet               | 123  | 24                                             |      |
        trap: SNMP of version 2       | 161  | 3003 020101                                    |      |
        trap: BER longer than it is   | 161  | 3080                                           |      |
        trap: length of 8 octets      | 161  | 3088 ffffffffffffffff                          |      |
        trap: nothing                 | 161  | 30                                             |      |
        """)
    void reads(String why, int port, String hex, String service, String evidence) throws Exception {
        var told = read(port, hex.replace("token", TOKEN_HEX));
        assertThat(told.map(seen -> seen.service().service()).orElse(null)).isEqualTo(service);
        assertThat(told.map(DatagramQuestion.Told::evidence).orElse(null)).isEqualTo(evidence);
    }

    @Test
    void readsTheEngineOfAnAgent() throws Exception {
        var engine = "0409 80001f88 8001020304";
        var told = read(161, "3033 020103" + SNMP_HEADER + "0419 3017" + engine + "020101 020101 0400 0400 0400 3000")
                .orElseThrow();
        assertThat(told.service().product()).isEqualTo("Net-SNMP");
        assertThat(told.evidence()).isEqualTo("SNMPv3, engine of enterprise 8072");
    }

    @Test
    void takesNoEngineOfAnotherMessage() throws Exception {
        var other = SNMP_HEADER.replace("41020304", "41020305");
        assertThat(read(161, "302a 020103" + other + "0410 300e 0400 020101 020101 0400 0400 0400 3000"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Linux/5.10 UPnP/1.1 MiniUPnPd/2.2.1         | MiniUPnPd          | 2.2.1
        Custom/1.0 UPnP/1.0 Proc/Ver                | ''                 | ''
        Linux UPnP/1.0 Sonos/70.1-34112 (ZPS1)      | ''                 | ''
        """)
    void readsTheProductOfARootDevice(String server, String product, String version) throws Exception {
        var told = readText("HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nServer: " + server + "\r\n\r\n");
        assertThat(told.getFirst().service().product()).isEqualTo(product);
        assertThat(told.getFirst().service().version()).isEqualTo(version);
        assertThat(told.getFirst().evidence()).isEqualTo(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 404 Not Found\r\nST: upnp:rootdevice\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"})
    void takesNoOtherAnswerForARootDevice(String answer) throws Exception {
        assertThat(readText(answer)).isEmpty();
    }

    /// No question may be worth a spoofed sender, nor more than a small packet.
    @ParameterizedTest
    @ValueSource(ints = {53, 123, 161, 1900})
    void everyQuestionIsOneSmallPacket(int port) {
        assertThat(DatagramExplorer.question(port).packet(TOKEN)).hasSizeBetween(20, 120);
    }

    @Test
    void asksNothingByDefaultAndAmplifiersOnlyWhenNamed() {
        assertThat(DatagramPorts.none().ports()).isEmpty();
        assertThat(DatagramPorts.parse("usual").ports()).containsExactly(53, 123, 161);
        assertThat(DatagramPorts.parse("1900, 53,53").ports()).containsExactly(1900, 53);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "53,", "11211", "19", "389", "99999999999", "-1", "53-161"})
    void refusesPortsWithoutAQuestion(String text) {
        assertThatThrownBy(() -> DatagramPorts.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected usual");
    }

    private static java.util.Optional<DatagramQuestion.Told> read(int port, String hex) {
        var octets = HexFormat.of().parseHex(hex.replace(" ", ""));
        try {
            return DatagramExplorer.question(port)
                    .read(TOKEN, new Heard("", new String(octets, StandardCharsets.ISO_8859_1), true));
        } catch (MalformedReplyException malformed) {
            return java.util.Optional.empty();
        }
    }

    private static List<DatagramQuestion.Told> readText(String text) throws MalformedReplyException {
        return DatagramExplorer.question(1900).read(TOKEN, new Heard("", text, true)).stream()
                .toList();
    }
}
