package io.reconai.engine.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.asset.AccessAnswer.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Frames of AMQP 0-9-1 (§4.2.3) that come in pieces, or lie about how long they are.
class AmqpBrokerTest {

    private static final String PROPERTIES = "\7productS" + u32(8) + "RabbitMQ" + "\7versionS" + u32(6) + "3.10.8";
    private static final String START = start(PROPERTIES.length(), "PLAIN ANONYMOUS".length());

    /// Connection.Tune: 2,047 channels, 128 KiB a frame, a heartbeat each minute.
    private static final String TUNE = frame("\0\12\0\36" + "\7\u00ff" + u32(131_072) + "\0\74");

    private static String start(int propertiesLength, int mechanismsLength) {
        return frame("\0\12\0\12" + "\0\11" + u32(propertiesLength) + PROPERTIES + u32(mechanismsLength)
                + "PLAIN ANONYMOUS" + u32(5) + "en_US");
    }

    private static String frame(String payload) {
        return "\1\0\0" + u32(payload.length()) + payload + "\u00ce";
    }

    private static String u32(int number) {
        return "" + (char) (number >>> 24) + (char) (number >>> 16 & 0xff) + (char) (number >>> 8 & 0xff)
                + (char) (number & 0xff);
    }

    private static Heard heard(String text) {
        return new Heard("amqp", text, false);
    }

    /// What was heard when so many octets of a message were there.
    static int[] beginnings() {
        return new int[] {3, 6, 7, 8, START.length() - 1};
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void moreIsToComeOfAMessageThatHasBegun(int octets) {
        assertThat(AmqpBroker.isCut(heard(START.substring(0, octets)))).isTrue();
    }

    @Test
    void moreIsToComeOfTheSecondMessage() {
        for (var octets = 1; octets < TUNE.length(); octets++) {
            assertThat(AmqpBroker.isCut(heard(START + TUNE.substring(0, octets))))
                    .as("%d octets of it", octets)
                    .isTrue();
        }
    }

    @Test
    void nothingMoreIsKnownToCome() {
        assertThat(AmqpBroker.isCut(heard(START))).isFalse();
        assertThat(AmqpBroker.isCut(heard(START + TUNE))).isFalse();
        assertThat(AmqpBroker.isCut(heard("AMQP\0\0\11\1"))).as("no frame").isFalse();
        assertThat(AmqpBroker.isCut(heard(START.replace('\u00ce', 'x') + "x")))
                .as("no frame ends there")
                .isFalse();
        assertThat(AmqpBroker.isCut(heard("\1\0\0" + u32(1 << 20))))
                .as("longer than is read")
                .isFalse();
        assertThat(AmqpBroker.isCut(new Heard("http", START.substring(0, 9), false)))
                .as("of another question")
                .isFalse();
    }

    /// @param lacking octets at the end that have not come yet
    @ParameterizedTest
    @CsvSource({"0, UNKNOWN, amqp-anonymous", "1,,", "6,,", "20,,"})
    void theProductIsKnownBeforeTheEnd(int lacking, @Nullable Outcome outcome, @Nullable String then) throws Exception {
        var seen = new AmqpBroker().read(heard(START.substring(0, START.length() - lacking)));
        assertThat(seen).map(Recognised::product).contains("RabbitMQ");
        assertThat(seen).map(Recognised::version).contains("3.10.8");
        assertThat(seen).map(Recognised::outcome).contains(outcome == null ? Outcome.UNKNOWN : outcome);
        assertThat(seen).map(Recognised::then).contains(then == null ? "" : then);
    }

    @Test
    void whoIsLetInIsTold() throws Exception {
        assertThat(new AmqpBroker().read(heard(START + TUNE)))
                .map(Recognised::outcome)
                .contains(Outcome.OPEN);
    }

    /// Lengths that go beyond the frame: of the properties, of the mechanisms, and of the frame itself.
    @ParameterizedTest
    @CsvSource({
        "properties, 26",
        "properties, 29",
        "properties, 65536",
        "mechanisms, 15",
        "mechanisms, 65536",
        "frame, 65536"
    })
    void contradictionsTellNothing(String field, int more) {
        var lies =
                switch (field) {
                    case "properties" -> start(PROPERTIES.length() + more, 15);
                    case "mechanisms" -> start(PROPERTIES.length(), 15 + more);
                    default -> START.substring(0, 4) + (char) (more >>> 16) + START.substring(5);
                };
        assertThatThrownBy(() -> new AmqpBroker().read(heard(lies))).isInstanceOf(MalformedReplyException.class);
    }
}
