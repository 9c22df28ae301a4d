package io.reconai.server.assets;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.WrittenJson;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An [AssetRow] as the interface writes it. A store that keeps rows in this form hands them on: to read and write them
/// anew would take a third of a list's time.
///
/// @param json one object
@Schema(implementation = AssetRow.class)
public record ListedAsset(String json) implements WrittenJson {

    /// How a row ends as it is kept. An older one, made before a field was added, has to be read.
    private static final String NEVER_SCANNED_AGAIN = "\"next_scan_at\":null}";

    /// In JSON no text can hold it: a quotation mark within one has a backslash before it.
    private static final String ACTIVE = "},\"state\":\"active\",\"tags\":[],\"owner\":null,";

    public static ListedAsset of(AssetRow row) {
        try {
            return new ListedAsset(ServerJson.forStore().writeValueAsString(row));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The row of a document as it stands now, where that can be written into the document as it is: of an active asset
    /// of which nobody says anything.
    ///
    /// @param document of a row as it was when the asset was looked at
    /// @param nextScan when its domain is scanned by itself
    public static Optional<ListedAsset> standing(String document, @Nullable Instant nextScan) {
        if (!document.endsWith(NEVER_SCANNED_AGAIN) || !document.contains(ACTIVE)) {
            return Optional.empty();
        }
        return Optional.of(new ListedAsset(
                nextScan == null
                        ? document
                        : document.substring(0, document.length() - "null}".length()) + '"' + ServerJson.text(nextScan)
                                + "\"}"));
    }

    public AssetRow row() {
        try {
            return ServerJson.forStore().readValue(json, AssetRow.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
