package io.reconai.server.advice;

import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.StoredAsset;
import io.reconai.server.findings.FindingFilter;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.PageRequest;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.scans.Judging;
import io.reconai.server.store.AssetReader;
import io.reconai.server.store.AssetStore;
import io.reconai.server.store.FindingStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What to do about an asset, about all of them, and what the words mean.
@Path("/api/assets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.ASSETS_READ)
public class AdviceResource {

    /// The riskiest say what to do first; each is scored again for each of its findings.
    private static final int MOST_ASSETS = 100;

    private static final int AT_ONCE = 20;

    private final AssetStore assets;
    private final AssetReader reader;
    private final FindingStore findings;
    private final Judging judging;
    private final CurrentCaller caller;

    AdviceResource(
            AssetStore assets, AssetReader reader, FindingStore findings, Judging judging, CurrentCaller caller) {
        this.assets = assets;
        this.reader = reader;
        this.findings = findings;
        this.judging = judging;
        this.caller = caller;
    }

    /// @param assetId its id, or its value
    public record AssetChoice(@Nullable String assetId) {}

    /// @param domain only below this one; everything when absent
    public record DomainChoice(@Nullable String domain) {}

    /// Pairs of a word and what it means.
    record Glossary(List<List<String>> terms) {}

    @POST
    @Path("/misconfiguration-recommendation")
    public Data<Advice> ofAsset(@Nullable AssetChoice given) {
        var wanted = given == null ? null : given.assetId();
        if (wanted == null || wanted.isBlank()) {
            throw ApiException.invalid("asset_id", "missing", "is needed");
        }
        var asset = find(wanted.strip()).orElseThrow(ApiException::notFound);
        var steps = new Steps(judging.judge());
        steps.add(asset);
        return new Data<>(new Advice(Words.ofAsset(asset.row(), steps), steps.steps(), Advice.RULES));
    }

    private Optional<StoredAsset> find(String idOrValue) {
        var workspace = caller.workspace();
        return assets.find(workspace, idOrValue).or(() -> {
            var value = idOrValue.toLowerCase(Locale.ROOT);
            return Optional.ofNullable(reader.idsOf(workspace, List.of(value)).get(value))
                    .flatMap(id -> assets.find(workspace, id));
        });
    }

    @POST
    @Path("/summary-recommendation")
    public Data<Advice> ofAll(@Nullable DomainChoice given) {
        var workspace = caller.workspace();
        var ids = reader.ids(
                workspace,
                AssetFilter.of(List.of(), domain(given).stream().toList()).inState("active"),
                List.of(new PageRequest.Criterion("risk_score", true)));
        if (ids.isEmpty()) {
            return new Data<>(Advice.of(Words.NO_ASSETS));
        }
        var steps = new Steps(judging.judge());
        var looked = Math.min(ids.size(), MOST_ASSETS);
        for (var at = 0; at < looked; at += AT_ONCE) {
            reader.read(workspace, ids.subList(at, Math.min(at + AT_ONCE, looked)))
                    .forEach(steps::add);
        }
        return new Data<>(new Advice(Words.ofAll(ids.size(), looked, steps), steps.steps(), Advice.RULES));
    }

    @POST
    @Path("/security-terms")
    public Data<Glossary> terms(@Nullable DomainChoice given) {
        var checks = new HashSet<String>();
        var filter = domain(given).map(FindingFilter.all()::below).orElse(FindingFilter.all());
        findings.forEach(caller.workspace(), filter, row -> {
            if (row.state().isOpen()) {
                checks.add(row.type());
            }
        });
        return new Data<>(new Glossary(Terms.of(checks)));
    }

    private static Optional<String> domain(@Nullable DomainChoice given) {
        return Optional.ofNullable(given == null ? null : given.domain())
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty());
    }
}
