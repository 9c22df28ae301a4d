package io.reconai.server.assets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What was and what is of each remark that changed, as the audit log shows it. Notes are only said to have changed.
final class AssetRemarkChanges {

    private AssetRemarkChanges() {}

    static Map<String, List<String>> between(AssetRemarks before, AssetRemarks after) {
        var changes = new LinkedHashMap<String, List<String>>();
        put(changes, "tags", String.join(",", before.tags()), String.join(",", after.tags()));
        put(changes, "owner", before.owner(), after.owner());
        if (!Objects.equals(before.notes(), after.notes())) {
            changes.put("notes", List.of(length(before.notes()), length(after.notes())));
        }
        put(changes, "rescan_enabled", before.rescanEnabled(), after.rescanEnabled());
        put(changes, "scan_frequency_hours", before.scanFrequencyHours(), after.scanFrequencyHours());
        return changes;
    }

    private static void put(
            Map<String, List<String>> changes, String field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changes.put(field, List.of(text(before), text(after)));
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String length(@Nullable String notes) {
        return (notes == null ? 0 : notes.length()) + " characters";
    }
}
