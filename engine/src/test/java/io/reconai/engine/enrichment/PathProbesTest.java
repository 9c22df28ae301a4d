package io.reconai.engine.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.detectors.Detectors;
import io.reconai.engine.detectors.Probe;
import io.reconai.engine.web.Baseline;
import io.reconai.engine.web.PathShape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Which paths are asked, in which order, and when it ends.
class PathProbesTest {

    private static final DomainName DOMAIN = new DomainName("acme.test");
    private static final Host HOST = Host.of(new DomainName("www.acme.test"), DOMAIN);

    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<Probe> asked = new ArrayList<>();

    private Optional<String> ask(Function<Probe, HttpAnswer> site, int patience) throws InterruptedException {
        var probes = probes(site, patience);
        probes.begin(HOST);
        return probes.goOn(HOST);
    }

    private PathProbes probes(Function<Probe, HttpAnswer> site, int patience) {
        return new PathProbes(
                Detectors.all(),
                wanted -> {
                    for (var probe : wanted) {
                        if (asked.size() == patience) {
                            return Optional.of("the host asked for rest (status 429)");
                        }
                        asked.add(probe);
                        exchanges.add(exchange(probe, site.apply(probe)));
                    }
                    return Optional.of("");
                },
                () -> exchanges);
    }

    private static Exchange exchange(Probe probe, HttpAnswer answer) {
        return new Exchange(
                probe.name(),
                "GET",
                "https://www.acme.test" + probe.path().replace("%RANDOM%", "qzjxkvwpmfbtdnhr"),
                "203.0.113.1",
                0,
                0,
                List.of(),
                ExchangeOutcome.ANSWERED,
                "",
                true,
                answer,
                Instant.EPOCH,
                1);
    }

    private static HttpAnswer answer(int status, String body) {
        return new HttpAnswer(
                status,
                "http/1.1",
                List.of(new Header("Content-Type", "text/html")),
                body,
                body.length(),
                false,
                "",
                "");
    }

    @Test
    void whereAbsenceIsSaidPlainlyEveryPathIsAskedOnce() throws InterruptedException {
        assertThat(ask(_ -> answer(404, "no"), Integer.MAX_VALUE)).contains("");
        assertThat(asked).hasSizeLessThanOrEqualTo(PathProbes.MOST).doesNotHaveDuplicates();
        assertThat(asked)
                .containsAll(Detectors.all().stream()
                        .flatMap(detector -> detector.probes(HOST).stream())
                        .toList());
        assertThat(asked.subList(0, PathShape.values().length))
                .extracting(Probe::name)
                .containsOnly(Baseline.PROBE);
        assertThat(asked.getLast()).isEqualTo(new Probe(Baseline.AGAIN, "/qzjxkvwpmfbtdnhr", Probe.Manner.FILE));
    }

    /// Archives are looked for under the host's own name, too: of most hosts these are more paths than of www.
    @Test
    void ofAHostWithANameOfItsOwnEveryPathIsAsked() throws InterruptedException {
        var shop = Host.of(new DomainName("shop.acme.test"), DOMAIN);
        var probes = probes(_ -> answer(404, "no"), Integer.MAX_VALUE);
        probes.begin(shop);
        assertThat(probes.goOn(shop)).contains("");
        assertThat(asked)
                .containsAll(Detectors.all().stream()
                        .flatMap(detector -> detector.probes(shop).stream())
                        .toList());
    }

    @Test
    void whereEverythingIsThereRandomPathsAreAskedTwice() throws InterruptedException {
        assertThat(ask(_ -> answer(200, "<html>wp-content"), Integer.MAX_VALUE)).contains("");
        assertThat(asked.stream().filter(probe -> probe.name().equals(Baseline.PROBE)))
                .hasSize(2 * PathShape.values().length);
        assertThat(asked).hasSizeLessThanOrEqualTo(PathProbes.MOST);
        assertThat(asked.getLast().name()).isEqualTo(Baseline.AGAIN);
    }

    @Test
    void whatWasFoundGivesReasonForMore() throws InterruptedException {
        ask(
                probe -> probe.path().equals("/.git/HEAD") ? answer(200, "ref: refs/heads/main") : answer(404, "no"),
                Integer.MAX_VALUE);
        assertThat(asked).extracting(Probe::path).contains("/.git/config").doesNotContain("/wp-config.php.bak");
    }

    @Test
    void whatAnotherSiteOfTheHostShowsMeanwhileGivesReasonToo() throws InterruptedException {
        var probes = probes(_ -> answer(404, "no"), Integer.MAX_VALUE);
        probes.begin(HOST);
        exchanges.add(exchange(new Probe("origin", "/"), answer(200, "<html>wp-content")));
        assertThat(probes.goOn(HOST)).contains("");
        assertThat(asked).extracting(Probe::path).contains("/wp-config.php.bak");
    }

    @Test
    void wherePagesHaveNoEndNothingElseIsAsked() throws InterruptedException {
        exchanges.add(exchange(new Probe("root", "/"), endless()));
        assertThat(ask(_ -> endless(), Integer.MAX_VALUE))
                .contains("the host answers every path with a page that does not end");
        assertThat(asked).extracting(Probe::name).containsOnly(Baseline.PROBE);
    }

    @Test
    void oneLongPageIsNoReason() throws InterruptedException {
        exchanges.add(exchange(new Probe("root", "/"), endless()));
        assertThat(ask(_ -> answer(404, "no"), Integer.MAX_VALUE)).contains("");
        assertThat(asked.getLast().name()).isEqualTo(Baseline.AGAIN);
    }

    private static HttpAnswer endless() {
        return new HttpAnswer(200, "http/1.1", List.of(), "on and on", 524_288, true, "", "");
    }

    @Test
    void theFirstSignOfBeingUnwelcomeEndsIt() throws InterruptedException {
        assertThat(ask(_ -> answer(404, "no"), 20)).contains("the host asked for rest (status 429)");
        assertThat(asked).hasSize(20).extracting(Probe::name).doesNotContain(Baseline.AGAIN);
    }
}
