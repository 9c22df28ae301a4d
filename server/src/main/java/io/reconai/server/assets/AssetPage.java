package io.reconai.server.assets;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.engine.Asset;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.WrittenJson;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An [AssetDetail] as the interface writes it. A store may keep the text of the newest look, which takes most of the
/// time to work out, and put the page together from texts.
///
/// @param json one object
@Schema(implementation = AssetDetail.class)
public record AssetPage(String json) implements WrittenJson {

    /// In JSON no text can hold these: a quotation mark within one has a backslash before it.
    private static final String SHORT_FACTORS = "\"risk_factors\":[";

    private static final String AFTER_FACTORS = "],\"ip_addresses\":";
    private static final String FINDINGS = "\"security_findings\":[";
    private static final String STATE = "\"state\":\"";

    public static AssetPage of(StoredAsset stored) {
        return new AssetPage(text(AssetDetail.of(stored)));
    }

    /// The text of a look as it is kept, with all findings open.
    public static String look(Asset asset) {
        return text(AssetLook.of(asset, Map.of()));
    }

    /// The same page as [#of(StoredAsset)] makes.
    ///
    /// @param look as [#look] wrote it
    /// @param states of findings that are not open, by their ids
    public static AssetPage of(ListedAsset row, String look, Map<String, String> states, AssetStanding standing) {
        var text = new StringBuilder(row.json().length() + look.length() + 400);
        text.append(row.json());
        var factors = text.indexOf(SHORT_FACTORS);
        text.delete(factors, text.indexOf(AFTER_FACTORS, factors) + 2);
        text.setLength(text.length() - 1);
        var from = text.length();
        text.append(',').append(look, 1, look.length() - 1);
        states.forEach((finding, state) -> setState(text, from, finding, state));
        var rest = text(standing);
        return new AssetPage(text.append(',').append(rest, 1, rest.length()).toString());
    }

    private static void setState(StringBuilder text, int from, String finding, String state) {
        var at = text.indexOf("\"finding_id\":\"" + finding + '"', text.indexOf(FINDINGS, from));
        if (at >= 0) { // it may be of an earlier look
            var word = text.indexOf(STATE, at) + STATE.length();
            text.replace(word, word + AssetLook.OPEN.length(), state);
        }
    }

    private static String text(Object value) {
        try {
            return ServerJson.forStore().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
