package io.reconai.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsOutcome;
import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which names a host's evidence mentions.
class EvidenceNamesTest {

    private static final DomainName DOMAIN = new DomainName("acme.test");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static List<String> names(String header, String body, String record) {
        return names(header, body, record, List.of());
    }

    private static List<String> names(String header, String body, String record, List<Header> asked) {
        var answer =
                new HttpAnswer(200, "http/1.1", List.of(new Header("X", header)), body, body.length(), false, "", "");
        var exchange = new Exchange(
                "root",
                "GET",
                "https://www.acme.test/",
                "203.0.113.1",
                0,
                0,
                asked,
                ExchangeOutcome.ANSWERED,
                "",
                true,
                answer,
                NOW,
                1);
        var lookup = new DnsLookup(
                "www.acme.test",
                "TXT",
                "192.0.2.53:53",
                "udp",
                DnsOutcome.NOERROR,
                false,
                true,
                true,
                List.of(),
                List.of(new DnsRecordData("www.acme.test", "TXT", 60, record)),
                List.of(),
                1);
        var evidence = Evidence.builder("scan", ScanMode.ACTIVE, Host.of(new DomainName("www.acme.test"), DOMAIN), NOW)
                .dns(List.of(lookup))
                .exchanges(List.of(exchange))
                .build();
        return EvidenceNames.of(evidence, DOMAIN).stream()
                .map(found -> found.name().value())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a href=\"https://api.acme.test/x\"> | api.acme.test",
                "//Cdn.ACME.test:8443/a.js | cdn.acme.test",
                "see a.b.acme.test. | a.b.acme.test",
                "https://user@api.acme.test | api.acme.test",
                "api.acme.test.evil.example | ``",
                "api.acme.tests | ``",
                "notacme.test | ``",
                "..acme.test | ``",
                "www.acme.test | ``",
                "_dmarc.acme.test | ``",
                "k1._domainkey.acme.test | ``",
                "one.acme.test,two.acme.test | one.acme.test two.acme.test",
            })
    void findsNamesInText(String text, String expected) {
        var wanted = expected.isEmpty() ? List.of() : List.of(expected.split(" "));
        assertThat(names(text, "", "")).isEqualTo(wanted);
        assertThat(names("", text, "")).isEqualTo(wanted);
        assertThat(names("", "", text)).isEqualTo(wanted);
    }

    /// What answers repeat of a request says nothing of names.
    @ParameterizedTest
    @CsvSource({"https://x1.acme.test, ''", "https://app.acme.test, app.acme.test"})
    void anOriginThatWasSaidIsNoName(String allowed, String expected) {
        var asked = List.of(new Header("Origin", "https://x1.acme.test"));
        assertThat(String.join(" ", names(allowed, "", "", asked))).isEqualTo(expected);
    }

    @Property(tries = 500)
    void foreignTextBreaksNothing(@ForAll String text) {
        assertThat(names(text, text + ".acme.test" + text, text)).allMatch(name -> name.endsWith(".acme.test"));
    }
}
