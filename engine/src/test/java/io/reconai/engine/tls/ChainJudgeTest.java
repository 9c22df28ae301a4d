package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.net.Deadline;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A root R, below it I1 to I4 in a row, each naming its issuer's address, and a leaf below I2 (or where it is said).
class ChainJudgeTest {

    private static final String URL = "http://ca.test/";

    private final Map<String, X509Certificate> named = new HashMap<>();
    private final Map<String, X509Certificate> served = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final TrustStore store;

    ChainJudgeTest(@TempDir Path folder) throws Exception {
        var root = TestAuthority.root("R");
        var first = root.intermediate("I1", URL + "R");
        var second = first.intermediate("I2", URL + "I1");
        var third = second.intermediate("I3", URL + "I2");
        var fourth = third.intermediate("I4", URL + "I3");
        var stranger = TestAuthority.root("I2"); // the name of another
        named.put("R", root.certificate());
        named.put("I1", first.certificate());
        named.put("I2", second.certificate());
        named.put("X", stranger.certificate());
        named.put("leaf", second.leaf(URL + "I2"));
        named.put("mute", second.leaf(""));
        named.put("cover", second.leaf("https://ca.test/I2"));
        named.put("wrong", second.leaf(URL + "X"));
        named.put("gone", second.leaf(URL + "gone"));
        named.put("deep", fourth.leaf(URL + "I4"));
        named.put("self", TestAuthority.root("self").certificate());
        served.putAll(named);
        served.put("I3", third.certificate());
        served.put("I4", fourth.certificate());
        var pem = folder.resolve("root.pem");
        Files.writeString(
                pem,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(root.certificate().getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        store = TrustStore.load(Optional.of(pem));
    }

    private IssuerSource.Fetched serve(String url) {
        asked.add(url);
        var certificate = served.get(url.substring(URL.length()));
        return certificate == null
                ? IssuerSource.Fetched.nothing("status 404")
                : new IssuerSource.Fetched(List.of(certificate), "");
    }

    /// Sent certificates, then the verdict, and how many addresses were asked.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
    as it should be                | leaf I2 I1   | TRUSTED     | true  | true  | false | 0
    the root as well               | leaf I2 I1 R | TRUSTED     | true  | true  | true  | 0
    in disorder                    | leaf I1 I2   | TRUSTED     | true  | false | false | 0
    one missing at the end         | leaf I2      | TRUSTED     | false | true  | false | 1
    one missing in the middle      | leaf I1      | TRUSTED     | false | false | false | 1
    both missing                   | leaf         | TRUSTED     | false | true  | false | 2
    without an address             | mute         | UNTRUSTED   | false | true  | false | 0
    an https address is not asked  | cover        | UNTRUSTED   | false | true  | false | 0
    the address gives another      | wrong        | UNTRUSTED   | false | true  | false | 1
    the address gives nothing      | gone         | UNTRUSTED   | false | true  | false | 1
    four missing, three are asked  | deep         | UNTRUSTED   | false | true  | false | 3
    signed by itself               | self         | SELF_SIGNED | false | true  | false | 0
    an issuer of the same name     | leaf X I1    | UNTRUSTED   | false | false | true  | 0
    """)
    void verdicts(
            String why, String sent, ChainTrust trust, boolean complete, boolean ordered, boolean rootSent, int fetches)
            throws Exception {
        var judged =
                new ChainJudge(store, (url, _) -> serve(url)).judge(chain(sent), Deadline.in(Duration.ofMinutes(1)));
        assertThat(judged.trust()).as(judged.facts().toString()).isEqualTo(trust);
        assertThat(judged.facts().complete()).isEqualTo(complete);
        assertThat(judged.facts().ordered()).isEqualTo(ordered);
        assertThat(judged.facts().rootSent()).isEqualTo(rootSent);
        assertThat(judged.facts().fetched()).hasSize(fetches);
        assertThat(asked).hasSize(fetches);
        assertThat(judged.facts().builtWithMore()).isEqualTo(trust == ChainTrust.TRUSTED && !complete);
        if (trust == ChainTrust.TRUSTED) {
            assertThat(judged.facts().path()).containsExactly("CN=acme", "CN=I2", "CN=I1", "CN=R");
        }
    }

    @Test
    void a_second_host_with_the_same_gap_costs_no_request() throws Exception {
        var judge = new ChainJudge(store, (url, _) -> serve(url));
        for (var host = 0; host < 3; host++) {
            assertThat(judge.judge(chain("leaf"), Deadline.in(Duration.ofMinutes(1)))
                            .trust())
                    .isEqualTo(ChainTrust.TRUSTED);
        }
        assertThat(asked).containsExactly(URL + "I2", URL + "I1");
    }

    @Test
    void the_shipped_roots_are_those_that_the_name_says() throws Exception {
        try (var in = Objects.requireNonNull(TrustStore.class.getResourceAsStream("mozilla-roots.pem"));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            assertThat(reader.readLine()).contains("2026-10-19");
        }
        var shipped = TrustStore.load(Optional.empty());
        assertThat(shipped.name()).isEqualTo("Mozilla roots of 2026-10-19");
        assertThat(shipped.size()).isGreaterThan(100);
        assertThat(TrustStore.load(TrustStore.Roots.JDK, Optional.empty()).name())
                .startsWith("JDK 25");
    }

    private List<X509Certificate> chain(String names) {
        return Arrays.stream(names.split(" +"))
                .map(name -> Objects.requireNonNull(named.get(name)))
                .toList();
    }
}
