package io.gatun.mgmt.message;

import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import java.util.List;
import java.util.Objects;

/**
 * A part of the answer to one request. {@link Done} or {@link Refusal} is always the last, but for
 * {@link Request.Watch}: once that is done its events begin.
 */
public sealed interface Reply {

    /** Some of the resources asked for; more parts may follow. */
    record Rows(ResourceKind kind, List<? extends Resource> rows) implements Reply {

        public Rows {
            Objects.requireNonNull(kind, "kind");
            rows = List.copyOf(rows);
            for (final Resource row : rows) {
                if (!kind.row().isInstance(row)) {
                    throw new IllegalArgumentException(
                            row.getClass().getSimpleName() + " is not a row of kind " + kind);
                }
            }
        }
    }

    /**
     * The request is carried out and in force.
     *
     * @param raced what was listed changed while it was read: some rows are as before, some as
     *     after, and new ones may be missing
     */
    record Done(boolean raced) implements Reply {

        public Done() {
            this(false);
        }
    }

    /** Something has changed, and the change is in force. */
    record Event(EventGroup group, Change change, Resource row, long sequence) implements Reply {

        /** What became of the row. */
        public enum Change {
            NEW,
            CHANGED,
            DELETED
        }

        /**
         * Checks the parts.
         *
         * @param row as it is now, or was when it was deleted
         * @param sequence grows; events of one number came into force together
         */
        public Event {
            Objects.requireNonNull(group, "group");
            Objects.requireNonNull(change, "change");
            if (!group.kind().row().isInstance(row)) {
                throw new IllegalArgumentException("no row of kind " + group.kind() + ": " + row);
            }
        }
    }

    /**
     * The client read too slowly, and events were left out here: what it knows is to be listed
     * anew.
     *
     * @param lost how many
     */
    record Overrun(long lost) implements Reply {}

    /**
     * The request is not carried out, and nothing has changed.
     *
     * @param field the part of the request that is wrong, or empty
     * @param value what stood there, or empty
     * @param bound what may stand there, or empty
     * @param sentence all of it for a person, with the cure
     */
    record Refusal(RefusalCode code, String field, String value, String bound, String sentence)
            implements Reply {

        public Refusal {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(bound, "bound");
            Objects.requireNonNull(sentence, "sentence");
        }

        public static Refusal of(RefusalCode code, String sentence) {
            return new Refusal(code, "", "", "", sentence);
        }
    }
}
