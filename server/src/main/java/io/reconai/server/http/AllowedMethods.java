package io.reconai.server.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which methods a path has, for the header `Allow` (RFC 9110 §15.5.6); as the document of the interface says it.
@Singleton
class AllowedMethods {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private record Route(Pattern path, Set<String> methods) {}

    private final OpenApiDocumentService document;
    private final ObjectMapper json;
    private volatile List<Route> routes = List.of();

    AllowedMethods(OpenApiDocumentService document, ObjectMapper json) {
        this.document = document;
        this.json = json;
    }

    /// The methods, separated by commas; `OPTIONS` where there is no other.
    String of(String path) {
        var methods = new TreeSet<>(Set.of("OPTIONS"));
        for (var route : routes()) {
            if (route.path().matcher(path).matches()) {
                methods.addAll(route.methods());
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }

    /// Read when it is needed first; whoever comes at the same moment reads the same.
    private List<Route> routes() {
        if (routes.isEmpty()) {
            routes = read();
        }
        return routes;
    }

    private List<Route> read() {
        try {
            var paths = json.readTree(document.getDocument(OpenApiConstants.DEFAULT_DOCUMENT_NAME, Format.JSON))
                    .path("paths");
            var found = new ArrayList<Route>();
            for (var path : paths.properties()) {
                var methods = new TreeSet<String>();
                path.getValue().fieldNames().forEachRemaining(name -> {
                    if (METHODS.contains(name)) {
                        methods.add(name.toUpperCase(Locale.ROOT));
                    }
                });
                found.add(new Route(Pattern.compile(path.getKey().replaceAll("\\{[a-z_]+}", "[^/]+")), methods));
            }
            return List.copyOf(found);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
