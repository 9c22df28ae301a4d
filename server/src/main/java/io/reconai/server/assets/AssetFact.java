package io.reconai.server.assets;

import io.reconai.engine.Asset;
import io.reconai.engine.asset.PortObservation;
import java.util.LinkedHashSet;
import java.util.Set;

/// What can be counted of an asset's newest evidence.
///
/// @param kind `port` (detail: its service), `technology` (its version), `asn` (its name) or `country`
/// @param detail empty where nothing more is known
public record AssetFact(String kind, String value, String detail) {

    public static Set<AssetFact> of(AssetRow row, Asset asset) {
        var facts = new LinkedHashSet<AssetFact>();
        for (var port : row.openPorts()) {
            facts.add(new AssetFact("port", String.valueOf(port), service(asset, port)));
        }
        for (var technology : asset.technologies()) {
            var version = technology.version() == null ? "" : technology.version();
            facts.add(new AssetFact("technology", technology.name(), version));
        }
        for (var address : asset.evidence().addresses()) {
            var announcement = address.announcement();
            if (announcement != null) {
                announcement
                        .asns()
                        .forEach(asn -> facts.add(new AssetFact("asn", String.valueOf(asn), announcement.asName())));
            }
            if (!address.country().isEmpty()) {
                facts.add(new AssetFact("country", address.country(), ""));
            }
        }
        return facts;
    }

    private static String service(Asset asset, int port) {
        return asset.evidence().ports().stream()
                .filter(seen -> seen.port() == port)
                .map(PortObservation::service)
                .filter(service -> !service.isEmpty())
                .findFirst()
                .orElse("");
    }
}
