package io.reconai.engine.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Host;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedQuestionsTest {

    private static final DomainName DOMAIN = new DomainName("acme.test");

    /// What came of asking a resolver and a name server itself, and whether that is an answer.
    @ParameterizedTest
    @CsvSource({
        "NOERROR, true, true",
        "NXDOMAIN, true, true",
        // A name server says so of itself, a resolver of its way there.
        "REFUSED, false, true",
        "REFERRAL, false, true",
        "SERVFAIL, false, false",
        "TIMEOUT, false, false",
    })
    void answered(DnsOutcome outcome, boolean byResolver, boolean byServer) {
        assertThat(isAnswered(outcome, true)).isEqualTo(byResolver);
        assertThat(isAnswered(outcome, false)).isEqualTo(byServer);
    }

    private static boolean isAnswered(DnsOutcome outcome, boolean recursionDesired) {
        var lookup = new DnsLookup(
                DOMAIN.value(),
                "NS",
                "192.0.2.1:53",
                "udp",
                outcome,
                false,
                false,
                recursionDesired,
                List.of(),
                List.of(),
                List.of(),
                1);
        var evidence = Evidence.builder("scan", ScanMode.ACTIVE, Host.of(DOMAIN, DOMAIN), Instant.EPOCH)
                .dns(List.of(lookup))
                .build();
        var asked = new AskedQuestions(evidence, Hashing.murmur3_128());
        return asked.answered()
                .contains(asked.behind("/dns/0/outcome").orElseThrow().fingerprint());
    }
}
