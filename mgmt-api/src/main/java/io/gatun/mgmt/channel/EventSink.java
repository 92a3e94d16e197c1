package io.gatun.mgmt.channel;

import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.Reply.Event.Change;
import io.gatun.mgmt.model.Resource;

/** Where whoever changes a table says so. On control's thread. */
public interface EventSink {

    /** One that nobody listens to. */
    EventSink NONE =
            new EventSink() {
                @Override
                public boolean isWatched(EventGroup group) {
                    return false;
                }

                @Override
                public boolean takes(EventGroup group) {
                    return false;
                }

                @Override
                public void add(EventGroup group, Change change, Resource row) {}
            };

    /** Whether somebody listens to the group. */
    boolean isWatched(EventGroup group);

    /**
     * To be asked before each {@link #add}: false when nobody listens to the group, and when too
     * many wait, which counts this one as missed.
     */
    boolean takes(EventGroup group);

    /**
     * A change was made, and will be in force.
     *
     * @param row as it will be then, or was before it was deleted
     */
    void add(EventGroup group, Change change, Resource row);
}
