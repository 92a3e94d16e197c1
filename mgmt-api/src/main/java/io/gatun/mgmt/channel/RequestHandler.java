package io.gatun.mgmt.channel;

import io.gatun.mgmt.message.Request;
import java.util.Optional;

/** Answers requests on the control thread; must not block. */
@FunctionalInterface
public interface RequestHandler {

    Answer answer(Request request, Caller caller);

    /** Where its changes can be heard; absent where nothing can be watched. */
    default Optional<Events> events() {
        return Optional.empty();
    }
}
