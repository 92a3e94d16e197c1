package io.gatun.dataplane.configuration;

/** The least and the most a whole number may be, and why. */
record Bound(long min, String floor, long max, String ceiling) {

    static Bound atLeast(long min, String floor) {
        return new Bound(min, floor, Integer.MAX_VALUE, "the most this router counts");
    }

    /** What is wrong with {@code value}, as the end of a sentence; empty when it is within. */
    String flaw(long value) {
        if (value < min) {
            return "is below " + min + ", " + floor;
        }
        return value > max ? "is above " + max + ", " + ceiling : "";
    }
}
