package io.gatun.mgmt.http;

import io.gatun.mgmt.codec.FieldTypes;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The records as JSON schemas (2020-12), each under its name. */
final class OpenApiSchemas {

    private final Map<String, Object> schemas = new TreeMap<>();

    Map<String, Object> all() {
        return schemas;
    }

    static Map<String, Object> reference(String name) {
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    Map<String, Object> reference(Class<?> type) {
        add(type);
        return reference(name(type));
    }

    private static String name(Class<?> type) {
        return type.isMemberClass() && !type.getEnclosingClass().isSealed()
                ? type.getEnclosingClass().getSimpleName() + type.getSimpleName()
                : type.getSimpleName();
    }

    void add(Class<?> type) {
        if (!schemas.containsKey(name(type))) {
            schemas.put(name(type), Map.of()); // a record may hold itself
            schemas.put(name(type), object(List.of(type.getRecordComponents()), type));
        }
    }

    /** A record whose one component's fields stand beside its own, and another is left out. */
    void addFlat(String name, Class<?> type, String flat, String without) {
        final List<RecordComponent> components = new ArrayList<>();
        for (final RecordComponent component : type.getRecordComponents()) {
            if (component.getName().equals(flat)) {
                components.addAll(List.of(component.getType().getRecordComponents()));
            } else if (!component.getName().equals(without)) {
                components.add(component);
            }
        }
        schemas.put(name, object(components, type));
    }

    /** Whether a body must be there at all. */
    static boolean requiresAny(Class<?> type) {
        return List.of(type.getRecordComponents()).stream().anyMatch(OpenApiSchemas::isRequired);
    }

    private Map<String, Object> object(List<RecordComponent> components, Class<?> type) {
        final Map<String, Object> properties = new LinkedHashMap<>();
        final List<String> required = new ArrayList<>();
        for (final RecordComponent component : components) {
            properties.put(FieldTypes.key(component), property(component));
            if (isRequired(component)
                    && !FieldTypes.hasDefaults(component.getDeclaringRecord())
                    && !FieldTypes.hasDefaults(type)) {
                required.add(FieldTypes.key(component));
            }
        }
        final Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private static boolean isRequired(RecordComponent component) {
        final Class<?> type = component.getType();
        return !FieldTypes.isOptional(component)
                && !FieldTypes.isCollection(type)
                && type != boolean.class
                && !FieldTypes.hasDefaults(type)
                && !FieldTypes.hasDefaults(component.getDeclaringRecord());
    }

    private Map<String, Object> property(RecordComponent component) {
        final Map<String, Object> schema = of(FieldTypes.valueType(component), component);
        return FieldTypes.isOptional(component)
                ? Map.of("anyOf", List.of(schema, Map.of("type", "null")))
                : schema;
    }

    /**
     * The schema of a value.
     *
     * @param component whose type arguments tell what a collection holds
     */
    Map<String, Object> of(Class<?> type, RecordComponent component) {
        if (FieldTypes.isCollection(type)) {
            return Map.of(
                    "type",
                    "array",
                    "items",
                    of(FieldTypes.argument(component.getGenericType(), 0), component));
        }
        if (Map.class.isAssignableFrom(type)) {
            return Map.of(
                    "type",
                    "object",
                    "additionalProperties",
                    of(FieldTypes.argument(component.getGenericType(), 1), component));
        }
        if (FieldTypes.isWhole(type)) {
            final boolean isInt = Set.of(int.class, Integer.class).contains(type);
            return Map.of("type", "integer", "format", isInt ? "int32" : "int64");
        }
        if (type == boolean.class || type == Boolean.class) {
            return Map.of("type", "boolean");
        }
        if (type == double.class || type == Double.class) {
            return Map.of("type", "number");
        }
        if (type.isEnum()) {
            return Map.of("type", "string", "enum", FieldTypes.words(type));
        }
        if (FieldTypes.isGroup(type)) {
            return reference(type);
        }
        return Map.of("type", "string");
    }
}
