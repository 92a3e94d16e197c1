package io.gatun.mgmt.table;

import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv6Address;
import java.util.Optional;

/**
 * A route as a file has it, overwritten by the next one read. Addresses are 128 bits wide; an IPv4
 * address stands in the upper 32 of {@code high}.
 */
public final class TableRoute {

    private int width;
    private long high;
    private long low;
    private int length;
    private int hopWidth;
    private long hopHigh;
    private long hopLow;

    /** The width of the prefix's family: 32 or 128. */
    public int width() {
        return width;
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    /** Of the prefix. */
    public int length() {
        return length;
    }

    /** The width of the next hop's family, or 0 where the file names no next hop. */
    public int hopWidth() {
        return hopWidth;
    }

    public long hopHigh() {
        return hopHigh;
    }

    public long hopLow() {
        return hopLow;
    }

    /** Whether the prefix is one of groups (RFC 5771 §3, RFC 4291 §2.7). */
    public boolean isMulticast() {
        return length > 0 && (width == Integer.SIZE ? high >>> 60 == 0xE : high >>> 56 == 0xFF);
    }

    public IpPrefix prefix() {
        return address(width, high, low).prefix(length);
    }

    public Optional<IpAddress> hop() {
        return hopWidth == 0 ? Optional.empty() : Optional.of(address(hopWidth, hopHigh, hopLow));
    }

    private static IpAddress address(int width, long high, long low) {
        return width == Integer.SIZE
                ? new Ipv4Address((int) (high >>> Integer.SIZE))
                : new Ipv6Address(high, low);
    }

    void set(int width, long high, long low, int length) {
        this.width = width;
        this.high = high;
        this.low = low;
        this.length = length;
        hopWidth = 0;
    }

    void setHop(int width, long high, long low) {
        hopWidth = width;
        hopHigh = high;
        hopLow = low;
    }

    /** Clears what is set after the length; tells whether anything was. */
    boolean clearHostBits() {
        final long highMask = leadingOnes(Math.min(length, Long.SIZE));
        final long lowMask = leadingOnes(Math.max(length - Long.SIZE, 0));
        final boolean hadHostBits = ((high & ~highMask) | (low & ~lowMask)) != 0;
        high &= highMask;
        low &= lowMask;
        return hadHostBits;
    }

    private static long leadingOnes(int count) {
        return count == 0 ? 0 : -1L << (Long.SIZE - count);
    }
}
