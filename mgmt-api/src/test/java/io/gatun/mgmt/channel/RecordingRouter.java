package io.gatun.mgmt.channel;

import io.gatun.mgmt.message.Request;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * A router that keeps what it is asked.
 *
 * @param asked must be usable by several threads
 * @param router what answers
 */
public record RecordingRouter(Collection<Request> asked, RequestHandler router)
        implements RequestHandler {

    /** Named edge-1, with the example resources. */
    static ControlThread open(Path folder, Collection<Request> asked) throws Exception {
        return new ControlThread(
                folder,
                "edge-1",
                Limits.DEFAULT,
                new RecordingRouter(asked, ControlThread::answer));
    }

    @Override
    public Answer answer(Request request, Caller caller) {
        asked.add(request);
        return router.answer(request, caller);
    }

    @Override
    public Optional<Events> events() {
        return router.events();
    }
}
