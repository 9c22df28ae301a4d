package io.reconai.server.store.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Json;
import io.reconai.server.identity.Workspace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// One host of one scan as the store keeps it: the engine's JSON, compressed to about a tenth.
final class ScanEvidence {

    private ScanEvidence() {}

    static void put(Connection connection, Workspace workspace, String scanId, Evidence evidence) throws SQLException {
        Sql.update(
                connection,
                "INSERT OR REPLACE INTO scan_evidence (scan_id, host, workspace_id, document) VALUES (?, ?, ?, ?)",
                scanId,
                evidence.host().value(),
                workspace.id(),
                packed(evidence));
    }

    private static byte[] packed(Evidence evidence) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(Json.mapper().writeValueAsString(evidence).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException impossible) {
            throw new IllegalStateException("memory takes what is written", impossible);
        }
        return out.toByteArray();
    }

    static String unpacked(byte[] document) throws SQLException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(document))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new SQLException("evidence of the store cannot be read", damaged);
        }
    }
}
