package io.gatun.mgmt.http;

import io.gatun.mgmt.message.RefusalCode;

/** The HTTP status of a refusal (RFC 9110 §15). */
final class Status {

    static final int UNAVAILABLE = 503;

    private Status() {}

    static int of(RefusalCode code) {
        return switch (code) {
            case MALFORMED, WRONG_VERSION, OUT_OF_BOUNDS -> 400;
            case PERMISSION -> 403;
            case NOT_FOUND, UNSUPPORTED -> 404;
            case EXISTS, FULL, CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case INVALID -> 422;
            case BUSY -> UNAVAILABLE;
            case FAILED -> 500;
        };
    }
}
