package io.reconai.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every method of the interface says who may call it.
class AccessTest {

    private static List<Class<?>> resources() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.reconai.server").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    private static boolean isEndpoint(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }

    @Test
    void nothingIsLeftUnsaid() {
        assertThat(resources()).hasSizeGreaterThan(8);
        for (var type : resources()) {
            for (var method : type.getDeclaredMethods()) {
                if (isEndpoint(method)) {
                    assertThat(AccessRule.of(type, method))
                            .as("%s lacks @Public, @ForPersons or @Access", method)
                            .isPresent();
                }
            }
        }
    }

    @Test
    void scopesAreNamedAsInTheInterface() {
        assertThat(Scope.of("assets:read")).contains(Scope.ASSETS_READ);
        assertThat(Scope.of("ASSETS_READ")).isEmpty();
        assertThat(Scope.values()).hasSize(15).allSatisfy(scope -> assertThat(Scope.of(scope.word()))
                .contains(scope));
    }
}
