package io.gatun.mgmt.channel;

import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.Reply.Event;
import io.gatun.mgmt.message.Reply.Event.Change;
import io.gatun.mgmt.model.Resource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has changed, from whoever changed it to whoever listens. Changes wait until workers obey
 * them; at most {@link #MAX_WAITING} do, the rest is counted as missed. Control's thread only.
 */
public final class Events implements EventSink {

    static final int MAX_WAITING = 1 << 14;

    private static final long OPEN = Long.MAX_VALUE;

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final List<Ear> ears = new ArrayList<>();
    private final long[] missed = new long[EventGroup.values().length];
    private Set<EventGroup> wanted = EnumSet.noneOf(EventGroup.class);
    private boolean anyMissed;
    private long sequence;

    /** A change and the generation of the tables that puts it in force. */
    private static final class Waiting {
        private final Event event;
        private long generation = OPEN;

        private Waiting(Event event) {
            this.event = event;
        }
    }

    private record Ear(Set<EventGroup> groups, EventListener listener) {}

    /** Hears these groups from now on, in place of those it heard so far. */
    public void listen(EventListener listener, Set<EventGroup> groups) {
        ears.removeIf(ear -> ear.listener().equals(listener));
        if (!groups.isEmpty()) {
            ears.add(new Ear(EnumSet.copyOf(groups), listener));
        }
        wanted = EnumSet.noneOf(EventGroup.class);
        ears.forEach(ear -> wanted.addAll(ear.groups()));
    }

    @Override
    public boolean takes(EventGroup group) {
        if (!wanted.contains(group)) {
            return false;
        }
        if (waiting.size() < MAX_WAITING) {
            return true;
        }
        missed[group.ordinal()]++;
        anyMissed = true;
        return false;
    }

    @Override
    public boolean isWatched(EventGroup group) {
        return wanted.contains(group);
    }

    @Override
    public void add(EventGroup group, Change change, Resource row) {
        waiting.addLast(new Waiting(new Event(group, change, row, sequence + 1)));
    }

    /** What was added so far is in the tables of this generation. */
    public void published(long generation) {
        if (waiting.isEmpty() || waiting.peekLast().generation != OPEN) {
            return;
        }
        for (var each = waiting.descendingIterator(); each.hasNext(); ) {
            final Waiting change = each.next();
            if (change.generation != OPEN) {
                break;
            }
            change.generation = generation;
        }
        sequence++;
    }

    /** Whether something waits to be told. */
    public boolean haveWaiting() {
        return !waiting.isEmpty();
    }

    /** Tells what is in the tables every worker has seen; returns how much that was. */
    public int tell(long seen) {
        int told = 0;
        while (!waiting.isEmpty() && waiting.peekFirst().generation <= seen) {
            tell(waiting.pollFirst().event);
            told++;
        }
        if (anyMissed && waiting.isEmpty()) {
            anyMissed = false;
            tellMissed();
        }
        return told;
    }

    private void tell(Event event) {
        for (final Ear ear : ears) {
            if (ear.groups().contains(event.group())) {
                ear.listener().hear(event);
            }
        }
    }

    private void tellMissed() {
        final Map<EventGroup, Long> counts = new EnumMap<>(EventGroup.class);
        for (final EventGroup group : EventGroup.values()) {
            if (missed[group.ordinal()] > 0) {
                counts.put(group, missed[group.ordinal()]);
                missed[group.ordinal()] = 0;
            }
        }
        for (final Ear ear : ears) {
            counts.forEach((group, count) -> {
                if (ear.groups().contains(group)) {
                    ear.listener().missed(group, count);
                }
            });
        }
    }
}
