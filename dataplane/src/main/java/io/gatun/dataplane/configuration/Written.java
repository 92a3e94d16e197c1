package io.gatun.dataplane.configuration;

import io.gatun.mgmt.schema.GroupShape;
import io.gatun.mgmt.schema.ListShape;
import io.gatun.mgmt.schema.Member;
import io.gatun.mgmt.schema.NamedShape;
import io.gatun.mgmt.schema.Records;
import io.gatun.mgmt.schema.ValueShape;
import io.gatun.mgmt.schema.ValuesShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a section says of the settings of a record; every flaw of it is reported. What depends on
 * more than the section is put in by who knows it.
 */
final class Written<R extends Record> {

    private final GroupShape shape;
    private final Class<R> type;
    private final Section section;
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, List<Integer>> lines = new HashMap<>();
    private final Map<String, Written<?>> groups = new HashMap<>();

    private Written(Section section, Class<R> type) {
        this.shape = GroupShape.of(type);
        this.type = type;
        this.section = section;
    }

    static <R extends Record> Written<R> of(Section section, Class<R> type) {
        final Written<R> written = new Written<>(section, type);
        written.shape.members().forEach(written::read);
        section.end(written.shape.absent());
        return written;
    }

    private void read(Member member) {
        final String key = member.key();
        switch (member.shape()) {
            case ValueShape value ->
                    section.value(key, value).ifPresent(found -> put(member.component(), found));
            case ValuesShape list -> readList(member, list);
            case GroupShape group -> {
                final Written<?> written = of(section.section(key), group.type());
                groups.put(member.component(), written);
                put(member.component(), written.record());
            }
            case NamedShape _, ListShape _ ->
                    throw new IllegalArgumentException(key + " is a section of the file");
        }
        if (member.setting().isRequired() && !section.has(key)) {
            section.problem(key, section.owner() + " has no " + key);
        }
    }

    private void readList(Member member, ValuesShape list) {
        final String key = member.key();
        if (!section.has(key)) {
            return;
        }
        final List<Object> found = new ArrayList<>();
        final List<Integer> at = new ArrayList<>();
        for (final Section.Item item :
                list.orOne() ? section.textOrTexts(key) : section.texts(key)) {
            section.parse(key, item, list.each())
                    .ifPresent(value -> {
                        found.add(value);
                        at.add(item.line());
                    });
        }
        put(member.component(), found);
        lines.put(member.component(), at);
    }

    Section section() {
        return section;
    }

    /** A group within this one. */
    Written<?> group(String component) {
        shape.declared(component);
        return groups.get(component);
    }

    /** The value of a component, where the section has a right one. */
    Optional<Object> get(String component) {
        shape.declared(component);
        return Optional.ofNullable(values.get(component));
    }

    /** The lines of the elements of a list that are right. */
    List<Integer> lines(String component) {
        return lines.getOrDefault(component, List.of());
    }

    /** In place of what the section says, or of what it leaves open. */
    Written<R> put(String component, Object value) {
        values.put(component, value);
        return this;
    }

    /** Whether everything that is required is there and right. */
    boolean isComplete() {
        return shape.members().stream()
                .filter(member -> member.setting().isRequired())
                .allMatch(member -> values.containsKey(member.component()));
    }

    /** The record; what is still open has its default. */
    R record() {
        return Records.of(type, values);
    }
}
