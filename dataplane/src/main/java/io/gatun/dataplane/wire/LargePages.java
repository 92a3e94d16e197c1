package io.gatun.dataplane.wire;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Memory for tables that packets are looked up in: on pages of 2 MiB where the kernel gives them
 * (transparent_hugepage is not {@code never}), so that random lookups do not wait for address
 * translation too. Zeroed; the collector gives it back.
 */
public final class LargePages {

    private static final long PAGE = 2L << 20;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
    private static final int MADV_HUGEPAGE = 14;
    private static final long MAP_FAILED = -1;

    private static final MethodHandle MMAP =
            call(
                    "mmap",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG));
    private static final MethodHandle MADVISE =
            call(
                    "madvise", // where it fails, small pages do
                    FunctionDescriptor.ofVoid(
                            ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    private static final MethodHandle MUNMAP =
            call("munmap", FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));

    private LargePages() {}

    @SuppressWarnings("restricted") // a libc that is loaded anyway
    private static MethodHandle call(String name, FunctionDescriptor descriptor) {
        final Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    /** Begins at a large page; what is shorter than one is left to malloc. */
    public static MemorySegment allocate(long bytes) {
        if (bytes < PAGE) {
            return Arena.ofAuto().allocate(bytes, 64);
        }
        final long size = (bytes + 2 * PAGE) & -PAGE; // room to begin at a page, and to end at one
        try {
            final long at =
                    (long)
                            MMAP.invokeExact(
                                    0L, size, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L);
            return at == MAP_FAILED ? Arena.ofAuto().allocate(bytes, 64) : advised(at, size, bytes);
        } catch (Throwable e) {
            throw new IllegalStateException("mmap of " + size + " bytes: " + e, e);
        }
    }

    @SuppressWarnings("restricted") // the memory was mapped for this segment alone
    private static MemorySegment advised(long at, long size, long bytes) throws Throwable {
        MADVISE.invokeExact(at, size, MADV_HUGEPAGE);
        final long aligned = (at + PAGE - 1) & -PAGE;
        return MemorySegment.ofAddress(aligned)
                .reinterpret(bytes, Arena.ofAuto(), _ -> unmap(at, size));
    }

    private static void unmap(long at, long size) {
        try {
            MUNMAP.invokeExact(at, size);
        } catch (Throwable e) {
            throw new IllegalStateException("munmap: " + e, e);
        }
    }
}
