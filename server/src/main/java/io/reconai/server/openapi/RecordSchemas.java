package io.reconai.server.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/// Says of our records what our mapper does with them: every field is there, `@Nullable` ones may be null, enums are
/// words in lower case, and a record that stands for one text is that text.
final class RecordSchemas {

    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName PROPERTY = DotName.createSimple(JsonProperty.class);
    private static final DotName INCLUDE = DotName.createSimple(JsonInclude.class);
    private static final DotName VALUE = DotName.createSimple(JsonValue.class);
    private static final DotName UNWRAPPED = DotName.createSimple(JsonUnwrapped.class);
    private static final String PACKAGE = "io.reconai";

    /// Several may have one name: the framework then numbers them.
    private final Map<String, List<ClassInfo>> classes = new HashMap<>();
    private final List<String> requests;

    /// @param requests names of schemas of which fields may be left out
    RecordSchemas(IndexView index, List<String> requests) {
        this.requests = requests;
        index.getKnownClasses().stream()
                .filter(type -> type.name().toString().startsWith(PACKAGE))
                .filter(type -> type.isRecord() || type.isEnum())
                .filter(type -> type.simpleName() != null)
                .forEach(type -> classes.computeIfAbsent(type.simpleName(), _ -> new ArrayList<>())
                        .add(type));
    }

    void complete(Map<String, Schema> schemas) {
        schemas.replaceAll((name, schema) -> classes.getOrDefault(name.replaceAll("\\d+$", ""), List.of()).stream()
                .filter(type -> isOf(type, schema))
                .findFirst()
                .map(type -> type.isEnum() ? words(type, schema) : fields(name, type, schema))
                .orElse(schema));
    }

    /// True when a schema was made of a class, and not of another one of its name.
    private static boolean isOf(ClassInfo type, Schema schema) {
        if (type.isEnum()) {
            return schema.getEnumeration() != null
                    && schema.getEnumeration().stream()
                            .allMatch(word -> isText(type) || type.field(String.valueOf(word)) != null);
        }
        return isText(type)
                || schema.getProperties() != null
                        && type.recordComponents().stream()
                                .filter(component -> !isUnwrapped(component))
                                .allMatch(component -> schema.getProperties().containsKey(propertyName(component)));
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
        for (var component : components(type)) {
            var property = propertyName(component);
            var known = isShadowed(type, component) ? list(component) : properties.get(property);
            if (known == null) {
                continue; // nothing that is written
            }
            if (hasNullableValues(component.type()) && known.getAdditionalPropertiesSchema() != null) {
                known.setAdditionalPropertiesSchema(orNull(known.getAdditionalPropertiesSchema()));
            }
            var isNullable = component.type().hasAnnotation(NULLABLE) || component.hasAnnotation(NULLABLE);
            properties.put(property, isNullable ? orNull(known) : known);
            if (!requests.contains(name) && !(isNullable && leavesOutNulls)) {
                if (schema.getRequired() == null || !schema.getRequired().contains(property)) {
                    schema.addRequired(property);
                }
            }
        }
        schema.setProperties(properties);
        return schema;
    }

    /// With those of a record that is unwrapped into this one, but for what this one has itself.
    private List<RecordComponentInfo> components(ClassInfo type) {
        var own = type.recordComponents().stream()
                .filter(component -> !isUnwrapped(component))
                .toList();
        var names = own.stream().map(RecordSchemas::propertyName).toList();
        var inner = type.recordComponents().stream()
                .filter(RecordSchemas::isUnwrapped)
                .flatMap(component -> record(component.type()).stream())
                .flatMap(unwrapped -> unwrapped.recordComponents().stream())
                .filter(component -> !names.contains(propertyName(component)));
        return Stream.concat(own.stream(), inner).toList();
    }

    /// True where an unwrapped record has the same name for something else: the framework describes that one.
    private boolean isShadowed(ClassInfo type, RecordComponentInfo own) {
        return own.declaringClass().name().equals(type.name())
                && type.recordComponents().stream()
                        .filter(RecordSchemas::isUnwrapped)
                        .flatMap(component -> record(component.type()).stream())
                        .flatMap(unwrapped -> unwrapped.recordComponents().stream())
                        .anyMatch(component -> propertyName(component).equals(propertyName(own)));
    }

    /// A list of records whose fields are words.
    private Schema list(RecordComponentInfo component) {
        var item = OASFactory.createSchema().type(List.of(Schema.SchemaType.OBJECT));
        component.type().asParameterizedType().arguments().stream()
                .flatMap(argument -> record(argument).stream())
                .flatMap(type -> type.recordComponents().stream())
                .forEach(field -> {
                    item.addProperty(
                            propertyName(field), OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING)));
                    item.addRequired(propertyName(field));
                });
        return OASFactory.createSchema().type(List.of(Schema.SchemaType.ARRAY)).items(item);
    }

    private Optional<ClassInfo> record(Type type) {
        return classes.values().stream()
                .flatMap(List::stream)
                .filter(known -> known.name().equals(type.name()))
                .findFirst();
    }

    /// Such as `Map<String, @Nullable String>`.
    private static boolean hasNullableValues(Type type) {
        return type.kind() == Type.Kind.PARAMETERIZED_TYPE
                && type.asParameterizedType().arguments().getLast().hasAnnotation(NULLABLE);
    }

    private static boolean isUnwrapped(RecordComponentInfo component) {
        return component.field().hasAnnotation(UNWRAPPED);
    }

    private static String propertyName(RecordComponentInfo component) {
        var named = component.field().annotation(PROPERTY); // such annotations end up at the field
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
