package io.gatun.dataplane.control;

import io.gatun.mgmt.channel.EventSink;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.Reply.Event.Change;
import io.gatun.mgmt.model.InterfaceStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells how interfaces differ from what they were when it looked last. */
final class InterfaceEvents {

    private final EventSink sink;
    private Map<String, InterfaceStatus> before;

    InterfaceEvents(EventSink sink, List<InterfaceStatus> now) {
        this.sink = sink;
        this.before = byName(now);
    }

    private static Map<String, InterfaceStatus> byName(List<InterfaceStatus> rows) {
        final Map<String, InterfaceStatus> all = new LinkedHashMap<>();
        rows.forEach(row -> all.put(row.name(), row));
        return all;
    }

    void look(List<InterfaceStatus> rows) {
        final Map<String, InterfaceStatus> now = byName(rows);
        before.forEach((name, row) -> {
            if (!now.containsKey(name)) {
                tell(Change.DELETED, row);
            }
        });
        now.forEach((name, row) -> {
            final InterfaceStatus old = before.get(name);
            if (old == null) {
                tell(Change.NEW, row);
            } else if (!old.equals(row)) {
                tell(Change.CHANGED, row);
            }
        });
        before = now;
    }

    private void tell(Change change, InterfaceStatus row) {
        if (sink.takes(EventGroup.INTERFACE)) {
            sink.add(EventGroup.INTERFACE, change, row);
        }
    }
}
