package io.gatun.mgmt.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON Schema (draft 2020-12) of what a shape admits, for editors: as maps and lists. */
public final class JsonSchema {

    private JsonSchema() {}

    /** The schema of a file. */
    public static Map<String, Object> of(GroupShape file, String title) {
        final Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", title);
        schema.putAll(group(file, "object"));
        return schema;
    }

    /** The schema of one setting. */
    public static Map<String, Object> of(Member member) {
        final Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", description(member));
        schema.putAll(of(member.shape()));
        if (member.shape() instanceof ValueShape value && !member.setting().fallback().isEmpty()) {
            schema.put("default", written(value, member.setting().fallback()));
        }
        return schema;
    }

    private static String description(Member member) {
        final Setting setting = member.setting();
        return setting.value()
                + (setting.unit().isEmpty() ? "" : " Unit: " + setting.unit() + ".")
                + (setting.otherwise().isEmpty() ? "" : " Default: " + setting.otherwise() + ".")
                + (setting.combine() == Combine.NONE
                        ? ""
                        : " In force: " + setting.combine().sentence() + ".");
    }

    private static Map<String, Object> of(Shape shape) {
        return switch (shape) {
            case GroupShape group -> group(group, List.of("object", "null"));
            case NamedShape named -> {
                final Map<String, Object> schema = new LinkedHashMap<>();
                schema.put("type", List.of("object", "null"));
                schema.put("propertyNames", Map.of("pattern", whole(named.pattern())));
                schema.put("additionalProperties", of(named.each()));
                yield schema;
            }
            case ListShape list -> array(group(list.each(), "object"));
            case ValuesShape values ->
                    values.orOne()
                            ? Map.of(
                                    "anyOf",
                                    List.of(value(values.each()), array(value(values.each()))))
                            : array(value(values.each()));
            case ValueShape value -> value(value);
        };
    }

    private static Map<String, Object> group(GroupShape group, Object type) {
        final Map<String, Object> properties = new LinkedHashMap<>();
        group.members().forEach(member -> properties.put(member.key(), of(member)));
        final List<String> required =
                group.members().stream()
                        .filter(member -> member.setting().isRequired())
                        .map(Member::key)
                        .toList();
        final Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> array(Map<String, Object> items) {
        final Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", List.of("array", "null"));
        schema.put("items", items);
        return schema;
    }

    private static Map<String, Object> value(ValueShape value) {
        final Map<String, Object> schema = new LinkedHashMap<>();
        switch (value.kind()) {
            case WHOLE_NUMBER -> {
                schema.put("type", "integer");
                schema.put("minimum", value.bound().min());
                schema.put("maximum", value.bound().max());
            }
            case FLAG -> schema.put("type", "boolean");
            case CHOICE ->
                    schema.put(
                            "enum",
                            value.words().stream().map(word -> written(value, word)).toList());
            case TEXT -> {
                final TextForm form = value.form().orElseThrow();
                schema.put("type", form.mayBeNumber() ? List.of("string", "integer") : "string");
                if (!form.pattern().isEmpty()) {
                    schema.put("pattern", whole(form.pattern()));
                }
            }
        }
        return schema;
    }

    private static String whole(String pattern) {
        return "^(?:" + pattern + ")$";
    }

    /** As YAML reads it: numbers and switches without quotes are no texts. */
    private static Object written(ValueShape value, String text) {
        return switch (value.kind()) {
            case WHOLE_NUMBER -> Long.decode(text);
            case FLAG -> Boolean.valueOf(text);
            case CHOICE -> text.matches("[0-9]+") ? (Object) Long.valueOf(text) : text;
            case TEXT -> text;
        };
    }
}
