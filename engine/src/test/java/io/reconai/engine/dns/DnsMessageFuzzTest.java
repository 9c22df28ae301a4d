package io.reconai.engine.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// What reads foreign octets in this package, fed with messages of real kinds and what fuzzing makes of them.
class DnsMessageFuzzTest {

    private static final InetSocketAddress SERVER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);

    /// Parsed or refused; what is parsed is evidence for the question of the message and for nothing else.
    @FuzzTest(maxDuration = "30s")
    void parse(byte[] octets) {
        try {
            var message = DnsMessage.parse(octets, octets.length);
            if (message.questionName().isEmpty()) {
                return;
            }
            for (var type : RecordType.values()) {
                var question = new DnsQuestion(message.questionName(), type);
                var lookup = Answers.lookup(question, message, SERVER, "udp", true, 0);
                assertThat(lookup.cnameChain()).hasSizeLessThanOrEqualTo(16);
                assertThat(lookup.answers()).allSatisfy(record -> assertThat(record.name())
                        .isIn(
                                question.name(),
                                lookup.cnameChain().isEmpty()
                                        ? ""
                                        : lookup.cnameChain().getLast()));
            }
        } catch (MalformedMessageException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    /// The sweep's short look at an answer agrees with the long one: it never takes another question for its own.
    @FuzzTest(maxDuration = "30s")
    void isAskedIn(byte[] octets) {
        var query = Query.of("www.acme.test", RecordType.A);
        if (query == null || octets.length < Query.HEADER || !query.isAskedIn(ByteBuffer.wrap(octets))) {
            return;
        }
        try {
            var message = DnsMessage.parse(octets, octets.length);
            assertThat(message.questionName()).isEqualTo("www.acme.test");
            assertThat(message.questionType()).isEqualTo(RecordType.A.code());
        } catch (MalformedMessageException refused) {
            assertThat(refused.getMessage()).doesNotContain("question");
        }
    }
}
