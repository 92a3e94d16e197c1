package io.gatun.dataplane.control;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** In which settings two records of one kind differ, those of records within them as well. */
final class RecordDifference {

    /** One setting and its values; its name is that of the component, as in a configuration. */
    record Change(String name, String before, String after) {

        @Override
        public String toString() {
            return name + " " + before + " -> " + after;
        }
    }

    /** Where a configuration leaves out the unit. */
    private static final Map<String, String> WRITTEN =
            Map.of("icmp_ratelimit_ms", "icmp_ratelimit", "error_cost_ms", "error_cost");

    private RecordDifference() {}

    static <T extends Record> List<Change> between(T before, T after) {
        final Map<String, String> old = values(before);
        final List<Change> changes = new ArrayList<>();
        values(after)
                .forEach((name, value) -> {
                    final String was = old.get(name);
                    if (!value.equals(was)) {
                        changes.add(new Change(name, was, value));
                    }
                });
        return changes;
    }

    /** Every setting by name, as text; those of a record within begin with its name and a dot. */
    static Map<String, String> values(Record settings) {
        final Map<String, String> values = new LinkedHashMap<>();
        collect("", settings, values);
        return values;
    }

    private static void collect(String prefix, Record settings, Map<String, String> into) {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            final String name = prefix + snakeCase(component.getName());
            final Object value = read(component, settings);
            if (value instanceof Record within
                    && within.getClass().getRecordComponents().length > 2) {
                collect(name + ".", within, into);
            } else {
                into.put(name, text(value));
            }
        }
    }

    private static Object read(RecordComponent component, Record of) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component.toString(), e);
        }
    }

    private static String text(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.map(RecordDifference::text).orElse("none");
            case OptionalInt optional ->
                    optional.isPresent() ? Integer.toString(optional.getAsInt()) : "none";
            case OptionalLong optional ->
                    optional.isPresent() ? Long.toString(optional.getAsLong()) : "none";
            case Collection<?> many ->
                    many.isEmpty()
                            ? "none"
                            : String.join(" ", many.stream().map(RecordDifference::text).toList());
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            default -> value.toString();
        };
    }

    private static String snakeCase(String name) {
        final String words = name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        return WRITTEN.getOrDefault(words, words);
    }
}
