package io.gatun.mgmt.channel;

import io.gatun.mgmt.ExampleResources;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.Reply.Event.Change;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import java.util.Optional;

/** A router whose routes change, as often as the name says, at each request to set an interface. */
public final class ChangingRouter implements RequestHandler {

    private final Events events = new Events();
    private long generation;

    /** What is told of as new. */
    public static Resource route() {
        return ExampleResources.of(ResourceKind.ROUTE).getFirst();
    }

    @Override
    public Answer answer(Request request, Caller caller) {
        if (request instanceof Request.SetInterface set) {
            for (int i = 0; i < Integer.parseInt(set.name()); i++) {
                if (events.takes(EventGroup.ROUTE_IPV4)) {
                    events.add(EventGroup.ROUTE_IPV4, Change.NEW, route());
                }
            }
            events.published(++generation);
            events.tell(generation);
            return Answer.done();
        }
        return ControlThread.answer(request, caller);
    }

    @Override
    public Optional<Events> events() {
        return Optional.of(events);
    }
}
