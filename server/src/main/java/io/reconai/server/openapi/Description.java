package io.reconai.server.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.reconai.server.http.ErrorCode;
import io.reconai.server.identity.Public;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/// Adds to the document what annotations do not say: errors, credentials, query parameters, which fields are always
/// there and which may be null.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class Description implements OASFilter {

    private static final String ERROR = "Error";
    private static final DotName PUBLIC = DotName.createSimple(Public.class);
    private static final String PACKAGE = "io.reconai.server";

    /// Calls that no plan limits.
    private static final Pattern UNCOUNTED = Pattern.compile("^/api/(auth|billing|config)(/|$)");

    private final IndexView index;

    /// @param index of the program's own classes
    public Description(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        var schemas = new TreeMap<>(document.getComponents().getSchemas());
        new RecordSchemas(index, requestBodies(document)).complete(schemas);
        schemas.put(ERROR, error());
        document.getComponents().setSchemas(schemas);
        document.getComponents()
                .addSecurityScheme(
                        "token",
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("An access token of sign-in"));
        document.getComponents()
                .addSecurityScheme(
                        "session",
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.COOKIE)
                                .name("reconai_session")
                                .description(
                                        "A browser's sign-in; unsafe methods repeat reconai_csrf in X-CSRF-Token"));
        document.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> complete(path, item, method.name(), operation)));
    }

    /// Names of the schemas that bodies of requests have: there nothing is said of fields that may be left out.
    private static List<String> requestBodies(OpenAPI document) {
        return document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .flatMap(operation -> Stream.ofNullable(operation.getRequestBody()))
                .flatMap(body -> body.getContent().getMediaTypes().values().stream())
                .flatMap(type -> Stream.ofNullable(type.getSchema()))
                .flatMap(schema -> Stream.ofNullable(schema.getRef()))
                .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
                .toList();
    }

    private void complete(String path, PathItem item, String method, Operation operation) {
        var id = String.valueOf(operation.getOperationId());
        var isPublic = resource(id).filter(Description::isPublic).isPresent();
        operation.setOperationId(name(id));
        if (isPublic) {
            operation.setSecurity(List.of());
        } else {
            operation.setSecurity(List.of(
                    OASFactory.createSecurityRequirement().addScheme("token"),
                    OASFactory.createSecurityRequirement().addScheme("session")));
        }
        var parameters =
                new ArrayList<>(Optional.ofNullable(operation.getParameters()).orElse(List.of()));
        parameters.addAll(QueryParameterTable.of(name(id)));
        operation.setParameters(parameters);
        if (operation.getRequestBody() != null && Examples.requestOf(name(id)).isPresent()) {
            operation
                    .getRequestBody()
                    .getContent()
                    .getMediaTypes()
                    .values()
                    .forEach(
                            type -> type.setExample(Examples.requestOf(name(id)).orElseThrow()));
        }
        if (path.startsWith("/api")) {
            var hasId = path.contains("{")
                    || (item.getParameters() != null && !item.getParameters().isEmpty());
            var isCounted = !isPublic && !UNCOUNTED.matcher(path).find();
            answers(operation, method, isPublic, isCounted, hasId);
        }
    }

    /// `AssetResource_list` as the framework writes it is `asset_list` here.
    private static String name(String id) {
        return id.replace("Resource_", "_")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    private Optional<MethodInfo> resource(String id) {
        var names = id.split("_", 2);
        return names.length < 2
                ? Optional.empty()
                : index.getKnownClasses().stream()
                        .filter(type -> type.name().toString().startsWith(PACKAGE))
                        .filter(type -> names[0].equals(type.simpleName()))
                        .flatMap(type -> type.methods().stream())
                        .filter(method -> method.name().equals(names[1]))
                        .findFirst();
    }

    private static boolean isPublic(MethodInfo method) {
        return method.hasDeclaredAnnotation(PUBLIC) || method.declaringClass().hasDeclaredAnnotation(PUBLIC);
    }

    private static void answers(
            Operation operation, String method, boolean isPublic, boolean isCounted, boolean hasId) {
        var changes = !method.equals("GET");
        var codes = Arrays.stream(ErrorCode.values())
                .filter(code -> switch (code) {
                    case AUTH_TOKEN_MISSING, AUTH_TOKEN_INVALID, AUTH_TOKEN_EXPIRED -> !isPublic;
                    case RESOURCE_NOT_FOUND ->
                        hasId || Examples.errorsOf(operation.getOperationId()).contains(code.name());
                    case CSRF_FAILED -> changes && !isPublic;
                    case MALFORMED_JSON, PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE ->
                        changes && operation.getRequestBody() != null;
                    case VALIDATION_ERROR,
                            NOT_ACCEPTABLE,
                            URI_TOO_LONG,
                            RATE_LIMIT_EXCEEDED,
                            HEADERS_TOO_LARGE,
                            INTERNAL_ERROR,
                            SERVICE_UNAVAILABLE -> true;
                    case API_LIMIT_REACHED -> isCounted;
                    default -> Examples.errorsOf(operation.getOperationId()).contains(code.name());
                })
                .collect(Collectors.groupingBy(ErrorCode::status, TreeMap::new, Collectors.toList()));
        codes.forEach((status, ofStatus) ->
                operation.getResponses().addAPIResponse(String.valueOf(status), answer(ofStatus)));
    }

    private static APIResponse answer(List<ErrorCode> codes) {
        var words = codes.stream().map(Enum::name).collect(Collectors.joining(", "));
        var content = OASFactory.createContent()
                .addMediaType(
                        "application/json",
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("#/components/schemas/" + ERROR)));
        return OASFactory.createAPIResponse().description(words).content(content);
    }

    private static Schema error() {
        var text = List.of(Schema.SchemaType.STRING);
        return OASFactory.createSchema()
                .description("Every answer that is no success")
                .type(List.of(Schema.SchemaType.OBJECT))
                .required(List.of("detail", "error_code", "timestamp", "path", "request_id"))
                .addProperty("detail", OASFactory.createSchema().type(text).description("For people"))
                .addProperty(
                        "error_code",
                        OASFactory.createSchema()
                                .type(text)
                                .description("For programs; never changes")
                                .enumeration(Arrays.stream(ErrorCode.values())
                                        .map(Enum::name)
                                        .map(Object.class::cast)
                                        .toList()))
                .addProperty("timestamp", OASFactory.createSchema().type(text).format("date-time"))
                .addProperty("path", OASFactory.createSchema().type(text).description("As asked, without the query"))
                .addProperty("request_id", OASFactory.createSchema().type(text))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .description("With VALIDATION_ERROR: each field that is wrong")
                                .type(List.of(Schema.SchemaType.ARRAY))
                                .items(OASFactory.createSchema()
                                        .type(List.of(Schema.SchemaType.OBJECT))
                                        .required(List.of("field", "code", "message"))
                                        .addProperty(
                                                "field",
                                                OASFactory.createSchema().type(text))
                                        .addProperty(
                                                "code",
                                                OASFactory.createSchema().type(text))
                                        .addProperty(
                                                "message",
                                                OASFactory.createSchema().type(text))))
                .addExample(Map.of(
                        "detail",
                        "Not found",
                        "error_code",
                        "RESOURCE_NOT_FOUND",
                        "timestamp",
                        "2026-03-01T09:30:00.000Z",
                        "path",
                        "/api/assets/ast_0",
                        "request_id",
                        "req_01j9z"));
    }
}
