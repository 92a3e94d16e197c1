package io.gatun.perf.bench;

import io.gatun.dataplane.wire.Bytes;
import io.gatun.mgmt.model.Ipv6Prefix;
import java.lang.foreign.Arena;
import java.util.SplittableRandom;

/**
 * Addresses to look up, side by side in native memory: ints in the machine's order, or 16 octets
 * each.
 */
final class AddressColumn {

    static final int BATCH = 256;

    private static final int OCTETS6 = 16;

    /** Where addresses are drawn from. */
    enum Kind {
        /** A random prefix of the table, then random bits after its length. */
        MATCHED,
        /** All addresses of the family alike. */
        UNIFORM
    }

    private final int family;
    private final int count;
    private final long base;

    private AddressColumn(int family, int count, long base) {
        this.family = family;
        this.count = count;
        this.base = base;
    }

    /**
     * @param count a multiple of {@link #BATCH}
     */
    static AddressColumn of(Kind kind, RouteTable table, int count, long seed, Arena arena) {
        final SplittableRandom random = new SplittableRandom(seed);
        final long bytes = (long) count * (table.family() == 4 ? Integer.BYTES : OCTETS6);
        final AddressColumn column =
                new AddressColumn(table.family(), count, arena.allocate(bytes, 64).address());
        for (int i = 0; i < count; i++) {
            long high = random.nextLong();
            long low = random.nextLong();
            if (kind == Kind.MATCHED) {
                final int prefix = random.nextInt(table.size());
                final int length = table.length(prefix);
                high = (high & ~Ipv6Prefix.highMask(length)) | table.high(prefix);
                low = (low & ~Ipv6Prefix.lowMask(length)) | table.low(prefix);
            }
            column.put(i, high, low);
        }
        return column;
    }

    private void put(int i, long high, long low) {
        if (family == 4) {
            Bytes.raw32(at(i), (int) (high >>> Integer.SIZE));
        } else {
            Bytes.u64(at(i), high);
            Bytes.u64(at(i) + Long.BYTES, low);
        }
    }

    int count() {
        return count;
    }

    long at(int i) {
        return base + (long) i * (family == 4 ? Integer.BYTES : OCTETS6);
    }

    /** The upper half of an address; an IPv4 one stands in its upper half. */
    long high(int i) {
        return family == 4
                ? Integer.toUnsignedLong(Bytes.raw32(at(i))) << Integer.SIZE
                : Bytes.u64(at(i));
    }

    long low(int i) {
        return family == 4 ? 0 : Bytes.u64(at(i) + Long.BYTES);
    }
}
