package io.gatun.dataplane.wire;

import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The proof, for tests, that no packet access leaves its frame. With {@code -Dgatun.checked=true}
 * every access through {@link Bytes} must lie within the part of a buffer that is in use; without
 * it this class costs nothing. A pool registers its memory once, holds on to the region, and
 * reports the part in use of each buffer. Memory of pools that do not register (DPDK's) is not
 * judged.
 */
public final class Bounds {

    public static final boolean CHECKED = Boolean.getBoolean("gatun.checked");

    private static final List<WeakReference<Region>> REGIONS = new CopyOnWriteArrayList<>();

    private Bounds() {}

    /** Equal buffers side by side: {@code from} and {@code to} hold the part in use of each. */
    public static final class Region {
        private final MemorySegment memory; // not freed as long as this region is looked at
        private final long base;
        private final long stride;
        private final long[] from;
        private final long[] to;

        private Region(MemorySegment memory, long stride, int buffers) {
            this.memory = memory;
            this.base = memory.address();
            this.stride = stride;
            this.from = new long[buffers];
            this.to = new long[buffers];
        }

        public void use(long first, long end) {
            final int index = (int) ((first - base) / stride);
            from[index] = first;
            to[index] = end;
        }

        private boolean holds(long at) {
            return at >= base && at < base + memory.byteSize();
        }
    }

    public static Region register(MemorySegment memory, long stride, int buffers) {
        final Region region = new Region(memory, stride, buffers);
        REGIONS.removeIf(known -> known.get() == null);
        REGIONS.addFirst(new WeakReference<>(region));
        return region;
    }

    static void check(long at, int length) {
        for (WeakReference<Region> known : REGIONS) {
            final Region region = known.get();
            if (region != null && region.holds(at)) {
                final int index = (int) ((at - region.base) / region.stride);
                if (at < region.from[index] || at + length > region.to[index]) {
                    throw new IndexOutOfBoundsException(
                            "bytes [%d, %d) of a buffer whose part in use is [%d, %d)"
                                    .formatted(
                                            at - region.base - index * region.stride,
                                            at + length - region.base - index * region.stride,
                                            region.from[index]
                                                    - region.base
                                                    - index * region.stride,
                                            region.to[index]
                                                    - region.base
                                                    - index * region.stride));
                }
                return;
            }
        }
    }
}
