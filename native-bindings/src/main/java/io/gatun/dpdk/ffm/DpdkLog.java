package io.gatun.dpdk.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * DPDK's log, kept in memory instead of on the terminal, so that a failure can quote it. Starts
 * over when the memory is three quarters full; lines past its end are lost.
 */
public final class DpdkLog {

    private static final int SIZE = 256 * 1024;
    private static final int START_OVER = SIZE / 4 * 3;

    private static final NativeCall OPEN_MEMORY =
            NativeCall.of("fmemopen", long.class, long.class, long.class, long.class);
    private static final NativeCall POSITION = NativeCall.of("ftell", long.class, long.class);
    private static final NativeCall REWIND = NativeCall.of("rewind", void.class, long.class);
    private static final NativeCall SET_STREAM =
            NativeCall.of("rte_openlog_stream", int.class, long.class);

    private static final MemorySegment TEXT = Arena.global().allocate(SIZE);
    private static long stream;
    private static long read;

    private DpdkLog() {}

    /** Directs DPDK's log here; call before the EAL starts. */
    public static synchronized void open() {
        if (stream == 0) {
            try (Arena arena = Arena.ofConfined()) {
                stream =
                        OPEN_MEMORY.callLong(
                                TEXT.address(), (long) SIZE, arena.allocateFrom("w").address());
            }
            SET_STREAM.callInt(stream);
        }
    }

    /** What is kept, one message a line. */
    public static synchronized String text() {
        return stream == 0 ? "" : slice(0, POSITION.callLong(stream));
    }

    /** What DPDK logged since this was asked last. */
    public static synchronized String unread() {
        if (stream == 0) {
            return "";
        }
        long end = POSITION.callLong(stream);
        String fresh = slice(read, end);
        if (end > START_OVER) {
            REWIND.call(stream);
            end = 0;
        }
        read = end;
        return fresh;
    }

    private static String slice(long from, long to) {
        byte[] bytes = TEXT.asSlice(from, to - from).toArray(ValueLayout.JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }
}
