package io.gatun.mgmt.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.channel.ManagementClient.WatchListener;
import io.gatun.mgmt.codec.JsonText;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Changes as they come into force, a JSON object on a line: rows that were there already as new
 * ones with number 0, one that says that the watch is in force, then events, and overruns where the
 * client read too slowly. An empty line is a sign of life. It ends when the client goes or does not
 * read, or with the server; never as a body that is whole.
 */
final class WatchResponder {

    static final String PATH = ApiResponder.PATH + RequestNames.WATCH;
    static final String TYPE = "application/x-ndjson";

    /** Between looks whether the output is due. */
    private static final Duration LULL = Duration.ofMillis(2);

    private final ControlDoor control;
    private final AtomicInteger open = new AtomicInteger();

    WatchResponder(ControlDoor control) {
        this.control = control;
    }

    void respond(HttpCall call, HttpCaller caller) throws IOException, RefusedException {
        if (!Methods.allow(call, List.of("GET"))) {
            return;
        }
        final Request.Watch request = WatchQuery.read(call.query());
        final int most = call.limits().watches();
        try {
            if (open.incrementAndGet() > most) {
                throw new RefusedException(
                        new Refusal(
                                RefusalCode.BUSY,
                                "watches",
                                "",
                                "0.." + most,
                                most
                                        + " watches are open already; name more groups in one, or"
                                        + " try again"));
            }
            watch(call, caller, request);
        } finally {
            open.decrementAndGet();
        }
    }

    private void watch(HttpCall call, HttpCaller caller, Request.Watch request)
            throws IOException, RefusedException {
        try (ManagementClient client = ManagementClient.connect(control.of(caller))) {
            final Lines lines = new Lines(call);
            client.watch(request, lines);
            lines.line(new Reply.Done());
            while (true) {
                if (!client.hear(LULL)) {
                    lines.flush();
                    if (!client.hear(call.limits().stall())) {
                        lines.signOfLife();
                    }
                }
            }
        } catch (IOException e) {
            if (call.hasBegun()) {
                throw e;
            }
            throw new RefusedException(RefusalCode.BUSY, e.getMessage());
        }
    }

    /** The body, which begins with its first line: until then it may be a refusal. */
    private static final class Lines implements WatchListener {

        private final HttpCall call;
        private Writer out;

        private Lines(HttpCall call) {
            this.call = call;
        }

        @Override
        public void row(ResourceKind kind, Resource row) throws IOException {
            line(new Reply.Event(EventGroup.of(row), Reply.Event.Change.NEW, row, 0));
        }

        @Override
        public void event(Reply.Event event) throws IOException {
            line(event);
        }

        @Override
        public void overrun(long lost) throws IOException {
            line(new Reply.Overrun(lost));
        }

        private void line(Reply reply) throws IOException {
            if (out == null) {
                out = new BufferedWriter(new OutputStreamWriter(call.stream(TYPE), UTF_8));
            }
            out.write(JsonText.line(reply));
            out.write('\n');
        }

        private void signOfLife() throws IOException {
            out.write('\n');
            out.flush();
        }

        private void flush() throws IOException {
            out.flush();
        }
    }
}
