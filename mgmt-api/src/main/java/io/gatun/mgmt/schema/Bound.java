package io.gatun.mgmt.schema;

/** The least and the most a whole number may be, and why. */
public record Bound(long min, String floor, long max, String ceiling) {

    /** What is wrong with {@code value}, as the end of a sentence; empty when it is within. */
    public String flaw(long value) {
        if (value < min) {
            return "is below " + min + ", " + floor;
        }
        return value > max ? "is above " + max + ", " + ceiling : "";
    }
}
