package io.gatun.mgmt.channel;

import io.gatun.mgmt.codec.FieldTypes;
import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.RequestKind;
import io.gatun.mgmt.message.Role;
import io.gatun.mgmt.model.KindEntry;
import io.gatun.mgmt.model.KindEntry.Field;
import io.gatun.mgmt.model.KindEntry.Sort;
import io.gatun.mgmt.model.ResourceKind;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All that can be said on the channel, made from the records themselves. */
final class Kinds {

    private static final List<KindEntry> ALL = make();

    private Kinds() {}

    static List<KindEntry> all() {
        return ALL;
    }

    private static List<KindEntry> make() {
        final List<KindEntry> all = new ArrayList<>();
        RequestKind.all().map(Kinds::request).forEach(all::add);
        Stream.of(ResourceKind.values()).map(Kinds::resource).forEach(all::add);
        Stream.of(EventGroup.values()).map(Kinds::group).forEach(all::add);
        return List.copyOf(all);
    }

    private static KindEntry request(Class<? extends Request> type) {
        final Role role = RequestKind.permission(type);
        return new KindEntry(
                RequestKind.of(type),
                Sort.REQUEST,
                Frame.VERSION,
                role.word(),
                List.of(role == Role.READ_ONLY ? "read" : "change"),
                fields(type, Set.of()));
    }

    private static KindEntry resource(ResourceKind kind) {
        final List<String> operations = new ArrayList<>();
        if (kind.isListed()) {
            operations.add("list");
        }
        if (Stream.of(EventGroup.values()).anyMatch(group -> group.kind() == kind)) {
            operations.add("watch");
        }
        return new KindEntry(
                word(kind),
                Sort.RESOURCE,
                Frame.VERSION,
                Role.READ_ONLY.word(),
                operations,
                fields(kind.row(), Set.of()));
    }

    private static KindEntry group(EventGroup group) {
        return new KindEntry(
                word(group),
                Sort.EVENT_GROUP,
                Frame.VERSION,
                Role.READ_ONLY.word(),
                List.of("watch"),
                List.of());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Those of records that hold themselves are told once. */
    private static List<Field> fields(Class<?> type, Set<Class<?>> around) {
        if (!FieldTypes.isGroup(type) || around.contains(type)) {
            return List.of();
        }
        final Set<Class<?>> within = new HashSet<>(around);
        within.add(type);
        return Stream.of(type.getRecordComponents())
                .map(component -> field(component, within))
                .toList();
    }

    private static Field field(RecordComponent component, Set<Class<?>> around) {
        final Class<?> type = FieldTypes.valueType(component);
        final Class<?> value =
                FieldTypes.isCollection(type)
                        ? FieldTypes.argument(component.getGenericType(), 0)
                        : type;
        return new Field(
                FieldTypes.key(component),
                type(type),
                FieldTypes.isOptional(component),
                value.isEnum() ? FieldTypes.words(value) : List.of(),
                fields(value, around));
    }

    private static String type(Class<?> type) {
        if (FieldTypes.isCollection(type)) {
            return "list";
        }
        if (Map.class.isAssignableFrom(type)) {
            return "map";
        }
        if (type.isEnum()) {
            return "word";
        }
        if (FieldTypes.isGroup(type)) {
            return "object";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        return FieldTypes.isText(type) ? "text" : "number";
    }
}
