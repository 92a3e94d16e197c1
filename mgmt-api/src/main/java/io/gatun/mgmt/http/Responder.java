package io.gatun.mgmt.http;

import io.gatun.mgmt.codec.RefusedException;
import java.io.IOException;

/** Answers HTTP requests, each on a thread of its own that may wait. */
@FunctionalInterface
public interface Responder {

    /**
     * Answers one request.
     *
     * @throws RefusedException before anything was sent; the refusal is the answer
     * @throws IOException ends the connection
     */
    void respond(HttpCall call) throws IOException, RefusedException;
}
