package io.gatun.mgmt.codec;

import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.TableId;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the fields of the records are, seen from outside. */
public final class FieldTypes {

    /** Records that stand for themselves where fields are left out. */
    private static final Map<Class<?>, Object> DEFAULTS =
            Map.of(
                    RouteAttributes.class, RouteAttributes.PLAIN,
                    RouteMetrics.class, RouteMetrics.NONE,
                    RouteSelector.class, RouteSelector.all(TableId.MAIN));

    private FieldTypes() {}

    static Optional<Object> defaults(Class<?> type) {
        return Optional.ofNullable(DEFAULTS.get(type));
    }

    /** Whether all fields of the record have a default. */
    public static boolean hasDefaults(Class<?> type) {
        return DEFAULTS.containsKey(type);
    }

    /** The name of a field outside. */
    public static String key(RecordComponent component) {
        return RecordMapping.key(component.getName());
    }

    public static boolean isOptional(RecordComponent component) {
        final Class<?> type = component.getType();
        return type == Optional.class || type == OptionalInt.class || type == OptionalLong.class;
    }

    public static boolean isCollection(Class<?> type) {
        return Collection.class.isAssignableFrom(type);
    }

    public static boolean isWhole(Class<?> type) {
        return type == int.class
                || type == long.class
                || type == Integer.class
                || type == Long.class;
    }

    /** Whether values travel as text: a string, or a type that parses one. */
    public static boolean isText(Class<?> type) {
        return type == String.class
                || Stream.of(type.getMethods())
                        .anyMatch(method ->
                                method.getName().equals("parse")
                                        && Modifier.isStatic(method.getModifiers())
                                        && method.getParameterCount() == 1
                                        && method.getParameterTypes()[0] == String.class);
    }

    /** Whether values are objects with fields of their own. */
    public static boolean isGroup(Class<?> type) {
        return type.isRecord() && !isText(type);
    }

    /** The words of an enum, as they travel. */
    public static List<String> words(Class<?> type) {
        return Stream.of(type.getEnumConstants())
                .map(word -> ((Enum<?>) word).name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** What is in an optional, or the type itself. */
    public static Class<?> valueType(RecordComponent component) {
        final Class<?> type = component.getType();
        if (type == OptionalInt.class) {
            return int.class;
        }
        if (type == OptionalLong.class) {
            return long.class;
        }
        return type == Optional.class ? argument(component.getGenericType(), 0) : type;
    }

    /** A type argument, such as that of a list. */
    public static Class<?> argument(Type type, int index) {
        final Type argument = ((ParameterizedType) type).getActualTypeArguments()[index];
        return argument instanceof Class<?> plain
                ? plain
                : (Class<?>) ((ParameterizedType) argument).getRawType();
    }
}
