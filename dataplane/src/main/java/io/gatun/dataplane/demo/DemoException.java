package io.gatun.dataplane.demo;

/** The demo cannot be set up or carried on; the message says what did not work. */
final class DemoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoException(String message) {
        super(message);
    }

    DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
