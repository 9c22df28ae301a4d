package io.reconai.server.findings;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.server.http.ServerJson;
import io.reconai.server.http.WrittenJson;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A [FindingRow] as the interface writes it. A store that can write it hands it on: to read and write its thirty
/// fields anew would take a third of a list's time.
///
/// @param json one object
@Schema(implementation = FindingRow.class)
public record ListedFinding(String json) implements WrittenJson {

    public static ListedFinding of(FindingRow row) {
        try {
            return new ListedFinding(ServerJson.forStore().writeValueAsString(row));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public FindingRow row() {
        try {
            return ServerJson.forStore().readValue(json, FindingRow.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
