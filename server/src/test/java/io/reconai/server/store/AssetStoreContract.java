package io.reconai.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reconai.engine.asset.DomainName;
import io.reconai.engine.net.CidrRange;
import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.AssetPage;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.assets.ListedAsset;
import io.reconai.server.assets.TimeRange;
import io.reconai.server.findings.FindingChange;
import io.reconai.server.findings.FindingFilter;
import io.reconai.server.findings.FindingState;
import io.reconai.server.findings.Triage;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetReader.Facet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Assets: kept, found, listed, counted.
public abstract class AssetStoreContract extends Contract {

    private static final DomainName DOMAIN = new DomainName("acme.test");
    static final AssetFilter ALL = filter("", "");

    private AssetStore assets;

    @BeforeEach
    final void scan() {
        assets = ports.assets();
        assets.keep(OURS, "scn_1", Looks.of("a.acme.test", "acme.test", 90, List.of(22, 443), "tls.cert.expired"), NOW);
        assets.keep(OURS, "scn_1", Looks.of("b.acme.test", "acme.test", 10, List.of(443)), NOW);
        assets.keep(OURS, "scn_1", Looks.of("axb.acme.test", "acme.test", 50, List.of()), NOW);
        say("a.acme.test", List.of("prod", "Web"));
        say("b.acme.test", List.of("test"));
        assets.keep(THEIRS, "scn_2", Looks.of("a.acme.test", "acme.test", 5, List.of()), NOW);
    }

    private void say(String name, List<String> tags) {
        var id = ports.assetReader().idsOf(OURS, List.of(name)).get(name);
        assertThat(ports.assetRemarks().change(OURS, String.valueOf(id), remarks -> remarks.tagged(tags)))
                .isPresent();
    }

    private static AssetFilter filter(String what, String value) {
        return new AssetFilter(
                what.equals("level") ? List.of(value) : List.of(),
                what.equals("type") ? List.of(value) : List.of(),
                what.equals("state") ? List.of(value.split(" ")) : List.of(),
                what.equals("severity") ? List.of(value.split(" ")) : List.of(),
                what.equals("domain") ? List.of(value) : List.of(),
                Optional.of(value).filter(_ -> what.equals("search")),
                what.equals("port") ? Optional.of(Integer.valueOf(value)) : Optional.empty(),
                what.equals("from") ? Optional.of(Integer.valueOf(value)) : Optional.empty(),
                what.equals("to") ? Optional.of(Integer.valueOf(value)) : Optional.empty(),
                what.equals("findings") ? Optional.of(Boolean.valueOf(value)) : Optional.empty(),
                Optional.of(value).filter(_ -> what.equals("scan")),
                what.equals("tag") ? List.of(value.split(" ")) : List.of(),
                what.equals("technology") ? List.of(value.split(" ")) : List.of(),
                what.equals("country") ? List.of(value.split(" ")) : List.of(),
                what.equals("asn") ? List.of(value.split(" ")) : List.of(),
                what.equals("network")
                        ? Stream.of(value.split(" "))
                                .flatMap(text -> CidrRange.parse(text).stream())
                                .toList()
                        : List.of(),
                what.equals("check") ? List.of(value.split(" ")) : List.of(),
                time(what, "discovered", value),
                time(what, "scanned", value),
                what.equals("expires") ? Optional.of(Instant.parse(value)) : Optional.empty());
    }

    private static TimeRange time(String what, String field, String from) {
        return new TimeRange(
                what.equals(field) ? Optional.of(Instant.parse(from)) : Optional.empty(), Optional.empty());
    }

    private PageOf<AssetRow> list(Workspace workspace, AssetFilter filter, PageRequest page) {
        return assets.list(workspace, filter, page).map(ListedAsset::row);
    }

