package io.reconai.server.assets;

import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.Preconditions;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.AssetRemarkStore;
import io.reconai.server.store.AssetStore;
import io.reconai.server.usage.Quotas;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What people do to assets one by one: say something of them, remove them.
@Path("/api/assets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.ADMIN, scope = Scope.ASSETS_WRITE)
public class AssetEditResource {

    private final AssetStore assets;
    private final AssetRemarkStore remarks;
    private final CurrentCaller caller;
    private final Quotas quotas;
    private final AuditLog audit;
    private final Preconditions preconditions;
    private final Clock clock;

    AssetEditResource(
            AssetStore assets,
            AssetRemarkStore remarks,
            CurrentCaller caller,
            Quotas quotas,
            AuditLog audit,
            Preconditions preconditions,
            Clock clock) {
        this.assets = assets;
        this.remarks = remarks;
        this.caller = caller;
        this.quotas = quotas;
        this.audit = audit;
        this.preconditions = preconditions;
        this.clock = clock;
    }

    /// What is said of one asset; absent fields stay as they are.
    public record AssetEdit(
            @Nullable List<@Nullable String> tags,
            @Nullable String notes,
            @Nullable String owner,
            @Nullable Boolean rescanEnabled,
            @Nullable Integer scanFrequencyHours) {}

    record RemovedAsset(String assetId) {}

    /// The published shape repeats the field of `data` at the top.
    record AssetRemoved(String message, String assetId, RemovedAsset data) {}

    record Cleared(long deletedCount) {}

    record AssetsCleared(Cleared data, String message) {}

    @PATCH
    @Path("/{asset_id}")
    @Access(role = Role.ANALYST, scope = Scope.ASSETS_WRITE)
    public Data<AssetPage> edit(@PathParam("asset_id") String assetId, @Nullable AssetEdit given) {
        find(assetId); // whose it is comes before what is wanted
        var edit = given == null ? new AssetEdit(null, null, null, null, null) : given;
        var changed = remarks.change(caller.workspace(), assetId, before -> {
                    preconditions.require(() -> detail(assetId));
                    return edited(before, edit);
                })
                .orElseThrow(ApiException::notFound);
        var changes = AssetRemarkChanges.between(changed.before(), changed.after());
        if (!changes.isEmpty()) {
            audit.record("asset.updated", "asset", assetId, changed.assetValue(), changes);
        }
        return detail(assetId);
    }

    private AssetRemarks edited(AssetRemarks before, AssetEdit edit) {
        var after = before;
        if (edit.tags() != null) {
            after = after.tagged(AssetRemarkRules.tags(edit.tags()));
        }
        if (edit.notes() != null) {
            after = after.noting(AssetRemarkRules.notes(edit.notes()));
        }
        if (edit.owner() != null) {
            after = after.ownedBy(AssetRemarkRules.owner("owner", edit.owner()));
        }
        if (edit.rescanEnabled() == null && edit.scanFrequencyHours() == null) {
            return after;
        }
        var shortest = quotas.limits(caller.get().membership().plan()).shortestIntervalHours();
        return AssetRemarkRules.rescanned(
                after,
                edit.rescanEnabled(),
                edit.scanFrequencyHours(),
                Optional.ofNullable(shortest),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    @DELETE
    @Path("/{asset_id}")
    public AssetRemoved delete(@PathParam("asset_id") String assetId) {
        find(assetId);
        preconditions.require(() -> detail(assetId));
        var value = remarks.delete(caller.workspace(), assetId).orElseThrow(ApiException::notFound);
        audit.record("asset.deleted", "asset", assetId, value);
        return new AssetRemoved("Asset deleted successfully", assetId, new RemovedAsset(assetId));
    }

    @DELETE
    public AssetsCleared clear(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var domain = query.text("parent_domain").map(name -> name.toLowerCase(Locale.ROOT));
        query.refuseOthers();
        query.refuseBlank("parent_domain");
        var count = remarks.clear(caller.workspace(), domain);
        audit.record("asset.cleared", "workspace", caller.workspace().id(), domain.orElse("all assets") + ": " + count);
        return new AssetsCleared(new Cleared(count), "Successfully cleared " + count + " asset(s)");
    }

    private Data<AssetPage> detail(String assetId) {
        return new Data<>(assets.page(caller.workspace(), assetId).orElseThrow(ApiException::notFound));
    }

    private StoredAsset find(String assetId) {
        return assets.find(caller.workspace(), assetId).orElseThrow(ApiException::notFound);
    }
}
