package io.reconai.server.scans;

import io.reconai.engine.ScanMode;
import io.reconai.engine.asset.AssetType;
import io.reconai.engine.asset.DomainName;
import io.reconai.server.assets.StoredAsset;
import io.reconai.server.domains.DomainRegister;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.Ids;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Looks again at assets that are known: one scan, and one credit, for those of one domain.
@ApplicationScoped
public class Rescans {

    private final ScanStarter starter;
    private final DomainRegister domains;
    private final CurrentCaller caller;

    Rescans(ScanStarter starter, DomainRegister domains, CurrentCaller caller) {
        this.starter = starter;
        this.domains = domains;
        this.caller = caller;
    }

    /// True for what has a name; an address is looked at with the domain that it was found for.
    public static boolean isPossible(StoredAsset asset) {
        return asset.row().assetType() != AssetType.IP_ADDRESS;
    }

    /// Starts the scan.
    ///
    /// @param assets of one domain, each with a name, one at least
    /// @throws ApiException `SCAN_IN_PROGRESS` or `SCAN_LIMIT_REACHED`
    public ScanView start(List<StoredAsset> assets) {
        return start(assets, Ids.random(Ids.LENGTH));
    }

    private ScanView start(List<StoredAsset> assets, String seed) {
        return starter.start(wish(caller.workspace(), assets), seed);
    }

    /// Looks as far as the last look did, as far as that is allowed now.
    ScanWish wish(Workspace workspace, List<StoredAsset> assets) {
        var domain = new DomainName(assets.getFirst().row().parentDomain());
        var hosts = assets.stream()
                .map(asset -> new DomainName(asset.row().assetValue()))
                .toList();
        var mode = assets.stream()
                .map(asset -> asset.asset().evidence().mode())
                .max(ScanMode::compareTo)
                .orElse(ScanMode.STANDARD);
        var isAllowed = mode != ScanMode.ACTIVE || domains.mayScanActively(workspace, domain);
        return ScanWish.again(domain, isAllowed ? mode : ScanMode.STANDARD, hosts);
    }

    /// One asset, for its own call.
    ///
    /// @param seed of the scan's id
    ScanView start(StoredAsset asset, String seed) {
        if (!isPossible(asset)) {
            throw new ApiException(
                    ErrorCode.RESOURCE_CONFLICT, "An address is scanned with its domain; scan the domain instead");
        }
        return start(List.of(asset), seed);
    }
}
