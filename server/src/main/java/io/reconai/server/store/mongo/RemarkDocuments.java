package io.reconai.server.store.mongo;

import io.reconai.server.assets.AssetRemarks;
import io.reconai.server.identity.Workspace;
import java.util.Locale;
import org.bson.Document;

/// What people say of an asset, as fields of its document.
final class RemarkDocuments {

    static final String TAGS = "tags";

    /// The tags in lower case, for searches.
    static final String TAG_WORDS = "tag_words";

    static final String NEXT_SCAN = "own_next_scan_at";

    private static final String VERSION = "remarks_version";

    private RemarkDocuments() {}

    static AssetRemarks remarks(Document asset) {
        var hours = Values.number(asset, "scan_frequency_hours");
        return new AssetRemarks(
                Values.texts(asset, TAGS),
                Values.textOrNull(asset, "owner"),
                Values.textOrNull(asset, "notes"),
                asset.getBoolean("rescan_enabled", false),
                hours == 0 ? null : (int) hours,
                Values.instantOrNull(asset, NEXT_SCAN));
    }

    static Document unchanged(Workspace workspace, Document asset) {
        var version = asset.get(VERSION);
        return Settling.one(workspace, asset.getString("asset_id"))
                .append(VERSION, version == null ? new Document("$exists", false) : version);
    }

    static Document update(AssetRemarks remarks) {
        return new Document(
                        "$set",
                        new Document(TAGS, remarks.tags())
                                .append(
                                        TAG_WORDS,
                                        remarks.tags().stream()
                                                .map(tag -> tag.toLowerCase(Locale.ROOT))
                                                .toList())
                                .append("owner", remarks.owner())
                                .append("notes", remarks.notes())
                                .append("rescan_enabled", remarks.rescanEnabled())
                                .append("scan_frequency_hours", remarks.scanFrequencyHours())
                                .append(NEXT_SCAN, Values.dateOrNull(remarks.nextScanAt())))
                .append("$inc", new Document(VERSION, 1L));
    }
}
