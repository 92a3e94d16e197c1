package io.gatun.mgmt.schema;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Makes the shapes out of the records that declare them, each once. */
final class Shapes {

    private static final Set<Class<?>> NUMBERS =
            Set.of(int.class, long.class, Integer.class, OptionalInt.class, OptionalLong.class);
    private static final ClassValue<GroupShape> GROUPS =
            new ClassValue<>() {
                @Override
                protected GroupShape computeValue(Class<?> type) {
                    return group(type.asSubclass(Record.class));
                }
            };

    private Shapes() {}

    static GroupShape of(Class<? extends Record> type) {
        return GROUPS.get(type);
    }

    private static GroupShape group(Class<? extends Record> type) {
        final List<Member> members = new ArrayList<>();
        final Map<String, String> absent = new LinkedHashMap<>();
        for (final RecordComponent component : type.getRecordComponents()) {
            if (component.isAnnotationPresent(Setting.class)) {
                members.add(member(component, component.getAnnotation(Setting.class)));
            } else if (component.isAnnotationPresent(SameAs.class)) {
                final GroupShape other = of(component.getAnnotation(SameAs.class).value());
                absent.putAll(other.absent());
                final Member same = other.declared(component.getName());
                members.add(
                        new Member(
                                same.component(),
                                same.key(),
                                same.setting(),
                                component.getGenericType(),
                                same.shape()));
            }
        }
        for (final NotInThisVersion each : type.getAnnotationsByType(NotInThisVersion.class)) {
            for (final String key : each.keys()) {
                absent.put(key, each.because());
            }
        }
        return new GroupShape(type, members, absent);
    }

    private static Member member(RecordComponent component, Setting setting) {
        final String key =
                setting.key().isEmpty() ? underscored(component.getName()) : setting.key();
        final Type type = component.getGenericType();
        return new Member(component.getName(), key, setting, type, shape(type, setting));
    }

    private static String underscored(String name) {
        return name.replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static Shape shape(Type type, Setting setting) {
        if (type instanceof ParameterizedType generic) {
            final Type[] of = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return shape(of[0], setting);
            }
            if (generic.getRawType() == Map.class) {
                final Class<? extends Record> each = record(of[1]);
                final Entry entry = each.getAnnotation(Entry.class);
                return new NamedShape(entry.word(), entry.name(), of(each));
            }
            if (generic.getRawType() == List.class) {
                return list(of[0], setting);
            }
        }
        if (type instanceof Class<?> plain && isGroup(plain)) {
            return of(record(type));
        }
        return value((Class<?>) type, setting);
    }

    private static Shape list(Type each, Setting setting) {
        if (each instanceof Class<?> plain && plain.isAnnotationPresent(Entry.class)) {
            final Entry entry = plain.getAnnotation(Entry.class);
            return new ListShape(entry.word(), entry.by(), of(record(each)));
        }
        return new ValuesShape(value((Class<?>) each, setting), setting.orOne());
    }

    /** A record that is written as a mapping, not as one text. */
    private static boolean isGroup(Class<?> type) {
        return type.isRecord()
                && Arrays.stream(type.getRecordComponents())
                        .anyMatch(component ->
                                component.isAnnotationPresent(Setting.class)
                                        || component.isAnnotationPresent(SameAs.class));
    }

    private static Class<? extends Record> record(Type type) {
        return ((Class<?>) type).asSubclass(Record.class);
    }

    private static ValueShape value(Class<?> type, Setting setting) {
        final Bound bound =
                new Bound(setting.min(), setting.floor(), setting.max(), setting.ceiling());
        if (NUMBERS.contains(type)) {
            return plain(ValueShape.Kind.WHOLE_NUMBER, bound);
        }
        if (type == boolean.class || type == Boolean.class) {
            return plain(ValueShape.Kind.FLAG, bound);
        }
        if (type.isEnum()) {
            return choice(type, bound, setting);
        }
        final TextForm form = TextForm.of(type);
        return new ValueShape(
                ValueShape.Kind.TEXT,
                bound,
                List.of(),
                List.of(),
                Optional.of(
                        new TextForm(
                                setting.form().isEmpty() ? form.says() : setting.form(),
                                setting.pattern().isEmpty() ? form.pattern() : setting.pattern(),
                                form.mayBeNumber(),
                                form.parser())),
                type == String.class || type == Path.class ? setting.pattern() : "");
    }

    private static ValueShape plain(ValueShape.Kind kind, Bound bound) {
        return new ValueShape(kind, bound, List.of(), List.of(), Optional.empty(), "");
    }

    private static ValueShape choice(Class<?> type, Bound bound, Setting setting) {
        final List<?> constants = List.of(type.getEnumConstants());
        final List<String> words =
                setting.words().length > 0
                        ? List.of(setting.words())
                        : constants.stream().map(each -> word((Enum<?>) each)).toList();
        return new ValueShape(
                ValueShape.Kind.CHOICE, bound, words, constants, Optional.empty(), "");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
