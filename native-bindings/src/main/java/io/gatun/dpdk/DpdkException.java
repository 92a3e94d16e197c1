package io.gatun.dpdk;

import io.gatun.dpdk.ffm.EalCalls;
import java.util.Map;

/**
 * A DPDK call that failed: the call, the device or pool it was for, DPDK's words for the errno, and
 * the cure where one is known.
 */
public final class DpdkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int EPERM = 1;
    private static final int ENOMEM = 12;
    private static final int EACCES = 13;
    private static final Map<Integer, String> CURES =
            Map.of(
                    EPERM, "run as root",
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
        int positive = Math.abs(errno);
        String words = "%s (errno %d)".formatted(EalCalls.errorWords(positive), positive);
        String end = cure.isEmpty() ? "" : "; " + cure;
        return new DpdkException("%s of %s failed: %s%s".formatted(call, subject, words, end));
    }
}
