package io.gatun.dpdk;

import static java.util.stream.Collectors.joining;

import io.gatun.dpdk.ffm.DpdkLog;
import io.gatun.dpdk.ffm.EalCalls;
import java.util.Map;

/**
 * A DPDK call that failed: the call, the device or pool it was for, DPDK's words for the errno,
 * what DPDK logged meanwhile, and the cure where one is known.
 */
public final class DpdkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int ENOMEM = 12;
    private static final int EACCES = 13;
    private static final Map<Integer, String> CURES =
            Map.of(
                    EACCES, "run as root",
                    ENOMEM, "raise the memory of the EAL, or ask for fewer buffers");

    public DpdkException(String message) {
        super(message);
    }

    public DpdkException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A failed call; errno may be negative, as DPDK returns it. */
    static DpdkException of(String call, String subject, int errno) {
        return of(call, subject, errno, CURES.getOrDefault(Math.abs(errno), ""));
    }

    static DpdkException of(String call, String subject, int errno, String cure) {
        String log = DpdkLog.unread().lines().map(String::strip).collect(joining(" / "));
        String said = log.isEmpty() ? "" : "; DPDK logged: " + log;
        String end = cure.isEmpty() ? "" : "; " + cure;
        return new DpdkException(
                "%s of %s failed: %s%s%s".formatted(call, subject, words(errno), said, end));
    }

    /** Drivers return -1 for want of a better errno, so it is no word of the kernel's. */
    private static String words(int errno) {
        return errno == -1
                ? "-1 without an errno"
                : "%s (errno %d)".formatted(EalCalls.errorWords(Math.abs(errno)), Math.abs(errno));
    }
}
