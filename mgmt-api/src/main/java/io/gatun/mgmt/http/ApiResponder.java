package io.gatun.mgmt.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.JsonText;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.codec.RequestReader;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.words.Nearest;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/**
 * The requests of the channel as JSON under /v1/. Rows are an array that is sent as they come;
 * after it stands whether they changed meanwhile, which nobody knows before. A request that only
 * succeeds is answered with 204. What is refused in the middle of a list ends the connection, so
 * that half of it is not taken for the whole.
 */
final class ApiResponder {

    static final String PATH = "/v1/";
    static final String ROWS = "rows";
    static final String RACED = "raced";

    private static final List<String> ROUTE_METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE");

    private final RequestNames names;
    private final ControlDoor control;

    ApiResponder(RequestNames names, ControlDoor control) {
        this.names = names;
        this.control = control;
    }

    void respond(HttpCall call, HttpCaller caller) throws IOException, RefusedException {
        final String name = call.path().substring(PATH.length());
        final ResourceKind kind = names.kinds().get(name);
        final Class<? extends Request> request = names.requests().get(name);
        if (kind == ResourceKind.ROUTE) {
            if (Methods.allow(call, ROUTE_METHODS)) {
                carryOut(call, caller, routes(call));
            }
        } else if (kind != null) {
            if (Methods.allow(call, Methods.READ)) {
                carryOut(call, caller, new Request.ListResources(kind, call.query()));
            }
        } else if (request != null) {
            if (Methods.allow(call, List.of("POST"))) {
                refuseQuery(call);
                final byte[] body = call.body();
                carryOut(
                        call,
                        caller,
                        RequestReader.read(
                                body.length == 0
                                        ? RequestReader.object()
                                        : RequestReader.object(body),
                                request));
            }
        } else {
            throw new RefusedException(
                    new Refusal(
                            RefusalCode.NOT_FOUND,
                            "path",
                            call.path(),
                            "",
                            "there is no " + call.path() + Nearest.advice(name, names.all())));
        }
    }

    private static Request routes(HttpCall call) throws IOException, RefusedException {
        final Map<String, String> query = call.query();
        return switch (call.method()) {
            case "POST" -> RouteQuery.put(PutMode.CREATE, RequestReader.object(call.body()));
            case "PUT" -> RouteQuery.put(PutMode.REPLACE, RequestReader.object(call.body()));
            case "DELETE" -> RouteQuery.delete(query);
            default -> RouteQuery.list(query);
        };
    }

    private static void refuseQuery(HttpCall call) throws RefusedException {
        for (final String key : call.query().keySet()) {
            throw new RefusedException(
                    new Refusal(
                            RefusalCode.MALFORMED,
                            key,
                            "",
                            "",
                            call.path() + " takes nothing after a question mark"));
        }
    }

    private void carryOut(HttpCall call, HttpCaller caller, Request request)
            throws IOException, RefusedException {
        final Rows rows = new Rows(call);
        try (ManagementClient client = ManagementClient.connect(control.of(caller))) {
            rows.end(client.stream(request, Resource.class, rows::write));
        } catch (IOException e) {
            if (call.hasBegun()) {
                throw e;
            }
            throw new RefusedException(RefusalCode.BUSY, e.getMessage());
        }
    }

    /** The answer, which begins with its first row: until then it may be a refusal. */
    private static final class Rows {

        private final HttpCall call;
        private Writer out;
        private JsonText.Elements elements;

        Rows(HttpCall call) {
            this.call = call;
        }

        void write(Resource row) throws IOException {
            begin();
            elements.write(row);
        }

        private void begin() throws IOException {
            if (elements == null) {
                out = new BufferedWriter(new OutputStreamWriter(call.stream(HttpCall.JSON), UTF_8));
                out.write("{\"" + ROWS + "\":");
                elements = JsonText.compactElements(out);
            }
        }

        void end(boolean raced) throws IOException {
            if (elements == null && !call.isGet()) {
                call.sendNothing();
                return;
            }
            begin();
            elements.close();
            out.write(",\"" + RACED + "\":" + raced + "}\n");
            out.close();
        }
    }
}
