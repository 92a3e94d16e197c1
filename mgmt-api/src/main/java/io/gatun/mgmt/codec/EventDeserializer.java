package io.gatun.mgmt.codec;

import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.Reply.Event;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads an event, whose row's record is told by the group beside it. */
final class EventDeserializer extends StdDeserializer<Event> {

    EventDeserializer() {
        super(Event.class);
    }

    @Override
    public Event deserialize(JsonParser in, DeserializationContext context) {
        final JsonNode tree = context.readTree(in);
        final JsonNode group = tree.get("group");
        final JsonNode change = tree.get("change");
        final JsonNode row = tree.get("row");
        final JsonNode sequence = tree.get("sequence");
        if (group == null || change == null || row == null || sequence == null) {
            return context.reportInputMismatch(
                    this, "an event needs a group, a change, a row and a sequence number");
        }
        final EventGroup of = context.readTreeAsValue(group, EventGroup.class);
        return new Event(
                of,
                context.readTreeAsValue(change, Event.Change.class),
                context.readTreeAsValue(row, of.kind().row()),
                sequence.longValue());
    }
}
