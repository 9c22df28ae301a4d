package io.reconai.engine.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rows of Team Cymru's DNS.
class AnnouncementsTest {

    @ParameterizedTest
    @CsvSource({
        "64500 | 203.0.113.0/24 | US | arin | 2000-01-01, '203.0.113.0/24 [64500] US'",
        "64500 64501 | 203.0.113.0/24 | US | arin | 2000-01-01, '203.0.113.0/24 [64500, 64501] US'",
        "64500 | 203.0.113.0/24 | US | arin |, '203.0.113.0/24 [64500] US'",
        "1 | 203.0.0.0/16 | US | arin | ; 2 | 203.0.113.0/24 | GB | ripencc | , '203.0.113.0/24 [2] GB'",
        "2 | 203.0.113.0/24 | GB | ripencc | ; 1 | 203.0.0.0/16 | US | arin | , '203.0.113.0/24 [2] GB'",
        "1 | 198.51.100.0/24 | US | arin | , ''",
        "1 | 203.0.113.0/99 | US | arin | , ''",
        "1 | 203.0.113.0 | US | arin | , '203.0.113.0 [1] US'",
        "NA | 203.0.113.0/24 | US | arin | , '203.0.113.0/24 [] US'",
        "nonsense, ''",
        "'', ''",
    })
    void theLongestPrefixAroundTheAddressCounts(String rows, String expected) {
        var address = InetAddress.ofLiteral(rows.contains("203.0.113.0 |") ? "203.0.113.0" : "203.0.113.9");
        var said = Announcements.origin(address, List.of(rows.split(";")))
                .map(origin -> origin.prefix() + " " + origin.asns() + " " + origin.country())
                .orElse("");
        assertThat(said).isEqualTo(expected);
    }
}
