package io.reconai.server.assets;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One field of an asset that two scans saw differently: a list says what came and went, anything else from and to.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AssetChange(
        String field,
        @Nullable List<Object> added,
        @Nullable List<Object> removed,
        @Nullable Object from,
        @Nullable Object to) {

    /// What is different in the newer one.
    static List<AssetChange> between(AssetRow older, AssetRow newer) {
        var changes = new ArrayList<AssetChange>();
        lists(changes, "ip_addresses", older.ipAddresses(), newer.ipAddresses());
        lists(changes, "open_ports", older.openPorts(), newer.openPorts());
        lists(changes, "technologies", older.technologies(), newer.technologies());
        values(changes, "http_status", older.httpStatus(), newer.httpStatus());
        values(changes, "title", older.title(), newer.title());
        values(changes, "ssl_cert_expiry", older.sslCertExpiry(), newer.sslCertExpiry());
        values(changes, "ssl_cert_valid", older.sslCertValid(), newer.sslCertValid());
        values(
                changes,
                "http_security_headers_score",
                older.httpSecurityHeadersScore(),
                newer.httpSecurityHeadersScore());
        values(changes, "risk_score", older.riskScore(), newer.riskScore());
        values(changes, "risk_level", older.riskLevel(), newer.riskLevel());
        return List.copyOf(changes);
    }

    private static void lists(List<AssetChange> changes, String field, List<?> older, List<?> newer) {
        List<Object> added = new ArrayList<>(newer);
        added.removeAll(older);
        List<Object> removed = new ArrayList<>(older);
        removed.removeAll(newer);
        if (!added.isEmpty() || !removed.isEmpty()) {
            changes.add(new AssetChange(field, added, removed, null, null));
        }
    }

    private static void values(
            List<AssetChange> changes, String field, @Nullable Object older, @Nullable Object newer) {
        if (!Objects.equals(older, newer)) {
            changes.add(new AssetChange(field, null, null, older, newer));
        }
    }
}
