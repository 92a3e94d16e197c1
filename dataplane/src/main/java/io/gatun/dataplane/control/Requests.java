package io.gatun.dataplane.control;

import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.channel.RequestHandler;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouterStatus;
import java.util.List;
import java.util.function.Supplier;

/** Answers what comes over the management channel, on control's thread. */
public final class Requests implements RequestHandler {

    private final Sight sight;
    private final Supplier<RouterStatus> router;

    public Requests(Sight sight, Supplier<RouterStatus> router) {
        this.sight = sight;
        this.router = router;
    }

    @Override
    public Answer answer(Request request) {
        return switch (request) {
            case Request.ListResources(ResourceKind kind) -> list(kind);
            case Request.StartTrace trace -> startTrace(trace);
            case Request.StopTrace() -> {
                sight.stopTrace();
                yield Answer.done();
            }
            case Request.PutRoute _,
                    Request.PutRoutes _,
                    Request.DeleteRoute _,
                    Request.FlushRoutes _,
                    Request.ListRoutes _,
                    Request.GetRoute _,
                    Request.SetInterface _ ->
                    Answer.refused(RefusalCode.FAILED, "routes change only with the file");
        };
    }

    private Answer list(ResourceKind kind) {
        return Answer.rows(
                kind,
                switch (kind) {
                    case ROUTER -> List.of(router.get());
                    case PORT -> sight.ports();
                    case INTERFACE -> sight.interfaces();
                    case ROUTE -> sight.routes();
                    case ROUTE_ANSWER, ROUTE_TALLY, FIB -> List.of();
                    case NEIGHBOR -> sight.neighbors();
                    case COUNTER -> sight.counters();
                    case DROP -> sight.drops();
                    case GRAPH -> List.of(sight.graph());
                    case TRACE -> sight.traces();
                    case LEDGER -> List.of(sight.ledger());
                });
    }

    private Answer startTrace(Request.StartTrace trace) {
        if (sight.startTrace(trace.port(), trace.count())) {
            return Answer.done();
        }
        final String name = trace.port().orElse("");
        return new Answer.Last(
                new Reply.Refusal(
                        RefusalCode.NOT_FOUND,
                        "port",
                        name,
                        "",
                        "no port is called " + name + "; gatun show ports lists them"));
    }
}
