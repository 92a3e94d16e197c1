package io.gatun.mgmt.codec;

import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.words.Nearest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Which rows of a list are meant, by the values of their fields. Every kind of row can be asked for
 * by each field that is one value, and by the family of its address where it has one.
 */
public final class RowFilter {

    private static final String FAMILY = "family";

    private final Predicate<Resource> test;
    private final boolean isAll;

    private RowFilter(Predicate<Resource> test, boolean isAll) {
        this.test = test;
        this.isAll = isAll;
    }

    /**
     * What a request says.
     *
     * @throws RefusedException for a field there is not or that cannot be compared, and for a value
     *     it cannot have
     */
    public static RowFilter of(Request.ListResources request) throws RefusedException {
        final ResourceKind kind = request.kind();
        if (kind == ResourceKind.ROUTE && !request.where().isEmpty()) {
            throw refusal(
                    RefusalCode.MALFORMED,
                    "where",
                    request.where().toString(),
                    "",
                    "routes are selected by the selector of list-routes, which knows prefixes");
        }
        Predicate<Resource> all = _ -> true;
        for (final Map.Entry<String, String> each : request.where().entrySet()) {
            all = all.and(test(kind, each.getKey(), each.getValue()));
        }
        return new RowFilter(all, request.where().isEmpty());
    }

    /** The fields rows of a kind can be asked for by; routes are selected otherwise. */
    public static List<String> fields(ResourceKind kind) {
        final List<String> fields = new ArrayList<>();
        if (kind == ResourceKind.ROUTE) {
            return fields;
        }
        Stream.of(kind.row().getRecordComponents())
                .filter(RowFilter::isOneValue)
                .map(FieldTypes::key)
                .forEach(fields::add);
        if (address(kind).isPresent() && !fields.contains(FAMILY)) {
            fields.add(FAMILY);
        }
        return fields;
    }

    /** Those of some rows that are meant, in their order. */
    public Iterator<? extends Resource> passing(Iterator<? extends Resource> rows) {
        if (isAll) {
            return rows;
        }
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, 0), false)
                .filter(test)
                .iterator();
    }

    private static boolean isOneValue(RecordComponent component) {
        final Class<?> type = FieldTypes.valueType(component);
        return type.isEnum()
                || type == boolean.class
                || FieldTypes.isWhole(type)
                || FieldTypes.isText(type);
    }

    private static Optional<RecordComponent> address(ResourceKind kind) {
        return Stream.of(kind.row().getRecordComponents())
                .filter(component ->
                        List.of(IpAddress.class, InterfaceAddress.class, IpPrefix.class)
                                .contains(component.getType()))
                .findFirst();
    }

    private static Predicate<Resource> test(ResourceKind kind, String field, String value)
            throws RefusedException {
        for (final RecordComponent component : kind.row().getRecordComponents()) {
            if (FieldTypes.key(component).equals(field) && isOneValue(component)) {
                final Object wanted = read(field, value, FieldTypes.valueType(component));
                return row -> wanted.equals(value(component, row));
            }
        }
        final Optional<RecordComponent> address = address(kind);
        if (field.equals(FAMILY) && address.isPresent()) {
            final Object wanted = read(field, value, AddressFamily.class);
            return row -> wanted.equals(family(value(address.get(), row)));
        }
        final List<String> known = fields(kind);
        throw refusal(
                RefusalCode.MALFORMED,
                field,
                value,
                String.join(", ", known),
                "rows of kind "
                        + kind.name().toLowerCase(Locale.ROOT)
                        + " cannot be asked for by '"
                        + field
                        + "'"
                        + Nearest.advice(field, known));
    }

    private static AddressFamily family(Object address) {
        return AddressFamily.of(
                switch (address) {
                    case InterfaceAddress of -> of.address();
                    case IpPrefix of -> of.network();
                    default -> (IpAddress) address;
                });
    }

    private static Object read(String field, String value, Class<?> type) throws RefusedException {
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .filter(constant ->
                            ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).equals(value))
                    .findFirst()
                    .orElseThrow(
                            () -> wrong(field, value, String.join(", ", FieldTypes.words(type))));
        }
        if (type == boolean.class) {
            if (!value.equals("true") && !value.equals("false")) {
                throw wrong(field, value, "true, false");
            }
            return value.equals("true");
        }
        if (FieldTypes.isWhole(type)) {
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException e) {
                throw wrong(field, value, "a whole number");
            }
        }
        return type == String.class ? value : parsed(field, value, type);
    }

    private static Object parsed(String field, String value, Class<?> type)
            throws RefusedException {
        try {
            return type.getMethod("parse", String.class).invoke(null, value);
        } catch (InvocationTargetException e) {
            throw wrong(field, value, String.valueOf(e.getCause().getMessage()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is no public type", e);
        }
    }

    /** Of a row, without its wrapping; null where it is absent. */
    private static Object value(RecordComponent component, Resource row) {
        try {
            return switch (component.getAccessor().invoke(row)) {
                case Optional<?> optional -> optional.orElse(null);
                case OptionalInt number ->
                        number.isPresent() ? (Object) (long) number.getAsInt() : null;
                case OptionalLong number -> number.isPresent() ? (Object) number.getAsLong() : null;
                case Integer number -> (long) number;
                case Object other -> other;
            };
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private static RefusedException wrong(String field, String value, String bound) {
        return refusal(
                RefusalCode.OUT_OF_BOUNDS,
                field,
                value,
                bound,
                field + " '" + value + "' is not within " + bound);
    }

    private static RefusedException refusal(
            RefusalCode code, String field, String value, String bound, String sentence) {
        return new RefusedException(new Refusal(code, field, value, bound, sentence));
    }
}
