package io.gatun.dataplane.control;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;

/** What the router says to a request it does not carry out. */
final class Refusals {

    private Refusals() {}

    static RefusedException outOfBounds(String field, Object value, String bound, String sentence) {
        return refusal(RefusalCode.OUT_OF_BOUNDS, field, value, bound, sentence);
    }

    static RefusedException notFound(String field, Object value, String bound, String sentence) {
        return refusal(RefusalCode.NOT_FOUND, field, value, bound, sentence);
    }

    static RefusedException refusal(
            RefusalCode code, String field, Object value, String bound, String sentence) {
        return new RefusedException(
                new Reply.Refusal(code, field, value.toString(), bound, sentence));
    }
}
