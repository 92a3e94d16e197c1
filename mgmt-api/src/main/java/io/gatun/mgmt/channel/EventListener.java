package io.gatun.mgmt.channel;

import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.Reply.Event;

/** Hears of changes that are in force, in the order they were made. Must not block. */
public interface EventListener {

    void hear(Event event);

    /** So many changes of a group were not told: whoever copies the table is to read it anew. */
    void missed(EventGroup group, long count);
}
