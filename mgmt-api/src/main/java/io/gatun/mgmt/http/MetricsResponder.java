package io.gatun.mgmt.http;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.counters.CountersFile;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.metrics.Exposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;

/** Answers /metrics from the counters file, without a word to the router. */
public final class MetricsResponder implements Responder {

    public static final String PATH = "/metrics";

    /** Finds the file anew for every scrape: the router may have been started again. */
    @FunctionalInterface
    public interface Finder {

        CountersFile find() throws IOException;
    }

    private final Finder finder;

    public MetricsResponder(Finder finder) {
        this.finder = finder;
    }

    @Override
    public void respond(HttpCall call) throws IOException, RefusedException {
        if (!call.path().equals(PATH)) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND, "there is no " + call.path() + "; metrics: " + PATH);
        }
        if (!Methods.allow(call, Methods.READ)) {
            return;
        }
        final ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            Exposition.write(text, finder.find().read(), Instant.now());
        } catch (IOException e) {
            throw new RefusedException(RefusalCode.BUSY, e.getMessage());
        }
        call.send(200, Exposition.CONTENT_TYPE, text.toByteArray());
    }
}
