package io.reconai.server.assets;

import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.idempotency.Idempotency;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.AccessRule;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.scans.Rescans;
import io.reconai.server.store.AssetRemarkStore;
import io.reconai.server.store.AssetStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// One thing done to many assets. Ids of others count as missing, as ids that never were.
@Path("/api/assets/bulk")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.ANALYST, scope = Scope.ASSETS_WRITE)
public class AssetBulkResource {

    private static final int MOST_AT_ONCE = 1_000;

    private final AssetStore assets;
    private final AssetRemarkStore remarks;
    private final Rescans rescans;
    private final CurrentCaller caller;
    private final AuditLog audit;
    private final Idempotency idempotency;

    AssetBulkResource(
            AssetStore assets,
            AssetRemarkStore remarks,
            Rescans rescans,
            CurrentCaller caller,
            AuditLog audit,
            Idempotency idempotency) {
        this.assets = assets;
        this.remarks = remarks;
        this.rescans = rescans;
        this.caller = caller;
        this.audit = audit;
        this.idempotency = idempotency;
    }

    /// What can be done.
    private enum Action {
        TAG,
        UNTAG,
        SET_OWNER,
        RESCAN,
        DELETE
    }

    /// @param value the tag, or the owner; an empty owner is nobody
    public record AssetBulk(
            @Nullable String action,
            @Nullable List<@Nullable String> assetIds,
            @Nullable String value) {}

    record BulkDone(int done, List<String> missing) {}

    record BulkAnswer(BulkDone data) {}

    @POST
    @APIResponse(
            responseCode = "200",
            description = "Done",
            content = @Content(schema = @Schema(implementation = BulkAnswer.class)))
    public Response change(@Nullable AssetBulk given) {
        return idempotency.once(
                given, () -> Response.ok(new Data<>(changed(given))).build());
    }

    private BulkDone changed(@Nullable AssetBulk given) {
        var action = action(given == null ? null : given.action());
        if (action == Action.DELETE) {
            AccessRule.require(caller.get(), Role.ADMIN);
        }
        var ids = ids(given == null ? null : given.assetIds());
        var value = given == null ? null : given.value();
        return switch (action) {
            case TAG -> {
                var tag = AssetRemarkRules.tag("value", value);
                yield remarked(ids, before -> before.tagged(with(before.tags(), tag)));
            }
            case UNTAG -> {
                var tag = AssetRemarkRules.tag("value", value);
                yield remarked(
                        ids,
                        before -> before.tagged(before.tags().stream()
                                .filter(other -> !other.equals(tag))
                                .toList()));
            }
            case SET_OWNER -> {
                if (value == null) {
                    throw ApiException.invalid("value", "missing", "is needed");
                }
                var owner = AssetRemarkRules.owner("value", value);
                yield remarked(ids, before -> before.ownedBy(owner));
            }
            case RESCAN -> {
                refuse(value);
                yield rescanned(ids);
            }
            case DELETE -> {
                refuse(value);
                yield deleted(ids);
            }
        };
    }

    private static Action action(@Nullable String word) {
        return Arrays.stream(Action.values())
                .filter(action -> action.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        ApiException.invalid("action", "value", "is one of tag, untag, set_owner, rescan, delete"));
    }

    private static List<String> ids(@Nullable List<@Nullable String> typed) {
        if (typed == null || typed.isEmpty() || typed.size() > MOST_AT_ONCE || typed.contains(null)) {
            throw ApiException.invalid("asset_ids", "range", "names 1 to " + MOST_AT_ONCE + " assets");
        }
        return typed.stream().flatMap(Stream::ofNullable).distinct().toList();
    }

    private static void refuse(@Nullable String value) {
        if (value != null) {
            throw ApiException.invalid("value", "unknown", "has no meaning for this action");
        }
    }

    /// Full is full: then the asset stays as it is.
    private static List<String> with(List<String> tags, String tag) {
        return tags.contains(tag) || tags.size() >= AssetRemarkRules.MOST_TAGS
                ? tags
                : Stream.concat(tags.stream(), Stream.of(tag)).toList();
    }

    private BulkDone remarked(List<String> ids, UnaryOperator<AssetRemarks> change) {
        var done = 0;
        var missing = new ArrayList<String>();
        for (var id : ids) {
            var changed = remarks.change(caller.workspace(), id, change);
            if (changed.isEmpty()) {
                missing.add(id);
                continue;
            }
            done++;
            var changes = AssetRemarkChanges.between(
                    changed.get().before(), changed.get().after());
            if (!changes.isEmpty()) {
                audit.record("asset.updated", "asset", id, changed.get().assetValue(), changes);
            }
        }
        return new BulkDone(done, missing);
    }

    /// Refused only when nothing at all could be started.
    private BulkDone rescanned(List<String> ids) {
        var missing = new ArrayList<String>();
        var byDomain = new LinkedHashMap<String, List<StoredAsset>>();
        for (var id : ids) {
            var asset = assets.find(caller.workspace(), id);
            if (asset.isEmpty()) {
                missing.add(id);
            } else if (Rescans.isPossible(asset.get())) {
                byDomain.computeIfAbsent(asset.get().row().parentDomain(), _ -> new ArrayList<>())
                        .add(asset.get());
            }
        }
        var done = 0;
        Optional<ApiException> refused = Optional.empty();
        for (var ofDomain : byDomain.values()) {
            try {
                rescans.start(ofDomain);
                done += ofDomain.size();
            } catch (ApiException no) {
                refused = refused.or(() -> Optional.of(no));
            }
        }
        if (done == 0 && refused.isPresent()) {
            throw refused.get();
        }
        return new BulkDone(done, missing);
    }

    private BulkDone deleted(List<String> ids) {
        var done = 0;
        var missing = new ArrayList<String>();
        for (var id : ids) {
            var value = remarks.delete(caller.workspace(), id);
            if (value.isEmpty()) {
                missing.add(id);
            } else {
                done++;
                audit.record("asset.deleted", "asset", id, value.get());
            }
        }
        return new BulkDone(done, missing);
    }
}
