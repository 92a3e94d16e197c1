package io.gatun.mgmt.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatun.mgmt.codec.JsonText;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.counters.CountersFile;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.words.Nearest;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A router over HTTP. Requests become sessions of the management channel, and reach control through
 * the same ring as those of any other client; metrics and health come out of the counters file and
 * ask nobody. Health and the OpenAPI document are for everybody, all else for who {@link Access}
 * knows.
 */
public final class HttpFacade implements Responder {

    private final Access access;
    private final ApiResponder api;
    private final WatchResponder watch;
    private final MetricsResponder metrics;
    private final HealthResponder health;
    private final byte[] document;
    private final List<String> paths;

    /**
     * A facade that answers from now on.
     *
     * @param version of the router, for the document
     */
    public HttpFacade(Access access, ControlDoor control, CountersFile counters, String version) {
        this.access = access;
        final RequestNames names = new RequestNames();
        api = new ApiResponder(names, control);
        watch = new WatchResponder(control);
        metrics = new MetricsResponder(() -> counters);
        health = new HealthResponder(counters, Clock.systemUTC());
        document = (JsonText.pretty(new OpenApi(names).document(version)) + "\n").getBytes(UTF_8);
        paths = new ArrayList<>(HealthResponder.PATHS);
        paths.addAll(List.of(MetricsResponder.PATH, OpenApi.PATH));
        names.all().forEach(name -> paths.add(ApiResponder.PATH + name));
    }

    @Override
    public void respond(HttpCall call) throws IOException, RefusedException {
        final String path = call.path();
        if (HealthResponder.PATHS.contains(path)) {
            health.respond(call);
        } else if (path.equals(OpenApi.PATH)) {
            if (Methods.allow(call, Methods.READ)) {
                call.send(200, HttpCall.JSON, document);
            }
        } else if (path.equals(MetricsResponder.PATH)) {
            if (access.caller(call).isPresent()) {
                metrics.respond(call);
            }
        } else if (path.startsWith(ApiResponder.PATH)) {
            final Optional<HttpCaller> caller = access.caller(call);
            if (caller.isPresent()) {
                respond(call, caller.get());
            }
        } else {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND, "there is no " + path + Nearest.advice(path, paths));
        }
    }

    private void respond(HttpCall call, HttpCaller caller) throws IOException, RefusedException {
        if (call.path().equals(WatchResponder.PATH)) {
            watch.respond(call, caller);
        } else {
            api.respond(call, caller);
        }
    }
}
