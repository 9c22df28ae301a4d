package io.reconai.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.ChainFacts;
import io.reconai.engine.asset.ChainTrust;
import io.reconai.engine.asset.TlsSession;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicRootsTest {

    private static final PublicRoots SHIPPED = PublicRoots.shipped();

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
    CN=ISRG Root X1,O=Internet Security Research Group,C=US | true
    CN=Lab CA,O=Lab                                         | false
    -                                                       | false
    """)
    void knowsWhatIsShipped(String root, boolean expected) {
        var path = root == null ? List.<String>of() : List.of("CN=acme.test", root);
        var facts = new ChainFacts(true, true, false, path, List.of());
        var session = new TlsSession("TLSv1.3", "", "", List.of(), ChainTrust.TRUSTED, true, "", facts, null);
        assertThat(SHIPPED.vouchFor(session)).isEqualTo(expected);
    }
}
