package io.gatun.dataplane.doctor;

/**
 * One fact about the host.
 *
 * @param cure the command that mends it, as root; empty when nothing needs mending
 */
public record Finding(String subject, Verdict verdict, String value, String cure) {

    /** Whether the router runs well with it, slower or with less, or not at all. */
    public enum Verdict {
        OK,
        WARN,
        MISSING
    }

    public static Finding ok(String subject, String value) {
        return new Finding(subject, Verdict.OK, value, "");
    }

    public static Finding warn(String subject, String value, String cure) {
        return new Finding(subject, Verdict.WARN, value, cure);
    }

    public static Finding missing(String subject, String value, String cure) {
        return new Finding(subject, Verdict.MISSING, value, cure);
    }
}
