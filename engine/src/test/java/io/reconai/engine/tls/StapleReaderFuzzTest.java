package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reconai.engine.asset.StapledStatus.Status;
import java.security.cert.X509Certificate;
import java.util.List;

/// Whatever comes, nobody who may has signed it.
class StapleReaderFuzzTest {

    private static final TestAuthority ROOT = root();
    private static final X509Certificate LEAF = leaf();

    private static TestAuthority root() {
        try {
            return TestAuthority.root("Root");
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static X509Certificate leaf() {
        try {
            return ROOT.leaf("");
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    @FuzzTest(maxDuration = "20s")
    void isNeverBelieved(byte[] response) {
        var seen = StapleReader.read(response, LEAF, List.of(ROOT.certificate()), TestAuthority.NOW);
        assertThat(seen.status()).isEqualTo(Status.BAD);
    }
}
