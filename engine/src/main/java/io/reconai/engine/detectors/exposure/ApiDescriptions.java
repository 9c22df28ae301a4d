package io.reconai.engine.detectors.exposure;

import static io.reconai.engine.asset.Severity.INFO;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.detectors.exposure.Exposure.RESTRICT;
import static io.reconai.engine.detectors.exposure.Exposure.check;
import static io.reconai.engine.detectors.exposure.Exposure.when;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.detectors.Probe.Manner;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Descriptions of interfaces, and consoles to try them. A public interface may well be described in public: how bad
/// it is depends on whether the host is meant for the public.
final class ApiDescriptions {

    private static final Check SWAGGER = check(
            "swagger",
            INFO,
            "An interface is described to everybody",
            "Where the interface is not public, its description tells what to try.",
            RESTRICT);
    private static final Check INTROSPECTION = check(
            "graphql-introspection",
            LOW,
            "A GraphQL interface describes itself to everybody",
            "All types and fields are told, also those that no page uses.",
            "Switch introspection off where the interface is not public");
    private static final Check GRAPHIQL = check(
            "graphiql",
            INFO,
            "A console for GraphQL (GraphiQL) is open to everybody",
            "It is made for development.",
            RESTRICT);
    private static final Check PLAYGROUND = check(
            "playground",
            INFO,
            "A console for GraphQL (Playground) is open to everybody",
            "It is made for development.",
            RESTRICT);

    private static final String QUERY = "?query=%7B__schema%7BqueryType%7Bname%7D%7D%7D";
    private static final Pattern BACKSTAGE = Pattern.compile(
            "(?:^|[.-])(?:internal|intern|intranet|staging|stage|dev|test|uat|qa|preprod)(?:[.-]|\\d|$)");

    static final List<Exposure> ROWS = List.of(
            Exposure.of(
                            SWAGGER,
                            ApiDescriptions::description,
                            "/swagger.json",
                            "/openapi.json",
                            "/v2/api-docs",
                            "/v3/api-docs",
                            "/swagger/v1/swagger.json",
                            "/api-docs")
                    .asked(Manner.JSON),
            Exposure.of(
                            SWAGGER,
                            answered -> when(
                                    answered.has("SwaggerUIBundle")
                                            || answered.has("<redoc")
                                            || answered.has("redoc.standalone"),
                                    severity(answered),
                                    "a console for an interface"),
                            "/swagger-ui.html",
                            "/docs",
                            "/redoc")
                    .page()
                    .medium(),
            Exposure.of(
                            INTROSPECTION,
                            answered -> when(
                                    answered.json().has("data.__schema.queryType.name"),
                                    LOW,
                                    "the schema's query type is "
                                            + answered.json().value("data.__schema.queryType.name")),
                            "/graphql" + QUERY,
                            "/api/graphql" + QUERY,
                            "/graphql/v1" + QUERY,
                            "/query" + QUERY)
                    .asked(Manner.JSON),
            Exposure.of(
                            GRAPHIQL,
                            answered -> when(
                                    answered.has("graphiql")
                                            && (answered.has("React") || answered.has("GraphiQL.create")),
                                    INFO,
                                    "GraphiQL"),
                            "/graphql",
                            "/api/graphql")
                    .page()
                    .medium(),
            Exposure.of(
                            PLAYGROUND,
                            answered -> when(answered.has("GraphQLPlayground"), INFO, "GraphQL Playground"),
                            "/graphql",
                            "/api/graphql")
                    .page()
                    .medium());

    private ApiDescriptions() {}

    private static Optional<Leak> description(Answered answered) {
        var json = answered.json();
        var isDescription =
                json.value("swagger").startsWith("2.") || json.value("openapi").startsWith("3.");
        return when(
                isDescription
                        && json.has("info.title")
                        && (json.has("paths") || answered.answer().truncated()),
                severity(answered),
                "describes " + json.value("info.title"));
    }

    private static Severity severity(Answered answered) {
        return BACKSTAGE.matcher(labels(answered.exchange().host())).find() ? LOW : INFO;
    }

    /// The part of a name that its owner chose for the host.
    private static String labels(String host) {
        return host.replaceFirst("\\.?[^.]+\\.[^.]+$", "");
    }
}
