package io.reconai.server.findings;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.engine.asset.Proof;
import io.reconai.server.audit.AuditLog;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Data;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.PageOf;
import io.reconai.server.http.PageRequest;
import io.reconai.server.http.Preconditions;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.idempotency.Idempotency;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.store.FindingStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Findings: list, look at one, triage one or many, history, export, what can be found at all.
@Path("/api/findings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.FINDINGS_READ)
public class FindingResource {

    private static final int MOST_AT_ONCE = 1_000;
    private static final int RECENT = 20;

    private final FindingStore findings;
    private final CurrentCaller caller;
    private final ObjectMapper json;
    private final AuditLog audit;
    private final Idempotency idempotency;
    private final Preconditions preconditions;

    FindingResource(
            FindingStore findings,
            CurrentCaller caller,
            ObjectMapper json,
            AuditLog audit,
            Idempotency idempotency,
            Preconditions preconditions) {
        this.findings = findings;
        this.caller = caller;
        this.json = json;
        this.audit = audit;
        this.idempotency = idempotency;
        this.preconditions = preconditions;
    }

    /// What a person says of one finding; absent fields stay as they are.
    public record Change(
            @Nullable String state,
            @Nullable String reason,
            @Nullable String acceptedUntil,
            @Nullable String assignee,
            @Nullable String note) {}

    /// What a person says of many, named one by one or by a filter with the names of the list.
    public record BulkChange(
            @Nullable List<String> findingIds,
            @Nullable Map<String, String> filter,
            @Nullable String state,
            @Nullable String reason,
            @Nullable String acceptedUntil) {}

    record Bulk(int updated, int unchanged, List<String> missing) {}

    /// A list's row and what only one finding's own page shows.
    record Detail(
            @JsonUnwrapped FindingRow row, List<String> references, List<Proof> proofs, List<FindingChange> history) {}

    @GET
    @Consumes(MediaType.WILDCARD)
    public PageOf.Answer<ListedFinding> list(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var filter = FindingQuery.filter(query);
        var page = query.page(FindingQuery.SORTABLE, FindingQuery.USUAL_SORT);
        query.refuseOthers();
        return findings.written(caller.workspace(), filter, page, now()).answer(page);
    }

    @GET
    @Path("/types")
    @Consumes(MediaType.WILDCARD)
    public Data<List<CheckCatalogue.Entry>> types() {
        return new Data<>(CheckCatalogue.all());
    }

    @GET
    @Path("/summary")
    @Consumes(MediaType.WILDCARD)
    public Data<FindingSummary> summary() {
        return new Data<>(findings.summary(caller.workspace(), now()));
    }

    @GET
    @Path("/export")
    @Access(role = Role.VIEWER, scope = Scope.EXPORT_READ)
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.WILDCARD)
    public Response export(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var word = query.oneOf("format", FindingExport.words()).stream()
                .findFirst()
                .orElse("csv");
        var filter = FindingQuery.filter(query);
        query.refuseOthers();
        var format = FindingExport.valueOf(word.toUpperCase(Locale.ROOT));
        var workspace = caller.workspace();
        StreamingOutput body =
                out -> format.write(consumer -> findings.forEach(workspace, filter, consumer), json, out);
        var day = LocalDate.now(ZoneOffset.UTC);
        return Response.ok(body, format.mediaType())
                .header("Content-Disposition", "attachment; filename=\"reconai_findings_" + day + "." + word + "\"")
                .build();
    }

    @GET
    @Path("/{finding_id}")
    @Consumes(MediaType.WILDCARD)
    public Data<Detail> get(@PathParam("finding_id") String findingId) {
        return new Data<>(detail(findingId));
    }

    @GET
    @Path("/{finding_id}/history")
    @Consumes(MediaType.WILDCARD)
    public PageOf.Answer<FindingChange> history(@PathParam("finding_id") String findingId, @Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var page = query.page(Set.of("at"), "-at");
        query.refuseOthers();
        find(findingId);
        return findings.history(caller.workspace(), findingId, page).answer(page);
    }

    @PATCH
    @Path("/{finding_id}")
    @Access(role = Role.ANALYST, scope = Scope.FINDINGS_WRITE)
    public Data<Detail> change(@PathParam("finding_id") String findingId, @Nullable Change given) {
        var before = find(findingId).row(); // whose it is comes before what is wanted
        preconditions.require(() -> new Data<>(detail(findingId)));
        var change = given == null ? new Change(null, null, null, null, null) : given;
        var triage = TriageRules.checked(
                change.state(), change.reason(), change.acceptedUntil(), change.assignee(), change.note(), now());
        switch (triaged(before, triage)) {
            case MISSING -> throw ApiException.notFound();
            case FORBIDDEN ->
                throw new ApiException(
                        ErrorCode.RESOURCE_CONFLICT,
                        "A finding that is " + before.state().word() + " cannot become " + change.state());
            case CHANGED, UNCHANGED -> {} // shown below
        }
        return new Data<>(detail(findingId));
    }

    @POST
    @Path("/bulk")
    @Access(role = Role.ANALYST, scope = Scope.FINDINGS_WRITE)
    public Response bulk(@Nullable BulkChange given) {
        return idempotency.once(
                given, () -> Response.ok(new Data<>(changed(given))).build());
    }

    private Bulk changed(@Nullable BulkChange given) {
        if (given == null || given.state() == null) {
            throw ApiException.invalid("state", "missing", "is needed");
        }
        var triage = TriageRules.checked(given.state(), given.reason(), given.acceptedUntil(), null, null, now());
        var wanted = wanted(given);
        var updated = 0;
        var unchanged = 0;
        var missing = new ArrayList<String>();
        for (var id : wanted) {
            var before = findings.find(caller.workspace(), id).map(StoredFinding::row);
            switch (before.isEmpty() ? FindingStore.Outcome.MISSING : triaged(before.get(), triage)) {
                case CHANGED -> updated++;
                case UNCHANGED, FORBIDDEN -> unchanged++;
                case MISSING -> missing.add(id);
            }
        }
        return new Bulk(updated, unchanged, missing);
    }

    private FindingStore.Outcome triaged(FindingRow before, Triage triage) {
        var outcome = findings.triage(caller.workspace(), before.findingId(), triage, actor(), now());
        var state = triage.state();
        if (outcome == FindingStore.Outcome.CHANGED && state != null && state != before.state()) {
            audit.record(
                    "finding.state_changed",
                    "finding",
                    before.findingId(),
                    before.title() + " on " + before.assetValue(),
                    Map.of("state", List.of(before.state().word(), state.word())));
        }
        return outcome;
    }

    private List<String> wanted(BulkChange given) {
        var ids = given.findingIds();
        if ((ids == null) == (given.filter() == null)) {
            throw ApiException.invalid("finding_ids", "missing", "either these or a filter is needed");
        }
        if (ids != null) {
            if (ids.isEmpty() || ids.size() > MOST_AT_ONCE || ids.contains(null)) {
                throw ApiException.invalid("finding_ids", "range", "names 1 to " + MOST_AT_ONCE + " findings");
            }
            return ids.stream().distinct().toList();
        }
        var query = new QueryParameters(given.filter() == null ? Map.of() : given.filter());
        var filter = FindingQuery.filter(query);
        query.refuseOthers();
        var all = new ArrayList<String>();
        findings.forEach(caller.workspace(), filter, row -> all.add(row.findingId()));
        return all;
    }

    private Detail detail(String findingId) {
        var found = find(findingId);
        var recent = findings.history(caller.workspace(), findingId, new PageRequest(1, RECENT, List.of()));
        return new Detail(found.row(), found.references(), found.proofs(), recent.items());
    }

    private StoredFinding find(String findingId) {
        return findings.find(caller.workspace(), findingId).orElseThrow(ApiException::notFound);
    }

    private FindingChange.Author actor() {
        var account = caller.get().account();
        return FindingChange.Author.user(account.uid(), account.email());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
