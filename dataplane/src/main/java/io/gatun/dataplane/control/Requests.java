package io.gatun.dataplane.control;

import io.gatun.dataplane.graph.FrameFilter;
import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.channel.Caller;
import io.gatun.mgmt.channel.Events;
import io.gatun.mgmt.channel.RequestHandler;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.RouterStatus;
import io.gatun.mgmt.model.TableId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Answers what comes over the management channel, on control's thread. */
public final class Requests implements RequestHandler {

    private final Sight sight;
    private final ConfigurationKeeper inForce;
    private final RouteRequests routes;
    private final ExplainRequests explanations;
    private final CaptureRequests captures;
    private final Supplier<RouterStatus> router;
    private final ConfigurationFile configuration;
    private final Events events;

    public Requests(
            Control control, Supplier<RouterStatus> router, ConfigurationFile configuration) {
        this.configuration = configuration;
        this.sight = control.sight();
        this.inForce = control.configuration();
        this.routes = control.routeRequests();
        this.explanations = control.explainRequests();
        this.captures = control.captureRequests();
        this.router = router;
        this.events = control.events();
    }

    @Override
    public Optional<Events> events() {
        return Optional.of(events);
    }

    @Override
    public Answer answer(Request request, Caller caller) {
        return switch (request) {
            case Request.ListResources(ResourceKind kind, _) -> list(kind, caller);
            case Request.StartTrace trace -> startTrace(trace);
            case Request.StopTrace() -> {
                sight.stopTrace();
                yield Answer.done();
            }
            case Request.Explain explain -> explanations.explain(explain);
            case Request.StartCapture start -> captures.start(start);
            case Request.TakeCaptured take -> captures.take(take);
            case Request.StopCapture stop -> captures.stop(stop);
            case Request.PutRoute put -> routes.put(put);
            case Request.PutRoutes put -> routes.put(put);
            case Request.DeleteRoute delete -> routes.delete(delete);
            case Request.FlushRoutes flush -> routes.flush(flush);
            case Request.ListRoutes list -> routes.list(list);
            case Request.GetRoute get -> routes.get(get);
            case Request.SetInterface set -> routes.set(set);
            case Request.OfConfiguration file -> configuration.answer(file, caller);
            case Request.Watch _, Request.StopWatch _ ->
                    throw new IllegalArgumentException("the channel itself answers this");
        };
    }

    private Answer list(ResourceKind kind, Caller caller) {
        return switch (kind) {
            case ROUTER -> Answer.rows(kind, List.of(router.get()));
            case PORT -> Answer.rows(kind, sight.ports());
            case INTERFACE -> Answer.rows(kind, sight.interfaces());
            case ADDRESS -> Answer.rows(kind, sight.addresses());
            case TUNABLE -> Answer.rows(kind, TunableRows.of(inForce.current()));
            case ROUTE -> routes.list(RouteSelector.all(TableId.MAIN)); // FIB-24
            case FIB -> Answer.rows(kind, sight.fibs());
            case NEIGHBOR -> Answer.rows(kind, sight.neighbors());
            case COUNTER ->
                    Answer.rows(
                            kind,
                            Stream.concat(sight.scalars().stream(), sight.counters().stream())
                                    .toList());
            case DROP -> Answer.rows(kind, sight.drops());
            case GRAPH -> Answer.rows(kind, List.of(sight.graph()));
            case TRACE -> Answer.rows(kind, sight.traces());
            case CONFIGURATION ->
                    configuration.answer(
                            new Request.OfConfiguration.GetConfiguration(OptionalInt.empty()),
                            caller);
            case REVISION ->
                    configuration.answer(new Request.OfConfiguration.ListRevisions(), caller);
            case LEDGER -> Answer.rows(kind, List.of(sight.ledger()));
            case SESSION, KIND ->
                    throw new IllegalArgumentException("the channel itself answers this");
            case ROUTE_ANSWER, ROUTE_TALLY, EXPLANATION, CAPTURE, PLAN, CONFIGURATION_CHANGE ->
                    Answer.refused(
                            RefusalCode.NOT_FOUND,
                            "rows of kind " + kind + " only answer other requests");
        };
    }

    private Answer startTrace(Request.StartTrace trace) {
        final FrameFilter filter;
        try {
            filter = FilterCompiler.read(trace.filter().orElse(""));
        } catch (RefusedException e) {
            return new Answer.Last(e.refusal());
        }
        if (sight.startTrace(trace.port(), trace.count(), filter)) {
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
