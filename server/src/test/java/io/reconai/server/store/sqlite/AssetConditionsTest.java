package io.reconai.server.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.net.CidrRange;
import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.ListedAsset;
import io.reconai.server.assets.TimeRange;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetReader.Facet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each condition finds what it says, in the list, in facets and in exports, and nobody else's.
class AssetConditionsTest {

    /// The version that kept addresses in documents alone.
    private static final int BEFORE_ADDRESSES = 6;

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Workspace OURS = Workspace.ofRecord("u_ours");
    private static final PageRequest PAGE =
            new PageRequest(1, 100, List.of(new PageRequest.Criterion("asset_value", false)));

    @TempDir
    Path folder = Path.of("");

    private Database database;
    private SqliteAssetStore assets;

    @BeforeEach
    void open() throws IOException {
        database = Database.open(folder.resolve("test.db"));
        assets = new SqliteAssetStore(database);
        for (var workspace : List.of(OURS, Workspace.ofRecord("u_theirs"))) {
            keep(workspace, 1, "a.acme.example", "nginx/1.21.0", "203.0.113.7");
            keep(workspace, 2, "b.acme.example", "nginx/1.18.0", "203.0.113.200", "2001:db8::1");
            keep(workspace, 3, "c.acme.example", "");
            keep(workspace, 3, "a.acme.example", "nginx/1.21.0", "203.0.113.7");
        }
        var remarks = new SqliteAssetRemarkStore(database);
        for (var workspace : List.of(OURS, Workspace.ofRecord("u_theirs"))) {
            var rows = assets.list(workspace, all(), PAGE).map(ListedAsset::row).items();
            remarks.change(workspace, rows.getFirst().assetId(), before -> before.tagged(List.of("Prod", "web")));
            remarks.change(workspace, rows.getLast().assetId(), before -> before.tagged(List.of("test")));
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void keep(Workspace workspace, int day, String name, String server, String... addresses) {
        assets.keep(
                workspace,
                "scn_" + day + workspace.id(),
                KeptAssets.asset(name, "acme.example", NOW, server, addresses),
                at(day));
    }

    private static Instant at(int day) {
        return NOW.plus(Duration.ofDays(day));
    }

    private static AssetFilter all() {
        return AssetFilter.of(List.of(), List.of());
    }

    private static List<String> values(String joined) {
        return joined == null ? List.of() : Arrays.asList(joined.split("\\+"));
    }

    /// A filter of one condition.
    private static AssetFilter filter(String condition, String value) {
        var list = values(value);
        var is = new Object() {
            List<String> when(String name) {
                return condition.equals(name) ? list : List.of();
            }

            Optional<Instant> time(String name) {
                return condition.equals(name) ? Optional.of(at(Integer.parseInt(value))) : Optional.empty();
            }
        };
        return new AssetFilter(
                List.of(),
                List.of(),
                List.of(),
                is.when("severity"),
                is.when("parent_domain"),
                is.when("search").stream().findFirst(),
                is.when("open_port").stream().map(Integer::valueOf).findFirst(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                is.when("scan_id").stream().findFirst(),
                is.when("tag"),
                is.when("technology"),
                is.when("country"),
                is.when("asn"),
                is.when("ip").stream()
                        .map(text -> CidrRange.parse(text).orElseThrow())
                        .toList(),
                is.when("finding_type"),
                new TimeRange(is.time("discovered_after"), is.time("discovered_before")),
                new TimeRange(is.time("scanned_after"), is.time("scanned_before")),
                is.time("cert_expires_before"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        tag                 | Prod              | a
        tag                 | web+test          | a c
        tag                 | prod              |
        search              | PRO               | a
        search              | b.acme            | b
        search              | %                 |
        technology          | nginx             | a b
        technology          | nginx/1.18.0      | b
        technology          | nginx/1.2         |
        technology          | nginx/            |
        country             | DE                | a b
        country             | FR                | b
        country             | FR+DE             | a b
        country             | D                 |
        asn                 | 64501             | b
        asn                 | 6450              |
        ip                  | 203.0.113.7       | a
        ip                  | 203.0.113.0/24    | a b
        ip                  | 203.0.113.128/25  | b
        ip                  | 0.0.0.0/0         | a b
        ip                  | ::/0              | b
        ip                  | 2001:db8::/64     | b
        ip                  | 198.51.100.0/24   |
        ip                  | 198.51.100.0/24+203.0.113.7 | a
        finding_type        | http.hsts.missing | a b
        finding_type        | http.hsts         |
        severity            | low+critical      | a b
        parent_domain       | acme.example      | a b c
        parent_domain       | none.example+acme.example | a b c
        discovered_after    | 2                 | b c
        discovered_before   | 2                 | a
        scanned_after       | 3                 | a c
        scanned_before      | 3                 | b
        scan_id             | scn_1u_ours       | a
        scan_id             | scn_3u_ours       | a c
        scan_id             | scn_3u_theirs     |
        cert_expires_before | 9000              |
        open_port           | 22                |
        """)
    void finds(String condition, String value, String expected) {
        var names = expected == null
                ? List.<String>of()
                : Arrays.stream(expected.split(" "))
                        .map(name -> name + ".acme.example")
                        .toList();
        var filter = filter(condition, value);
        var page = assets.list(OURS, filter, PAGE).map(ListedAsset::row);
        assertThat(page.items()).extracting(row -> row.assetValue()).containsExactlyElementsOf(names);
        assertThat(page.total()).isEqualTo(names.size());
        var reader = new SqliteAssetReader(database, assets);
        assertThat(reader.ids(OURS, filter, PAGE.sort())).hasSize(names.size());
        for (var facet : Facet.values()) {
            assertThat(reader.counts(OURS, filter, facet, 50))
                    .as("%s", facet)
                    .allSatisfy(count -> assertThat(count.count()).isBetween(1L, (long) names.size()));
        }
    }

    /// A page that is not full tells it by itself; of others it is remembered, but never past a write.
    @ParameterizedTest(name = "page {0} of {1} each")
    @CsvSource({"1, 1", "2, 2", "1, 3", "1, 4", "2, 3", "9, 1"})
    void everyPageTellsHowLongTheListIs(int number, int limit) {
        var page = new PageRequest(number, limit, PAGE.sort());
        assertThat(assets.list(OURS, all(), page).total()).isEqualTo(3);
        keep(OURS, 4, "d.acme.example", "");
        assertThat(assets.list(OURS, all(), page).total()).isEqualTo(4);
    }

    @Test
    void countsTags() {
        var counts = new SqliteAssetReader(database, assets).counts(OURS, all(), Facet.TAG, 50);
        assertThat(counts).extracting(count -> count.value() + count.count()).containsExactly("Prod1", "test1", "web1");
    }

    /// A store of an earlier version has no addresses to look up: its step makes them of the documents.
    @Test
    void findsAddressesThatWereKeptBefore() throws Exception {
        var earlier = folder.resolve("earlier.db");
        EarlierStore.make(earlier, BEFORE_ADDRESSES, folder.resolve("test.db"));
        close();
        database = Database.open(earlier);
        assets = new SqliteAssetStore(database);
        assertThat(assets.list(OURS, filter("ip", "2001:db8::/32"), PAGE)
                        .map(ListedAsset::row)
                        .items())
                .extracting(row -> row.assetValue())
                .containsExactly("b.acme.example");
        assertThat(assets.list(OURS, filter("ip", "203.0.113.7"), PAGE).items()).hasSize(1);
    }
}
