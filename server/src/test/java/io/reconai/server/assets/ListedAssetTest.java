package io.reconai.server.assets;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.RiskLevel;
import io.reconai.engine.asset.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListedAssetTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NEXT = Instant.parse("2026-03-02T12:00:00.250Z");

    private static AssetRow row(String title, String state, List<String> tags) {
        return new AssetRow(
                "ast_1",
                "www.acme.test",
                AssetType.SUBDOMAIN,
                "acme.test",
                40,
                RiskLevel.MEDIUM,
                List.of(),
                List.of("203.0.113.7"),
                List.of(443),
                List.of(),
                null,
                null,
                null,
                200,
                title,
                null,
                null,
                0,
                1,
                Map.of(Severity.HIGH, 1),
                state,
                tags,
                null,
                "dns",
                NOW,
                NOW,
                NOW,
                null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Wiley Coyote",
                "\"next_scan_at\":null}",
                "},\"state\":\"active\",\"tags\":[],\"owner\":null,",
                "\u2028 \uD83D\uDE80 <script>"
            })
    void aDocumentIsHandedOnAsARowWouldBeWritten(String title) {
        var row = row(title, "active", List.of());
        var document = ListedAsset.of(row).json();
        assertThat(ListedAsset.standing(document, null)).contains(ListedAsset.of(row));
        assertThat(ListedAsset.standing(document, NEXT)).contains(ListedAsset.of(row.standing("active", NEXT)));
        assertThat(ListedAsset.of(row).row()).isEqualTo(row);
    }

    @Test
    void whatIsNotInTheDocumentHasToBeReadAndWritten() {
        var trap = "},\"state\":\"active\",\"tags\":[],\"owner\":null,\"next_scan_at\":null}";
        assertThat(ListedAsset.standing(
                        ListedAsset.of(row(trap, "stale", List.of())).json(), null))
                .isEmpty();
        assertThat(ListedAsset.standing(
                        ListedAsset.of(row(trap, "active", List.of("prod"))).json(), null))
                .isEmpty();
        var older = ListedAsset.of(row("", "active", List.of())).json().replace(",\"next_scan_at\":null}", "}");
        assertThat(ListedAsset.standing(older, null)).isEmpty();
    }
}
