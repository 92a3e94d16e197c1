package io.gatun.linux;

import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/** The processors that the calling platform thread may run on ({@code sched_setaffinity(2)}). */
public final class ThreadAffinity {

    private static final int SET_BYTES = 1024;
    private static final int CALLING_THREAD = 0;

    private static final MemoryLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SET = call("sched_setaffinity");
    private static final MethodHandle GET = call("sched_getaffinity");

    private ThreadAffinity() {}

    /** Binds the calling thread to one processor. */
    public static void pin(int processor) {
        allow(List.of(processor));
    }

    /** Lets the calling thread run on these processors only. */
    public static void allow(List<Integer> processors) {
        allow(CALLING_THREAD, processors);
    }

    /**
     * Lets every thread there is now run on these processors only; threads they start inherit it. A
     * thread that ends meanwhile is passed over.
     */
    public static void allowAllThreads(List<Integer> processors) {
        String[] threads = new File("/proc/self/task").list();
        if (threads == null) {
            return; // no /proc: nothing to list them by
        }
        for (String thread : threads) {
            try {
                allow(Integer.parseInt(thread), processors);
            } catch (IllegalArgumentException e) {
                if (Files.exists(Path.of("/proc/self/task", thread))) {
                    throw e;
                }
            }
        }
    }

    private static void allow(int thread, List<Integer> processors) {
        var bits = new BitSet();
        processors.forEach(bits::set);
        byte[] bytes = bits.toByteArray();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment set = arena.allocate(SET_BYTES);
            MemorySegment.copy(
                    bytes, 0, set, ValueLayout.JAVA_BYTE, 0, Math.min(bytes.length, SET_BYTES));
            run(SET, thread, arena, set, "sched_setaffinity to processors " + processors);
        }
    }

    /** The processors the calling thread may run on, in ascending order. */
    public static List<Integer> allowed() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment set = arena.allocate(SET_BYTES);
            run(GET, CALLING_THREAD, arena, set, "sched_getaffinity");
            return BitSet.valueOf(set.asByteBuffer()).stream().boxed().toList();
        }
    }

    private static void run(
            MethodHandle call, int thread, Arena arena, MemorySegment set, String what) {
        MemorySegment state = arena.allocate(CALL_STATE);
        int result;
        try {
            result = (int) call.invokeExact(state, thread, (long) SET_BYTES, set);
        } catch (Throwable e) {
            throw new AssertionError(what + " does not fit its descriptor", e);
        }
        if (result != 0) {
            throw new IllegalArgumentException(
                    "%s failed with errno %d; the host has processors %s online"
                            .formatted(
                                    what,
                                    (int) ERRNO.get(state, 0L),
                                    HostFacts.ofThisHost().onlineProcessors()));
        }
    }

    @SuppressWarnings("restricted") // a system call of the C library
    private static MethodHandle call(String name) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS),
                Linker.Option.captureCallState("errno"));
    }
}
