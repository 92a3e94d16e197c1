package io.gatun.mgmt.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping with the settings of a record.
 *
 * @param members in the order of the record
 * @param absent keys that are refused by name, and why
 */
public record GroupShape(
        Class<? extends Record> type, List<Member> members, Map<String, String> absent)
        implements Shape {

    public GroupShape {
        members = List.copyOf(members);
        absent = Map.copyOf(absent);
    }

    /** The settings of a record. */
    public static GroupShape of(Class<? extends Record> type) {
        return Shapes.of(type);
    }

    public Optional<Member> member(String key) {
        return members.stream().filter(member -> member.key().equals(key)).findFirst();
    }

    /** A member by its component, which must be there. */
    public Member declared(String component) {
        return members.stream()
                .filter(member -> member.component().equals(component))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                component + " is no setting of " + type.getSimpleName()));
    }
}
