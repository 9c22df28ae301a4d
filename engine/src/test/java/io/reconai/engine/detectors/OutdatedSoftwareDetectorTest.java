package io.reconai.engine.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.PortState;
import io.reconai.engine.asset.ServiceIdentity;
import io.reconai.engine.asset.ServiceIdentity.Access;
import io.reconai.engine.asset.ServiceIdentity.Transport;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.releases.ReleaseTable;
import io.reconai.engine.risk.Feature;
import io.reconai.engine.risk.RiskFeatures;
import io.reconai.engine.technologies.Technologies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutdatedSoftwareDetectorTest {

    private static final Technologies TECHNOLOGIES = Technologies.shipped();

    private final OutdatedSoftwareDetector detector = new OutdatedSoftwareDetector(ReleaseTable.shipped());

    private List<Finding> detect(Evidence evidence) {
        return detector.detect(evidence, TECHNOLOGIES.of(evidence));
    }

    private static PortObservation port(int number, String service, String product, String version, String greeting) {
        var cpe = "cpe:2.3:a:" + product + ":" + version + ":*:*:*:*:*:*:*";
        var name = product.substring(product.indexOf(':') + 1);
        var identity =
                new ServiceIdentity(Transport.TCP, name, version, cpe, Confidence.CERTAIN, Access.UNKNOWN, greeting);
        return new PortObservation(
                "203.0.113.1", number, PortState.OPEN, "accepted", service, greeting, 1, identity, List.of());
    }

    private static Evidence with(List<PortObservation> ports) {
        return Evidence.builder("scan", ScanMode.ACTIVE, Host.of(Samples.DOMAIN, Samples.DOMAIN), Samples.NOW)
                .ports(ports)
                .build();
    }

    private static String said(List<Finding> found) {
        return String.join(
                "; ",
                found.stream()
                        .map(finding -> String.join(
                                " ",
                                finding.checkId(),
                                finding.location(),
                                finding.severity().name(),
                                finding.confidence().name()))
                        .sorted()
                        .toList());
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = """
        Server: nginx/1.16.1                         |                             | tech.end-of-life nginx MEDIUM FIRM
        Server: nginx/1.22.1                         |                             | tech.end-of-life nginx LOW TENTATIVE
        Server: nginx/1.14.0 (Ubuntu)                |                             | tech.end-of-life ubuntu MEDIUM FIRM
        Server: nginx/1.18.0 (Ubuntu)                |                             |
        Server: nginx/9.1.0                          |                             |
        Server: nginx                                | X-Powered-By: PHP/5.6.40    | tech.end-of-life php MEDIUM FIRM
        Server: nginx                                | X-Powered-By: PHP           |
        Server: Apache/2.4.25 (Debian)               | X-Powered-By: PHP/7.0.33    | tech.end-of-life debian MEDIUM FIRM
        Server: Apache/2.4.62 (Debian)               | X-Powered-By: PHP/8.2.29    |
        Server: Apache/2.2                           |                             | tech.end-of-life apache MEDIUM FIRM
        Server: Apache/2.4                           |                             |
        Server: Apache/2.4.10 (Win32) OpenSSL/1.0.1i |                             | tech.end-of-life openssl MEDIUM FIRM; tech.outdated-release apache LOW TENTATIVE
        Server: Microsoft-IIS/7.5                    |                             | tech.end-of-life iis MEDIUM FIRM
        Server: Microsoft-IIS/10.0                   |                             |
        Server: Anvil/0.1                            |                             |
        """)
    void judgesWhatHeadersAnnounce(String first, String second, String expected) {
        var sample =
                second == null ? Samples.apex().https(first) : Samples.apex().https(first, second);
        assertThat(said(detect(sample.evidence()))).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        <meta name=generator content="WordPress 4.5.3">                        | tech.end-of-life wordpress MEDIUM FIRM
        <meta name=generator content="WordPress 6.4.3">                        | tech.outdated-release wordpress LOW FIRM
        <meta name=generator content="WordPress 6.4">                          |
        <meta name=generator content="Drupal 7 (https://www.drupal.org)">      | tech.end-of-life drupal MEDIUM FIRM
        <script src=/js/jquery-1.12.4.min.js></script>                         | tech.end-of-life jquery LOW FIRM
        <script src=/js/jquery-3.2.1.min.js></script>                          |
        <p>We ran on nginx/1.4.0 and jquery-1.4.2.min.js once.</p>             |
        """)
    void judgesWhatPagesAreMadeOf(String html, String expected) {
        var evidence = Samples.apex().page("https://acme.test/", 200, html).evidence();
        assertThat(said(detect(evidence))).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
        openbsd:openssh | 9.2p1   | SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3      |
        openbsd:openssh | 7.4p1   | SSH-2.0-OpenSSH_7.4p1 Debian-10+deb9u7      | tech.end-of-life debian MEDIUM FIRM
        openbsd:openssh | 7.1p2   | SSH-2.0-OpenSSH_7.1p2                       | tech.outdated-release openssh LOW TENTATIVE
        openbsd:openssh | 8.7     | SSH-2.0-OpenSSH_8.7                         |
        mysql:unknown   | 1.0     | hello                                       |
        oracle:mysql    | 5.5.62  | 5.5.62-log                                  | tech.end-of-life mysql MEDIUM FIRM
        redis:redis     | 7.0.15  |                                             | tech.end-of-life redis LOW TENTATIVE
        """)
    void judgesWhatServicesAnnounce(String product, String version, String greeting, String expected) {
        var evidence = with(List.of(port(22, "x", product, version, greeting == null ? "" : greeting)));
        assertThat(said(detect(evidence))).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void saysWhatWasSeenWhereAndOfWhichDayTheFactsAre() {
        var evidence = Samples.apex().https("Server: nginx/1.16.1").evidence();
        assertThat(detect(evidence)).singleElement().satisfies(finding -> {
            assertThat(finding.description())
                    .contains("nginx 1.16.1 is announced", "by 2020-04-21", "as known on 2026-03-01", "1.16.1");
            assertThat(finding.references()).contains("https://nginx.org/en/download.html");
            assertThat(finding.verified()).isFalse();
            assertThat(finding.evidence()).isNotEmpty().allSatisfy(proof -> {
                assertThat(proof.excerpt()).contains("1.16.1");
                JsonNode document = Json.mapper().valueToTree(evidence);
                assertThat(document.at(proof.pointer()).isMissingNode()).isFalse();
            });
        });
    }

    @Test
    void aProductIsOneFindingHoweverOftenItIsSeen() {
        var evidence = with(List.of(
                port(3306, "mysql", "oracle:mysql", "8.0.36", ""), port(3307, "mysql", "oracle:mysql", "5.5.62", "")));
        assertThat(detect(evidence)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(finding.evidence()).extracting(proof -> proof.pointer()).contains("/ports/1/identity/version");
        });
    }

    @Test
    void aReplayJudgesByTheDayOfTheObservation() {
        var ports = List.of(port(6379, "redis", "redis:redis", "7.0.0", ""));
        var early = Evidence.builder(
                        "scan",
                        ScanMode.ACTIVE,
                        Host.of(Samples.DOMAIN, Samples.DOMAIN),
                        Instant.parse("2024-07-29T23:59:59Z"))
                .ports(ports)
                .build();
        assertThat(said(detect(early))).isEqualTo("tech.outdated-release redis LOW TENTATIVE");
        assertThat(said(detect(with(ports)))).isEqualTo("tech.end-of-life redis MEDIUM FIRM");
    }

    @Test
    void whatPretendsIsNotJudged() {
        var ports = new ArrayList<PortObservation>();
        for (var i = 0; i < 12; i++) {
            ports.add(port(1_000 + i, "mysql", "oracle:mysql", "5.5.62", "5.5.62-log"));
        }
        assertThat(detect(with(ports))).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        Server: nginx/1.16.1   | X-Powered-By: PHP/5.6.40 | 2
        Server: nginx/1.16.1   | X-Powered-By: PHP        | 1
        Server: nginx/1.22.1   | X-Powered-By: PHP        | 0
        Server: nginx          | X-Powered-By: PHP        | 0
        """)
    void theScoreCountsProductsThatSurelyHaveEnded(String first, String second, double count) {
        var evidence = Samples.apex().https(first, second).evidence();
        assertThat(RiskFeatures.of(evidence, detect(evidence)).value(Feature.OUTDATED_SOFTWARE_COUNT))
                .hasValue(count);
    }

    @Test
    void theScoreDoesNotKnowWhatWasNotHeard() {
        var silent = Samples.apex().closed(80).evidence();
        assertThat(RiskFeatures.of(silent, detect(silent)).value(Feature.OUTDATED_SOFTWARE_COUNT))
                .isEmpty();
    }
}
