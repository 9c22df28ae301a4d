package io.reconai.engine.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.asset.Announcement;
import io.reconai.engine.asset.Location;
import io.reconai.engine.asset.SourceHealth;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of places in the shapes that their makers give them, whole and damaged.
class GeoDatabaseTest {

    private static final Map<String, ?> NESTED = Map.of(
            "country", Map.of("iso_code", "DE", "names", Map.of("en", "Germany")),
            "registered_country", Map.of("iso_code", "FR"),
            "city", Map.of("names", Map.of("de", "München", "en", "Munich")),
            "location", Map.of("latitude", 48.14, "longitude", 11.58));

    private static final Map<String, ?> FLAT =
            Map.of("country_code", "us", "city", "Springfield", "latitude", 44.05, "longitude", -123.02);

    private static byte[] sample() {
        return new MaxMindFile("Test-City")
                .with("203.0.113.0", 25, NESTED)
                .with("203.0.113.128", 25, FLAT)
                .with("198.51.100.0", 26, Map.of("country_code", "ZZ"))
                .with("198.51.100.64", 26, Map.of("country", "GB", "asn", "AS64501", "as_name", "Other"))
                .with("198.51.100.128", 26, Map.of("country_code", "CA", "latitude", 91.0, "longitude", 0.0))
                .with("198.51.100.192", 26, Map.of("country_code", "NL", "traits", Map.of("is_anycast", true)))
                .with("2001:db8::", 32, Map.of("country", Map.of("iso_code", "JP")))
                .with(
                        "192.0.2.0",
                        24,
                        Map.of("autonomous_system_number", 64_500, "autonomous_system_organization", "Lab\u0007"))
                .bytes();
    }

    private static GeoDatabase open(Path folder, byte[] content) throws IOException {
        return GeoDatabase.open(Files.write(folder.resolve("places.mmdb"), content));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        nested                    | 203.0.113.9    | DE | Munich      | 48.14
        flat                      | 203.0.113.129  | US | Springfield | 44.05
        unknown is no country     | 198.51.100.1   |    |             |
        a country in one text     | 198.51.100.65  | GB | ''          |
        a place off the globe     | 198.51.100.129 | CA | ''          |
        anycast is nowhere        | 198.51.100.193 |    |             |
        IPv6                      | 2001:db8::9    | JP | ''          |
        no place in the record    | 192.0.2.9      |    |             |
        not in the file           | 9.9.9.9        |    |             |
        """)
    void places(String why, String address, String country, String city, Double latitude, @TempDir Path folder)
            throws Exception {
        try (var database = open(folder, sample())) {
            var found = database.location(InetAddress.ofLiteral(address));
            assertThat(found.isPresent()).isEqualTo(country != null);
            assertThat(found.map(Location::country).orElse(null)).isEqualTo(country);
            assertThat(found.map(Location::city).orElse(null)).isEqualTo(city);
            assertThat(found.map(Location::latitude).orElse(null)).isEqualTo(latitude);
            assertThat(found.map(Location::source).orElse("Test-City")).isEqualTo("Test-City");
        }
    }

    @Test
    void numbersOfSystemsWithTheirNetwork(@TempDir Path folder) throws Exception {
        try (var database = open(folder, sample())) {
            assertThat(database.announcement(InetAddress.ofLiteral("192.0.2.9")))
                    .contains(new Announcement("192.0.2.0/24", List.of(64_500L), "Lab\\u0007", ""));
            assertThat(database.announcement(InetAddress.ofLiteral("198.51.100.65")))
                    .contains(new Announcement("198.51.100.64/26", List.of(64_501L), "Other", ""));
            assertThat(database.announcement(InetAddress.ofLiteral("203.0.113.9")))
                    .isEmpty();
        }
    }

    @Test
    void theFirstThatKnowsIsBelieved(@TempDir Path folder) throws Exception {
        var first = new MaxMindFile("First").with("203.0.113.0", 25, FLAT).bytes();
        try (var one = GeoDatabase.open(Files.write(folder.resolve("one.mmdb"), first));
                var other = open(folder, sample())) {
            var geography = new Geography(List.of(one, other));
            assertThat(geography.location(InetAddress.ofLiteral("203.0.113.9")))
                    .map(Location::source)
                    .contains("First");
            assertThat(geography.location(InetAddress.ofLiteral("2001:db8::9")))
                    .map(Location::country)
                    .contains("JP");
            assertThat(geography.location(InetAddress.ofLiteral("9.9.9.9"))).isEmpty();
            assertThat(geography.health())
                    .isEqualTo(new SourceHealth(
                            "geo.mmdb",
                            SourceHealth.Status.ANSWERED,
                            3,
                            2,
                            0,
                            "First 2026-11-01, Test-City 2026-11-01",
                            0));
        }
    }

    @Test
    void withoutAFileNothingIsKnown() {
        var geography = new Geography(List.of());
        assertThat(geography.location(InetAddress.ofLiteral("9.9.9.9"))).isEmpty();
        assertThat(geography.announcement(InetAddress.ofLiteral("9.9.9.9"))).isEmpty();
        assertThat(geography.health().status()).isEqualTo(SourceHealth.Status.SKIPPED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1_000, -1, -40})
    void aFileThatWasCutIsNamed(int octets, @TempDir Path folder) throws Exception {
        var whole = sample();
        var cut = Arrays.copyOf(whole, octets < 0 ? whole.length + octets : octets);
        assertThatThrownBy(() -> open(folder, cut))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("places.mmdb")
                .hasMessageContaining("no MaxMind database, or a damaged one");
    }

    @Test
    void whatIsNotThereIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> GeoDatabase.open(folder.resolve("none.mmdb")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no readable file")
                .hasMessageContaining("none.mmdb");
        assertThatThrownBy(() -> GeoDatabase.open(folder)).hasMessageContaining("no readable file");
    }

    /// Wherever an octet is wrong, a file is refused or read, and nothing else happens.
    @Property(tries = 500)
    void damageIsRefusedOrBorne(@ForAll @IntRange(max = 100_000) int at, @ForAll byte instead) throws Exception {
        var damaged = sample();
        damaged[Math.floorMod(at, damaged.length)] = instead;
        var file = Files.write(Files.createTempFile("places", ".mmdb"), damaged);
        try (var database = GeoDatabase.open(file)) {
            var geography = new Geography(List.of(database));
            for (var address : List.of("203.0.113.9", "203.0.113.129", "192.0.2.9", "2001:db8::9")) {
                geography.location(InetAddress.ofLiteral(address));
                geography.announcement(InetAddress.ofLiteral(address));
            }
            assertThat(geography.health().source()).isEqualTo("geo.mmdb");
        } catch (IOException refused) {
            assertThat(refused).hasMessageContaining("damaged");
        } finally {
            Files.delete(file);
        }
    }
}