    private static PageRequest by(String field, boolean descending) {
        return new PageRequest(1, 20, List.of(new PageRequest.Criterion(field, descending)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 'a axb b'",
        "level, critical, a",
        "type, domain, ''",
        "state, stale, ''",
        "state, active stale, 'a axb b'",
        "severity, high low, a",
        "severity, low, ''",
        "domain, acme.test, 'a axb b'",
        "domain, other.test, ''",
        "search, A.ACME, a",
        "search, a.b, ''",
        "search, .*, ''",
        "search, nginx/1.18, 'a axb b'",
        "search, $, ''",
        "search, '\\', ''",
        "search, 203.0.113.7, 'a axb b'",
        "port, 443, 'a b'",
        "port, 44, ''",
        "from, 50, 'a axb'",
        "to, 50, 'axb b'",
        "findings, true, a",
        "findings, false, 'axb b'",
        "scan, scn_1, 'a axb b'",
        "scan, scn_2, ''",
        "tag, prod, a",
        "tag, prod test, 'a b'",
        "search, ROD, a",
        "technology, nginx, 'a axb b'",
        "technology, nginx/1.18.0 other, 'a axb b'",
        "technology, nginx/1.1, ''",
        "country, AT DE, 'a axb b'",
        "country, DE, ''",
        "asn, 64500, 'a axb b'",
        "asn, 4500, ''",
        "network, 203.0.113.0/29, 'a axb b'",
        "network, 203.0.113.0/30, ''",
        "network, 2001:db8::/32 203.0.113.7/32, 'a axb b'",
        "check, tls.cert.expired, a",
        "check, tls.cert, ''",
        "discovered, 2026-03-01T12:00:00Z, 'a axb b'",
        "discovered, 2026-03-01T12:00:01Z, ''",
        "scanned, 2026-03-01T12:00:00Z, 'a axb b'",
        "expires, 2030-01-01T00:00:00Z, ''"
    })
    void listsWhatFits(String what, String value, String expected) {
        var found = list(OURS, filter(what, value), by("asset_value", false));
        assertThat(String.join(
                        " ",
                        found.items().stream()
                                .map(row -> row.assetValue().replace(".acme.test", ""))
                                .toList()))
                .isEqualTo(expected);
        assertThat(found.total()).isEqualTo(found.items().size());
        assertThat(ports.assetReader()
                        .ids(OURS, filter(what, value), by("asset_value", false).sort()))
                .containsExactlyElementsOf(
                        found.items().stream().map(AssetRow::assetId).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "risk_score, true, 90",
        "risk_score, false, 10",
        "http_status, false, 90",
        "open_findings, true, 90",
        "ssl_days_until_expiry, false, 90",
        "last_scanned_at, true, 90"
    })
    void sorts(String field, boolean descending, int firstScore) {
        var sort =
                List.of(new PageRequest.Criterion(field, descending), new PageRequest.Criterion("asset_value", false));
        var first = list(OURS, ALL, new PageRequest(1, 1, sort));
        assertThat(first.total()).isEqualTo(3);
        assertThat(first.items()).extracting(AssetRow::riskScore).containsExactly(firstScore);
        assertThat(list(OURS, ALL, new PageRequest(3, 2, sort)).items()).isEmpty();
    }

    @Test
    void anAssetIsReadBackAsItWasKept() {
        var asset = Looks.of("new.acme.test", "acme.test", 70, List.of(22), "tls.cert.expired", "http.csp.missing");
        var kept = assets.keep(OURS, "scn_3", asset, day(1));
        assertThat(kept.isNew()).isTrue();
        assertThat(kept.newFindings()).hasSize(2);
        assertThat(kept.row().openFindings()).isEqualTo(2);
        var stored = assets.find(OURS, kept.row().assetId()).orElseThrow();
        assertThat(stored.asset()).isEqualTo(asset);
        assertThat(stored.row()).isEqualTo(kept.row());
        assertThat(stored.findingStates()).hasSize(2).containsValue("open");
        assertThat(assets.find(THEIRS, kept.row().assetId())).isEmpty();
    }

    @Test
    void aPageShowsWhatIsKnownNow() {
        var asset = Looks.of("new.acme.test", "acme.test", 70, List.of(22), "tls.cert.expired", "http.csp.missing");
        var id = assets.keep(OURS, "scn_3", asset, day(1)).row().assetId();
        assertThat(pageOf(id)).contains("\"state\":\"open\"").doesNotContain("false_positive");
        assertThat(assets.page(THEIRS, id)).isEmpty();
        triage("fnd_new.acme.testhttp.csp.missing");
        assertThat(pageOf(id)).containsOnlyOnce("\"state\":\"false_positive\"");
        say("new.acme.test", List.of("prod"));
        ports.assetRemarks().change(OURS, id, remarks -> remarks.noting("\"security_findings\":[ \u2028")
                .rescanned(true, 24, day(2)));
        assertThat(pageOf(id)).contains("prod", "\"scan_frequency_hours\":24");
        assets.keep(OURS, "scn_4", Looks.of("new.acme.test", "acme.test", 20, List.of(), "tls.cert.expired"), day(3));
        assertThat(pageOf(id)).contains("scn_4").doesNotContain("http.csp.missing");
        assets.markStale(OURS, DOMAIN, "scn_5", Set.of());
        assertThat(pageOf(id)).contains("\"state\":\"stale\"");
        ports.assetRemarks().delete(OURS, id);
        assertThat(assets.page(OURS, id)).isEmpty();
    }

    private void triage(String findingId) {
        var triage = new Triage(FindingState.FALSE_POSITIVE, "a trap of ours", null, null, null);
        assertThat(ports.findings().triage(OURS, findingId, triage, FindingChange.Author.system(), day(2)))
                .isEqualTo(FindingStore.Outcome.CHANGED);
    }

    /// However the store came by it, the page is what the evidence gives, to the letter: its tag hangs on that.
    private String pageOf(String assetId) {
        var page = assets.page(OURS, assetId).orElseThrow();
        assertThat(page).isEqualTo(AssetPage.of(assets.find(OURS, assetId).orElseThrow()));
        return page.json();
    }

    @Test
    void anAssetKeepsItsIdAndItsFirstTime() {
        var before = list(OURS, ALL, by("asset_value", false)).items().getFirst();
        var again = assets.keep(OURS, "scn_3", Looks.of("a.acme.test", "acme.test", 20, List.of()), day(3));
        assertThat(again.isNew()).isFalse();
        assertThat(again.row().assetId()).isEqualTo(before.assetId());
        assertThat(again.row().discoveredAt()).isEqualTo(NOW);
        assertThat(again.row().lastScannedAt()).isEqualTo(day(3));
        assertThat(again.row().riskScore()).isEqualTo(20);
        var stored = assets.find(OURS, before.assetId()).orElseThrow();
        assertThat(stored.firstScanId()).isEqualTo("scn_1");
        assertThat(stored.lastScanId()).isEqualTo("scn_3");
        assertThat(ports.assetHistory().list(OURS, before.assetId(), 0, 10).items())
                .extracting(AssetHistoryStore.Look::scanId, look -> look.row().riskScore())
                .containsExactly(tuple("scn_3", 20), tuple("scn_1", 90));
        assertThat(ports.assetHistory().list(THEIRS, before.assetId(), 0, 10).total())
                .isZero();
        assertThat(ports.assetHistory().list(OURS, before.assetId(), 1, 1).items())
                .hasSize(1);
    }

    @Test
    void marksWhatAScanDidNotFind() {
        assets.keep(OURS, "scn_3", Looks.of("a.acme.test", "acme.test", 90, List.of()), day(1));
        assets.markStale(OURS, DOMAIN, "scn_3", Set.of("b.acme.test"));
        assertThat(list(OURS, filter("state", "stale"), by("asset_value", false))
                        .items())
                .extracting(AssetRow::assetValue)
                .containsExactly("axb.acme.test");
        assertThat(list(THEIRS, filter("state", "stale"), by("asset_value", false))
                        .total())
                .isZero();
        assertThat(assets.names(OURS, DOMAIN)).hasSize(3);
        assertThat(assets.names(THEIRS, DOMAIN)).hasSize(1);
    }

    @Test
    void handsOverWhatAScanHasKept() {
        assets.keep(OURS, "scn_3", Looks.of("a.acme.test", "acme.test", 90, List.of()), day(1));
        var kept = new ArrayList<AssetStore.Kept>();
        assets.forEachKeptBy(OURS, "scn_1", kept::add);
        assertThat(kept)
                .extracting(one -> one.row().assetValue(), AssetStore.Kept::isNew)
                .containsExactlyInAnyOrder(tuple("b.acme.test", true), tuple("axb.acme.test", true));
        kept.clear();
        assets.forEachKeptBy(OURS, "scn_3", kept::add);
        assertThat(kept).extracting(AssetStore.Kept::isNew).containsExactly(false);
    }

    @ParameterizedTest
    @CsvSource({
        "PORT, 443=2 22=1",
        "RISK_LEVEL, critical=1 low=1 medium=1",
        "ASSET_TYPE, subdomain=3",
        "PARENT_DOMAIN, acme.test=3",
        "TECHNOLOGY, nginx=3",
        "COUNTRY, AT=3",
        "ASN, 64500=3",
        "TAG, Web=1 prod=1 test=1"
    })
    void countsByWhatTheyHaveInCommon(Facet facet, String expected) {
        assertThat(String.join(
                        " ",
                        ports.assetReader().counts(OURS, ALL, facet, 10).stream()
                                .map(count -> count.value() + "=" + count.count())
                                .toList()))
                .isEqualTo(expected);
    }

    @Test
    void whatPeopleSayOutlivesTheNextScanAndNothingIsLost() throws Exception {
        var id = String.valueOf(
                ports.assetReader().idsOf(OURS, List.of("axb.acme.test")).get("axb.acme.test"));
        atOnce(
                20,
                i -> () -> ports.assetRemarks()
                        .change(
                                OURS,
                                id,
                                remarks -> remarks.tagged(Stream.concat(remarks.tags().stream(), Stream.of("t" + i))
                                        .toList())));
        ports.assetRemarks().change(OURS, id, remarks -> remarks.ownedBy("Ana").rescanned(true, 24, day(2)));
        assets.keep(OURS, "scn_3", Looks.of("axb.acme.test", "acme.test", 20, List.of()), day(1));
        var row = assets.find(OURS, id).orElseThrow().row();
        assertThat(row.tags()).hasSize(20);
        assertThat(row.owner()).isEqualTo("Ana");
        assertThat(row.nextScanAt()).isEqualTo(day(2));
        assertThat(ports.assetRemarks().change(THEIRS, id, remarks -> remarks.ownedBy("Bo")))
                .isEmpty();
        assertThat(ports.assetRemarks().due(day(2).minusMillis(1), 10)).isEmpty();
        assertThat(ports.assetRemarks().due(day(2), 10))
                .extracting(AssetRemarkStore.Due::assetId)
                .containsExactly(id);
        ports.workspaces().archive(OURS, true);
        assertThat(ports.assetRemarks().due(day(2), 10)).isEmpty();
    }

    @Test
    void goesWithItsFindingsAndItsHistory() {
        var id = String.valueOf(
                ports.assetReader().idsOf(OURS, List.of("a.acme.test")).get("a.acme.test"));
        assertThat(ports.assetRemarks().delete(THEIRS, id)).isEmpty();
        assertThat(ports.assetRemarks().delete(OURS, id)).contains("a.acme.test");
        assertThat(ports.assetRemarks().delete(OURS, id)).isEmpty();
        assertThat(assets.find(OURS, id)).isEmpty();
        assertThat(ports.assetHistory().list(OURS, id, 0, 10).total()).isZero();
        assertThat(ports.findings()
                        .list(OURS, FindingFilter.all(), by("severity", true), NOW)
                        .total())
                .isZero();
        assertThat(ports.evidence().count(OURS, "scn_1")).isEqualTo(3);
        assertThat(ports.assetRemarks().clear(OURS, Optional.of("other.test"))).isZero();
        assertThat(ports.assetRemarks().clear(OURS, Optional.of("acme.test"))).isEqualTo(2);
        assertThat(list(THEIRS, ALL, by("asset_value", true)).total()).isEqualTo(1);
        assertThat(ports.assetRemarks().clear(THEIRS, Optional.empty())).isEqualTo(1);
        var again = assets.keep(OURS, "scn_3", Looks.of("a.acme.test", "acme.test", 20, List.of()), day(1));
        assertThat(again.isNew()).isTrue();
        assertThat(again.row().tags()).isEmpty();
        assertThat(again.row().discoveredAt()).isEqualTo(day(1));
    }

    @Test
    void listsWhatAScanSaw() {
        assets.keep(OURS, "scn_3", Looks.of("a.acme.test", "acme.test", 20, List.of()), day(1));
        var then = ports.assetHistory().seenBy(OURS, "scn_1", ALL, by("asset_value", false));
        assertThat(then.items())
                .extracting(AssetRow::assetValue, AssetRow::riskScore, AssetRow::tags)
                .containsExactly(
                        tuple("a.acme.test", 90, List.of("prod", "Web")),
                        tuple("axb.acme.test", 50, List.of()),
                        tuple("b.acme.test", 10, List.of("test")));
        for (var filter : List.of(filter("tag", "prod"), filter("search", "WEB"), filter("from", "60"))) {
            assertThat(ports.assetHistory()
                            .seenBy(OURS, "scn_1", filter, by("risk_score", true))
                            .items())
                    .extracting(AssetRow::riskScore)
                    .containsExactly(90);
        }
        assertThat(ports.assetHistory().meanRisk(OURS, "scn_1")).hasValue(50.0);
        assertThat(ports.assetHistory().meanRisk(THEIRS, "scn_1")).isEmpty();
        assertThat(ports.assetHistory()
                        .seenBy(THEIRS, "scn_1", ALL, by("risk_score", true))
                        .total())
                .isZero();
        assertThat(list(OURS, filter("scan", "scn_1"), by("risk_score", true)).total())
                .isEqualTo(3);
    }

    @Test
    void keepsWhatEachScanSaw() {
        var evidence = Looks.of("a.acme.test", "acme.test", 20, List.of(22)).evidence();
        ports.evidence().keep(OURS, "scn_1", List.of(evidence));
        ports.evidence().keepReport(OURS, "scn_1", "{}");
        var lines = ports.evidence().lines(OURS, "scn_1", "a.acme.test", 1);
        assertThat(lines).extracting(EvidenceStore.Line::host).containsExactly("axb.acme.test");
        assertThat(ports.evidence().lines(OURS, "scn_1", "", 10).getFirst().json())
                .contains("a.acme.test", "203.0.113.7");
        assertThat(ports.evidence().linesOf(OURS, "scn_1", List.of("b.acme.test", "axb.acme.test", "none.acme.test")))
                .extracting(EvidenceStore.Line::host)
                .containsExactlyInAnyOrder("axb.acme.test", "b.acme.test");
        assertThat(ports.evidence().linesOf(OURS, "scn_2", List.of("b.acme.test")))
                .isEmpty();
        assertThat(ports.evidence().linesOf(THEIRS, "scn_1", List.of("b.acme.test")))
                .isEmpty();
        assertThat(ports.evidence().report(OURS, "scn_1")).contains("{}");
        assertThat(ports.evidence().report(THEIRS, "scn_1")).isEmpty();
        assertThat(ports.evidence().count(THEIRS, "scn_1")).isZero();
        var row = list(OURS, ALL, by("asset_value", false)).items().getFirst();
        ports.evidence().keepRow(OURS, "scn_replay", row);
        assertThat(ports.assetHistory()
                        .seenBy(OURS, "scn_replay", ALL, by("risk_score", true))
                        .total())
                .isEqualTo(1);
        assertThat(ports.assetHistory().list(OURS, row.assetId(), 0, 10).total())
                .isEqualTo(1);
        ports.evidence().remove(OURS, "scn_replay");
        ports.evidence().remove(OURS, "scn_1");
        assertThat(ports.assetHistory()
                        .seenBy(OURS, "scn_replay", ALL, by("risk_score", true))
                        .total())
                .isZero();
        assertThat(ports.evidence().count(OURS, "scn_1")).isZero();
        assertThat(assets.find(OURS, row.assetId())).isPresent();
    }

    @Test
    void readsInTheOrderOfTheIds() {
        var ids = new ArrayList<>(
                ports.assetReader().ids(OURS, ALL, by("risk_score", true).sort()));
        ids.add(1, "ast_gone");
        assertThat(ports.assetReader().read(OURS, ids))
                .extracting(stored -> stored.row().riskScore())
                .containsExactly(90, 50, 10);
        assertThat(ports.assetReader().read(THEIRS, ids)).isEmpty();
    }
}
