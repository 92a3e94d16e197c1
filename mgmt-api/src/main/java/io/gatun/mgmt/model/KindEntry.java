package io.gatun.mgmt.model;

import java.util.List;
import java.util.Objects;

/**
 * Something a client can say to the router or hear of it.
 *
 * @param name as it travels; no two of a sort have the same
 * @param version of the protocol it is part of
 * @param role that includes it
 * @param operations {@code list} and {@code watch} of what the router shows, {@code read} or {@code
 *     change} for a request
 * @param fields of its record, in order
 */
public record KindEntry(
        String name,
        Sort sort,
        int version,
        String role,
        List<String> operations,
        List<Field> fields)
        implements Resource {

    /** What it is. */
    public enum Sort {
        REQUEST,
        RESOURCE,
        EVENT_GROUP
    }

    /**
     * A field of a record.
     *
     * @param type text, number, boolean, word, object, list or map
     * @param optional whether it may be left out
     * @param words what a word may be
     * @param fields of an object, or of each in a list; none where they were told further out
     */
    public record Field(
            String name, String type, boolean optional, List<String> words, List<Field> fields) {

        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
            words = List.copyOf(words);
            fields = List.copyOf(fields);
        }
    }

    public KindEntry {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sort, "sort");
        Objects.requireNonNull(role, "role");
        operations = List.copyOf(operations);
        fields = List.copyOf(fields);
    }
}
