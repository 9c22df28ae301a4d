package io.reconai.server.assets;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.engine.report.PdfReport;
import io.reconai.server.findings.FindingFilter;
import io.reconai.server.findings.SarifRun;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.http.QueryParameters;
import io.reconai.server.identity.Access;
import io.reconai.server.identity.CurrentCaller;
import io.reconai.server.identity.Role;
import io.reconai.server.identity.Scope;
import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetReader;
import io.reconai.server.store.FindingStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Assets as files. All that is asked for is read before the first byte leaves, but for the assets themselves.
@Path("/api/assets")
@RunOnVirtualThread
@Access(role = Role.VIEWER, scope = Scope.EXPORT_READ)
public class AssetExportResource {

    private static final Map<String, String> TYPES = Map.of(
            "csv", "text/csv; charset=utf-8",
            "json", "application/json",
            "jsonl", "application/x-ndjson",
            "sarif", "application/sarif+json",
            "pdf", "application/pdf");

    private final AssetReader assets;
    private final ReportedAssets reported;
    private final FindingStore findings;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    AssetExportResource(
            AssetReader assets,
            ReportedAssets reported,
            FindingStore findings,
            CurrentCaller caller,
            ObjectMapper json) {
        this.assets = assets;
        this.reported = reported;
        this.findings = findings;
        this.caller = caller;
        this.json = json;
    }

    @GET
    @Path("/export")
    @Produces(MediaType.WILDCARD)
    public Response export(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var filter = AssetQuery.filter(query);
        var format = one(query, "format", TYPES.keySet()).orElse("csv");
        var isDetailed = query.flag("detail").orElse(false);
        var isForExcel = query.flag("excel").orElse(false);
        var sort = query.sort(AssetQuery.SORTABLE, AssetQuery.USUAL_SORT);
        query.refuseOthers();
        var workspace = caller.workspace();
        var batches = new Batches(assets, workspace, assets.ids(workspace, filter, sort));
        var export = new AssetExport(json, batches);
        StreamingOutput body =
                switch (format) {
                    case "csv" -> out -> export.csv(out, isForExcel);
                    case "json" -> out -> export.json(out, asked(uri), isDetailed);
                    case "jsonl" -> out -> export.jsonLines(out, isDetailed);
                    case "sarif" -> out -> sarif(out, workspace, batches);
                    default -> pdf(workspace, batches.ids());
                };
        return file(body, format, "reconai_assets_" + today() + "." + format);
    }

    /// The report for people: summary, findings of each check with evidence and remedy, hosts by risk.
    @GET
    @Path("/export-detailed-report")
    @Produces(MediaType.WILDCARD)
    public Response report(@Context UriInfo uri) {
        var query = new QueryParameters(uri);
        var levels = query.oneOf("risk_level", AssetQuery.levels());
        var domain = query.text("domain");
        var scan = query.text("scan_id");
        query.refuseOthers();
        var filter = AssetFilter.of(levels, domain.stream().toList()).seenBy(scan);
        var workspace = caller.workspace();
        var ids = reported.ids(workspace, filter);
        var name = "detailed_security_report_" + today().format(DateTimeFormatter.BASIC_ISO_DATE) + ".pdf";
        return file(pdf(workspace, ids), "pdf", name);
    }

    private static Optional<String> one(QueryParameters query, String name, Set<String> allowed) {
        var given = query.oneOf(name, allowed);
        if (given.size() > 1) {
            throw ApiException.invalid(name, "value", "is one of " + String.join(", ", allowed));
        }
        return given.stream().findFirst();
    }

    private static Map<String, String> asked(UriInfo uri) {
        var asked = new TreeMap<String, String>();
        uri.getQueryParameters().forEach((name, values) -> asked.put(name, values.getFirst()));
        return asked;
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private StreamingOutput pdf(Workspace workspace, List<String> ids) {
        if (ids.isEmpty()) {
            throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "No assets found to generate report");
        }
        return out -> {
            try (var report = new PdfReport(out)) {
                reported.write(workspace, ids, report);
            }
        };
    }

    private void sarif(OutputStream out, Workspace workspace, Batches batches) throws IOException {
        try (var generator = json.createGenerator(out)) {
            new SarifRun(generator).write(consumer -> batches.ids()
                    .forEach(id ->
                            findings.forEach(workspace, FindingFilter.all().of(id), finding -> {
                                if (finding.state().isOpen()) {
                                    consumer.accept(finding);
                                }
                            })));
        }
    }

    private static Response file(StreamingOutput body, String format, String name) {
        return Response.ok(body, TYPES.getOrDefault(format, MediaType.APPLICATION_OCTET_STREAM))
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }
}
