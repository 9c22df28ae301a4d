package io.reconai.server.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.Judge;
import io.reconai.engine.ScanEngine;
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
import io.reconai.engine.asset.Json;
import io.reconai.engine.asset.Neighbour;
import io.reconai.engine.asset.Trust;
import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.AssetRow;
import io.reconai.server.assets.ListedAsset;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.StorePorts;
import io.reconai.server.store.sqlite.SqliteStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Evidence that was kept is judged again and compared; what strangers bring is looked at before anything is kept.
class ReplayTest {

    private static final Judge JUDGE = ScanEngine.judge();
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC);
    private static final DomainName DOMAIN = new DomainName("acme.test");
    private static final Workspace OURS = Workspace.ofRecord("u_ours");
    private static final PageRequest PAGE =
            new PageRequest(1, 100, List.of(new PageRequest.Criterion("asset_value", false)));

    @TempDir
    Path folder = Path.of("");

    private StorePorts stores;

    @BeforeEach
    void open() throws IOException {
        stores = SqliteStores.open(folder.resolve("test.db"));
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private static Evidence evidence(String name, Instant at, int status, String address) {
        var host = Host.of(new DomainName(name), DOMAIN);
        var answer = new HttpAnswer(
                status,
                "http/1.1",
                List.of(new Header("Content-Type", "text/html")),
                "<html></html>",
                13,
                false,
                "",
                "");
        return Evidence.builder("scn", ScanMode.STANDARD, host, at)
                .dns(List.of(new DnsLookup(
                        name,
                        "A",
                        "192.0.2.53:53",
                        "udp",
                        DnsOutcome.NOERROR,
                        false,
                        true,
                        true,
                        List.of(),
                        List.of(new DnsRecordData(name, "A", 60, address)),
                        List.of(),
                        1)))
                .exchanges(List.of(new Exchange(
                        "root",
                        "GET",
                        "https://" + name + "/",
                        address,
                        0,
                        0,
                        List.of(),
                        ExchangeOutcome.ANSWERED,
                        "",
                        true,
                        answer,
                        at,
                        1)))
                .build();
    }

    private void scanned(String scanId, Instant at, Evidence... hosts) {
        for (var host : hosts) {
            stores.assets().keep(OURS, scanId, JUDGE.judge(host), at);
        }
        var record = ScanRecords.asked(scanId, OURS, "acme.test", at);
        assertThat(stores.scans().add(OURS, record)).isEmpty();
        stores.scans().save(ScanRecords.finished(record, at));
    }

    private ScanView replayed(String id, String source, boolean apply) throws InterruptedException {
        var wish = new ScanWish(DOMAIN, ScanType.FULL, ScanMode.STANDARD, true, "", false, 10, List.of(), apply);
        var view = ScanDraft.asked(id, wish, "replay", "u_ours", null, NOW).replaying(source);
        var record = new ScanRecord(OURS.id(), wish, view);
        assertThat(stores.scans().add(OURS, record)).isEmpty();
        var lease = stores.scans().lease("process", NOW, NOW, 1).getFirst().lease();
        var tracker = new ScanTracker(
                OURS, record, lease, stores.scans(), stores.assets(), stores.findings(), new ScanFeed(), CLOCK);
        tracker.start();
        new Replay(JUDGE, stores.evidence(), stores.assets(), stores.assetReader(), OURS, record, lease, CLOCK)
                .run(tracker, Set.of());
        tracker.finish(ScanStatus.COMPLETED, null);
        return stores.scans().find(OURS, id).orElseThrow();
    }

    private List<AssetRow> assets() {
        return stores.assets()
                .list(OURS, AssetFilter.of(List.of(), List.of()), PAGE)
                .map(ListedAsset::row)
                .items();
    }

    private List<AssetRow> seenBy(String scanId) {
        return stores.assetHistory()
                .seenBy(OURS, scanId, AssetFilter.of(List.of(), List.of()), PAGE)
                .items();
    }

    @Test
    void onlyRecordsWhatIsNotApplied() throws Exception {
        scanned("scn_1", NOW, evidence("a.acme.test", NOW, 200, "203.0.113.7"));
        var before = assets();
        var view = replayed("scn_2", "scn_1", false);
        assertThat(view.scanStatus()).isEqualTo(ScanStatus.COMPLETED);
        assertThat(view.assetsDiscovered()).isEqualTo(1);
        assertThat(view.newAssets()).isZero();
        assertThat(view.findingsNew()).isZero();
        assertThat(assets()).isEqualTo(before);
        assertThat(seenBy("scn_2"))
                .extracting(AssetRow::assetId)
                .containsExactly(before.getFirst().assetId());
        assertThat(stores.assetHistory()
                        .list(OURS, before.getFirst().assetId(), 0, 10)
                        .total())
                .as("no look of its own")
                .isEqualTo(1);
        assertThat(stores.evidence().count(OURS, "scn_2")).isEqualTo(1);
    }

    @Test
    void doesNotBringBackWhatANewerScanReplaced() throws Exception {
        var later = NOW.plusSeconds(30);
        scanned(
                "scn_1",
                NOW,
                evidence("a.acme.test", NOW, 200, "203.0.113.7"),
                evidence("b.acme.test", NOW, 200, "203.0.113.8"));
        scanned("scn_2", later, evidence("a.acme.test", later, 404, "203.0.113.7"));
        var view = replayed("scn_3", "scn_1", true);
        assertThat(view.assetsDiscovered()).isEqualTo(2);
        assertThat(assets()).extracting(AssetRow::httpStatus).containsExactly(404, 200);
        assertThat(seenBy("scn_3")).extracting(AssetRow::httpStatus).containsExactly(200, 200);
    }

    private ScanDifference difference(String earlier, String later) throws Exception {
        return new ScanDiffer(
                        JUDGE,
                        stores.evidence(),
                        stores.assetHistory(),
                        stores.assetReader(),
                        OURS,
                        stores.scans().find(OURS, earlier).orElseThrow(),
                        stores.scans().find(OURS, later).orElseThrow())
                .document();
    }

    @Test
    void comparesHostByHost() throws Exception {
        var later = NOW.plusSeconds(30);
        scanned(
                "scn_1",
                NOW,
                evidence("a.acme.test", NOW, 200, "203.0.113.7"),
                evidence("b.acme.test", NOW, 200, "203.0.113.8"),
                evidence("gone.acme.test", NOW, 200, "203.0.113.9"));
        scanned(
                "scn_2",
                later,
                evidence("a.acme.test", later, 200, "203.0.113.7"),
                evidence("b.acme.test", later, 503, "203.0.113.88"),
                evidence("new.acme.test", later, 200, "203.0.113.9"));
        var difference = difference("scn_1", "scn_2");
        assertThat(difference.assetsAdded())
                .extracting(ScanDifference.Moved::assetValue)
                .containsExactly("new.acme.test");
        assertThat(difference.assetsRemoved())
                .as("the scan has no report: nothing is known to be gone")
                .isEmpty();
        assertThat(difference.notComparable())
                .as("nor that the address of b is gone")
                .extracting(unknown -> unknown.assetValue() + " " + unknown.reason())
                .containsExactly("b.acme.test partly_reached", "gone.acme.test not_reached");
        var changed = difference.assetsChanged();
        assertThat(changed).extracting(ScanDifference.Changed::assetValue).containsExactly("b.acme.test");
        assertThat(changed.getFirst().changes())
                .extracting(change -> change.field() + " " + change.from() + " " + change.to() + " " + change.added())
                .contains("http_status 200 503 null", "dns_records.A null null [203.0.113.88]");
        assertThat(difference.summary().assetsChanged()).isEqualTo(1);
        assertThat(difference.truncated()).isFalse();
        assertThat(difference("scn_2", "scn_2").assetsChanged()).isEmpty();
    }

    @Test
    void cutsLongListsAndTellsAllInLines() throws Exception {
        var hosts = Stream.iterate(1000, i -> i + 1)
                .limit(1001)
                .map(i -> evidence("h" + i + ".acme.test", NOW, 200, "203.0.113.7"))
                .toList();
        scanned("scn_1", NOW, evidence("a.acme.test", NOW, 200, "203.0.113.7"));
        scanned("scn_2", NOW);
        stores.evidence().keep(OURS, "scn_2", hosts);
        var difference = difference("scn_1", "scn_2");
        assertThat(difference.truncated()).isTrue();
        assertThat(difference.assetsAdded()).hasSize(1000);
        assertThat(difference.summary().assetsAdded()).isEqualTo(1001);
    }

    private static String line(Evidence evidence) throws IOException {
        return "{\"evidence\":" + Json.mapper().writeValueAsString(evidence) + "}\n";
    }

    private EvidenceUpload upload(String lines, List<String> taken) throws IOException {
        var file = Files.writeString(folder.resolve("upload.jsonl"), lines);
        var upload = new EvidenceUpload(JUDGE, 3, NOW);
        upload.read(file, hosts -> hosts.forEach(host -> taken.add(host.host().value())));
        return upload;
    }

    @Test
    void takesTheFileOfACommandLineScan() throws Exception {
        var taken = new ArrayList<String>();
        var upload = upload(
                line(evidence("a.acme.test", NOW, 200, "203.0.113.7"))
                        + line(evidence("acme.test", NOW, 200, "203.0.113.7")),
                taken);
        assertThat(taken).containsExactly("a.acme.test", "acme.test");
        assertThat(upload.domain()).isEqualTo(DOMAIN);
        assertThat(upload.mode()).isEqualTo(ScanMode.STANDARD);
        assertThat(upload.hosts()).isEqualTo(2);
    }

    @Test
    void takesAHostAgainThatOthersMadeWorse() throws Exception {
        var host = evidence("a.acme.test", NOW, 200, "203.0.113.7");
        var neighbour = new Neighbour("old.acme.test", "takeover.cname", "old.acme.test");
        var trust = new Trust(Trust.Kind.COOKIE, "acme.test", "www.acme.test", "Set-Cookie: sid=…; Domain=acme.test");
        for (var again : List.of(
                host.toBuilder().neighbours(List.of(neighbour)).build(),
                host.toBuilder().trustedBy(List.of(trust)).build())) {
            var taken = new ArrayList<String>();
            var upload = upload(line(host) + line(again), taken);
            assertThat(taken).containsExactly("a.acme.test", "a.acme.test");
            assertThat(upload.hosts()).isEqualTo(1);
        }
    }

    /// Each word is replaced by another in a sound line.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"value\":\"a.acme.test\"=>\"value\":\"evil.example\"",
                "\"value\":\"a.acme.test\"=>\"value\":\"acme.test\"",
                "\"value\":\"a.acme.test\"=>\"value\":null",
                "\"value\":\"a.acme.test\"=>\"value\":\"a.acme.test\\u0000\"",
                "\"type\":\"subdomain\"=>\"type\":\"domain\"",
                "\"type\":\"subdomain\"=>\"type\":\"ip_address\"",
                "\"type\":\"subdomain\"=>\"type\":null",
                "\"domain\":\"acme.test\"=>\"domain\":null",
                "\"domain\":\"acme.test\"=>\"domain\":\"..\"",
                "\"schema_version\":1=>\"schema_version\":2",
                "\"observed_at\":\"2026-=>\"observed_at\":\"2126-",
                "\"mode\":\"standard\"=>\"mode\":null",
                "\"path\":[]=>\"path\":[null]",
                "\"name\":\"Content-Type\"=>\"name\":null",
                "{\"evidence\":=>{\"evidence\":7,\"x\":"
            })
    void refusesEvidenceThatIsUnsound(String change) throws Exception {
        var sound = line(evidence("a.acme.test", NOW, 200, "203.0.113.7"));
        var words = change.split("=>", 2);
        assertThat(sound).contains(words[0]);
        var hostile = sound.replace(words[0], words[1]) + line(evidence("b.acme.test", NOW, 200, "203.0.113.7"));
        var taken = new ArrayList<String>();
        assertThatThrownBy(() -> upload(hostile, taken))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refused -> assertThat(refused.code().status()).isEqualTo(422));
        assertThat(taken).isEmpty();
    }

    @Test
    void refusesTooMuch() throws Exception {
        var host = line(evidence("a.acme.test", NOW, 200, "203.0.113.7"));
        var many = Stream.of("a", "b", "c", "d")
                .map(name -> host.replace("a.acme.test", name + ".acme.test"))
                .collect(Collectors.joining());
        for (var hostile : List.of(
                "", "\n", host + host, many, "{\"evidence\":\"" + "x".repeat(9 * 1024 * 1024) + "\"}\n" + host)) {
            assertThatThrownBy(() -> upload(hostile, new ArrayList<>()))
                    .as(hostile.substring(0, Math.min(80, hostile.length())))
                    .isInstanceOf(ApiException.class);
        }
    }
}
