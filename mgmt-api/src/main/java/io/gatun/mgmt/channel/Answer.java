package io.gatun.mgmt.channel;

import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What control answers to one request. */
public sealed interface Answer {

    /**
     * Rows, taken from the iterator as fast as the client reads, over as many polls as that takes.
     * The iterator must stay usable while tables change; one that may look at much for its next row
     * is a {@link SeekingIterator}.
     *
     * @param raced asked once they are all taken: whether they are not all of one moment
     */
    record Rows(ResourceKind kind, Iterator<? extends Resource> rows, BooleanSupplier raced)
            implements Answer {

        /** All of one moment. */
        public Rows(ResourceKind kind, Iterator<? extends Resource> rows) {
            this(kind, rows, () -> false);
        }
    }

    /** Carried out, or refused. */
    record Last(Reply reply) implements Answer {}

    /** Takes more than one poll to carry out; the client waits. */
    record Later(Work work) implements Answer {}

    /** What is carried out little by little. */
    @FunctionalInterface
    interface Work {

        /** Goes on for a part of a duty cycle; the answer, once there is nothing left to do. */
        Optional<Answer> step();
    }

    static Answer rows(ResourceKind kind, Iterable<? extends Resource> rows) {
        return new Rows(kind, rows.iterator());
    }

    static Answer done() {
        return new Last(new Reply.Done());
    }

    static Answer refused(Reply.Refusal refusal) {
        return new Last(refusal);
    }

    static Answer refused(RefusalCode code, String sentence) {
        return refused(Reply.Refusal.of(code, sentence));
    }
}
