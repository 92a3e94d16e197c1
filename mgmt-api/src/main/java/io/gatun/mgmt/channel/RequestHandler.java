package io.gatun.mgmt.channel;

import io.gatun.mgmt.message.Request;

/** Answers requests on the control thread; must not block. */
@FunctionalInterface
public interface RequestHandler {

    Answer answer(Request request);
}
