package io.gatun.mgmt.channel;

import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.model.Resource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** Rows that are still to be sent, of one kind after another. Control's thread only. */
final class OpenList {

    private final Session session;
    private final int requestId;
    private final ArrayDeque<Answer.Rows> rows;
    private final Predicate<Resource> wanted;
    private boolean raced;

    /** What is left of it. */
    enum State {
        GOES_ON,
        /** Until its session has room. */
        WAITS,
        DONE
    }

    /**
     * Of one request.
     *
     * @param wanted which of the rows are sent
     */
    OpenList(Session session, int requestId, List<Answer.Rows> rows, Predicate<Resource> wanted) {
        this.session = session;
        this.requestId = requestId;
        this.rows = new ArrayDeque<>(rows);
        this.wanted = wanted;
    }

    /**
     * Sends a frame of rows.
     *
     * @param atMost rows looked at
     * @throws RuntimeException of faulty rows; then it is to {@link #fail}
     */
    State feed(int atMost) {
        if (session.isClosed()) {
            return State.DONE;
        }
        if (!session.hasRoomForRows()) {
            return State.WAITS;
        }
        final Answer.Rows some = rows.peekFirst();
        if (some != null && !feed(some, atMost)) {
            rows.removeFirst();
            raced |= some.raced().getAsBoolean();
        }
        if (!rows.isEmpty()) {
            return State.GOES_ON;
        }
        session.offer(requestId, new Reply.Done(raced));
        return State.DONE;
    }

    /** Whether there are more. */
    private boolean feed(Answer.Rows some, int atMost) {
        final Iterator<? extends Resource> each = some.rows();
        final List<Resource> frame = new ArrayList<>();
        for (int taken = 0; taken < atMost && isFound(each) && each.hasNext(); taken++) {
            final Resource row = each.next();
            if (wanted.test(row)) {
                frame.add(row);
            }
        }
        if (!frame.isEmpty()) {
            session.offer(requestId, new Reply.Rows(some.kind(), frame));
        }
        return !isFound(each) || each.hasNext();
    }

    private static boolean isFound(Iterator<? extends Resource> each) {
        return !(each instanceof SeekingIterator<?> seeking) || seeking.seek();
    }

    void fail(Refusal why) {
        session.offer(requestId, why);
    }
}
