package io.gatun.dataplane.control;

import io.gatun.mgmt.channel.EventSink;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.Reply.Event.Change;
import io.gatun.mgmt.model.PlanRow;

/** Tells what a new configuration has changed, row by row of its plan. */
final class ConfigurationEvents {

    private final EventSink sink;

    ConfigurationEvents(EventSink sink) {
        this.sink = sink;
    }

    void tell(PlanRow row) {
        final EventGroup group = EventGroup.of(row);
        if (sink.takes(group)) {
            sink.add(
                    group,
                    switch (row.action()) {
                        case ADD -> Change.NEW;
                        case CHANGE -> Change.CHANGED;
                        case DELETE -> Change.DELETED;
                    },
                    row);
        }
    }
}
