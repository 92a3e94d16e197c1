package io.gatun.dataplane.demo;

/** A step that did not show what it should. */
final class NotProven extends Exception {

    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String seen;

    NotProven(String expected, String seen) {
        super("expected %s, saw %s".formatted(expected, seen));
        this.expected = expected;
        this.seen = seen;
    }

    String expected() {
        return expected;
    }

    String seen() {
        return seen;
    }
}
