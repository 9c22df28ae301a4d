package io.reconai.server.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/// Says of our records what our mapper does with them: every field is there, `@Nullable` ones may be null, enums are
/// words in lower case, and a record that stands for one text is that text.
final class RecordSchemas {

    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName PROPERTY = DotName.createSimple(JsonProperty.class);
    private static final DotName INCLUDE = DotName.createSimple(JsonInclude.class);
    private static final DotName VALUE = DotName.createSimple(JsonValue.class);
    private static final String PACKAGE = "io.reconai";

    private final Map<String, ClassInfo> classes = new HashMap<>();
    private final List<String> requests;

    /// @param requests names of schemas of which fields may be left out
    RecordSchemas(IndexView index, List<String> requests) {
        this.requests = requests;
        index.getKnownClasses().stream()
                .filter(type -> type.name().toString().startsWith(PACKAGE))
                .filter(type -> type.isRecord() || type.isEnum())
                .filter(type -> type.simpleName() != null)
                .forEach(type -> classes.put(type.simpleName(), type));
    }

    void complete(Map<String, Schema> schemas) {
        schemas.replaceAll((name, schema) -> {
            var type = classes.get(name);
            if (type == null) {
                return schema;
            }
            return type.isEnum() ? words(type, schema) : fields(name, type, schema);
        });
    }

    private static boolean isText(ClassInfo type) {
        return type.methods().stream().anyMatch(method -> method.hasDeclaredAnnotation(VALUE))
                || type.fields().stream().anyMatch(field -> field.hasDeclaredAnnotation(VALUE));
    }

    private static Schema words(ClassInfo type, Schema schema) {
        if (schema.getEnumeration() != null && !isText(type)) {
            schema.setEnumeration(schema.getEnumeration().stream()
                    .map(word -> (Object) String.valueOf(word).toLowerCase(Locale.ROOT))
                    .toList());
        }
        return schema;
    }

    private Schema fields(String name, ClassInfo type, Schema schema) {
        if (isText(type)) {
            return OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING));
        }
        if (schema.getProperties() == null) {
            return schema;
        }
        var leavesOutNulls = type.hasDeclaredAnnotation(INCLUDE);
        Map<String, Schema> properties = new LinkedHashMap<>(schema.getProperties());
        for (var component : type.recordComponents()) {
            var property = propertyName(component);
            var known = properties.get(property);
            if (known == null) {
                continue; // unwrapped into its parent
            }
            var isNullable = component.type().hasAnnotation(NULLABLE) || component.hasAnnotation(NULLABLE);
            if (isNullable) {
                properties.put(property, orNull(known));
            }
            if (!requests.contains(name) && !(isNullable && leavesOutNulls)) {
                if (schema.getRequired() == null || !schema.getRequired().contains(property)) {
                    schema.addRequired(property);
                }
            }
        }
        schema.setProperties(properties);
        return schema;
    }

    private static String propertyName(RecordComponentInfo component) {
        var named = component.annotation(PROPERTY);
        return named != null && named.value() != null
                ? named.value().asString()
                : component.name().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static Schema orNull(Schema schema) {
        if (schema.getRef() == null && schema.getType() != null) {
            if (!schema.getType().contains(Schema.SchemaType.NULL)) {
                schema.addType(Schema.SchemaType.NULL);
            }
            return schema;
        }
        return OASFactory.createSchema()
                .anyOf(List.of(schema, OASFactory.createSchema().type(List.of(Schema.SchemaType.NULL))));
    }
}
