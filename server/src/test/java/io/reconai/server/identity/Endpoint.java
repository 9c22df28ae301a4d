package io.reconai.server.identity;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One call of the interface and who may make it, as the code says.
///
/// @param rule empty where the code says nothing
record Endpoint(String path, String method, Optional<AccessRule> rule) {

    /// Every call, by path.
    static List<Endpoint> all() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.reconai.server").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .<Class<?>>map(JavaClass::reflect)
                        .flatMap(
                                type -> Arrays.stream(type.getDeclaredMethods()).flatMap(method -> of(type, method)))
                        .sorted(Comparator.comparing((Endpoint endpoint) -> endpoint.path())
                                .thenComparing(Endpoint::method))
                        .toList();
    }

    private static Stream<Endpoint> of(Class<?> type, Method method) {
        return Arrays.stream(method.getAnnotations())
                .flatMap(annotation ->
                        Stream.ofNullable(annotation.annotationType().getAnnotation(HttpMethod.class)))
                .map(verb -> new Endpoint(path(type, method), verb.value(), AccessRule.of(type, method)));
    }

    private static String path(Class<?> type, Method method) {
        var all = Stream.of(type.getAnnotation(Path.class), method.getAnnotation(Path.class))
                .flatMap(Stream::ofNullable)
                .map(Path::value)
                .toList();
        return ("/" + String.join("/", all)).replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
    }
}
