package io.reconai.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.Asset;
import io.reconai.engine.ScanEngine;
import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a report says of hosts that answer alike.
class OverviewTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final DomainName DOMAIN = new DomainName("acme.test");
    private static final String CHECK = "http.csp.missing";

    private static Asset host(String label, String... fields) {
        var name = label + ".acme.test";
        var headers = new ArrayList<>(List.of(new Header("Content-Type", "text/html")));
        for (var field : fields) {
            headers.add(new Header(field, "1"));
        }
        var body = "<html><script></script>" + "text ".repeat(300) + "</html>";
        var answer = new HttpAnswer(200, "http/1.1", headers, body, body.length(), false, "00", "T");
        var made = new Exchange(
                "root",
                "GET",
                "https://" + name + "/",
                "203.0.113.1",
                0,
                0,
                List.of(),
                ExchangeOutcome.ANSWERED,
                "",
                true,
                answer,
                NOW,
                1);
        return ScanEngine.judge()
                .judge(Evidence.builder("scan", ScanMode.STANDARD, Host.of(new DomainName(name), DOMAIN), NOW)
                        .exchanges(List.of(made))
                        .build());
    }

    private static Overview.Group group(List<Asset> assets) {
        var overview = new Overview();
        assets.forEach(overview::add);
        return overview.groups().stream()
                .filter(group -> group.checkId().equals(CHECK))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hostsWithTheSameAnswerAreOnePlace() {
        var group = group(List.of(host("c"), host("a"), host("b", "X-Other"), host("d")));
        assertThat(group.count()).isEqualTo(4);
        assertThat(group.places())
                .extracting(place -> place.hosts() + " " + place.location() + " " + place.count())
                .containsExactly(
                        "a.acme.test, c.acme.test, d.acme.test https://a.acme.test 3",
                        "b.acme.test https://b.acme.test 1");
        assertThat(group.beyond(group.places())).isZero();
    }

    @Test
    void ofManyHostsTheFirstAreNamedAndAllAreCounted() {
        var hosts = IntStream.range(10, 40).mapToObj(i -> host("h" + i)).toList();
        assertThat(group(hosts).places()).singleElement().satisfies(place -> assertThat(place.hosts())
                .startsWith("h10.acme.test, h11.acme.test")
                .endsWith("h21.acme.test and 18 more"));
    }

    /// Of more places than are kept it does not matter either in which order their hosts came.
    @Test
    void theOrderOfHostsDoesNotMatter() {
        var hosts = new ArrayList<Asset>();
        for (var i = 0; i < Overview.MAX_PLACES + 20; i++) {
            hosts.add(host("a" + i, "X-Field-" + i));
            hosts.add(host("b" + i, "X-Field-" + i));
        }
        var group = group(hosts);
        var places = group.places();
        assertThat(places).hasSize(Overview.MAX_PLACES).allMatch(place -> place.count() == 2);
        assertThat(group.beyond(places)).isEqualTo(40);
        Collections.shuffle(hosts, new Random(7));
        assertThat(group(hosts).places()).isEqualTo(places);
    }
}
