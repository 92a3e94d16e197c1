package io.gatun.mgmt.schema;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes records out of the values of their settings. */
public final class Records {

    private Records() {}

    /** A record whose every setting has its default. */
    public static <R extends Record> R byDefault(Class<R> type) {
        return of(type, Map.of());
    }

    /**
     * A record of these values; a setting without one has its default.
     *
     * @param values by component; a Long for a number
     */
    public static <R extends Record> R of(Class<R> type, Map<String, Object> values) {
        final RecordComponent[] components = type.getRecordComponents();
        final Object[] arguments =
                Arrays.stream(components)
                        .map(component -> argument(type, component, values))
                        .toArray();
        try {
            return type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new))
                    .newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + " refuses " + Arrays.toString(arguments), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " is no public record", e);
        }
    }

    private static Object argument(
            Class<? extends Record> type, RecordComponent component, Map<String, Object> values) {
        final Optional<Object> given = Optional.ofNullable(values.get(component.getName()));
        return fitted(
                component.getGenericType(),
                given.isPresent() || isOptional(component.getType())
                        ? given
                        : fallback(GroupShape.of(type).declared(component.getName())));
    }

    private static boolean isOptional(Class<?> type) {
        return type == Optional.class || type == OptionalInt.class || type == OptionalLong.class;
    }

    /** The default of a setting; empty where it has none of its own. */
    public static Optional<Object> fallback(Member member) {
        if (member.shape() instanceof GroupShape group) {
            return Optional.of(byDefault(group.type()));
        }
        if (!(member.shape() instanceof ValueShape value)
                || member.setting().fallback().isEmpty()) {
            return Optional.empty();
        }
        final ValueShape.Parsed parsed =
                value.parse(member.key(), "default", member.setting().fallback());
        if (parsed.value().isEmpty()) {
            throw new IllegalArgumentException(parsed.flaw());
        }
        return parsed.value();
    }

    private static Object fitted(Type type, Optional<Object> value) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == Optional.class) {
                return value.map(
                        inner -> fitted(generic.getActualTypeArguments()[0], Optional.of(inner)));
            }
            return fittedList(generic, value);
        }
        if (type == OptionalInt.class) {
            return value.isPresent()
                    ? OptionalInt.of(((Long) value.get()).intValue())
                    : OptionalInt.empty();
        }
        if (type == OptionalLong.class) {
            return value.isPresent() ? OptionalLong.of((Long) value.get()) : OptionalLong.empty();
        }
        final Object present =
                value.orElseThrow(() ->
                        new IllegalArgumentException("a setting of type " + type + " is open"));
        return (type == int.class || type == Integer.class) && present instanceof Long number
                ? number.intValue()
                : present;
    }

    private static List<?> fittedList(ParameterizedType list, Optional<Object> value) {
        return ((List<?>) value.orElse(List.of()))
                .stream()
                        .map(each -> fitted(list.getActualTypeArguments()[0], Optional.of(each)))
                        .toList();
    }
}
