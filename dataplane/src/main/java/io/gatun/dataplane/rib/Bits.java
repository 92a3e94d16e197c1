package io.gatun.dataplane.rib;

import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.Ipv6Prefix;

/**
 * A prefix of either family as bits, zero after {@code length}; an IPv4 one sits in the upper half
 * of {@code high}. In order of the first address, the shorter one first.
 */
public record Bits(long high, long low, int length) implements Comparable<Bits> {

    /** Covers every prefix: that of a default route. */
    public static final Bits ALL = new Bits(0, 0, 0);

    public static Bits of(IpPrefix prefix) {
        return switch (prefix) {
            case Ipv4Prefix(int bits, int length) ->
                    new Bits((long) bits << Integer.SIZE, 0, length);
            case Ipv6Prefix(long high, long low, int length) -> new Bits(high, low, length);
        };
    }

    /** The prefix that holds this address alone. */
    public static Bits of(IpAddress address) {
        return of(address.prefix(address.width()));
    }

    public IpPrefix toPrefix(AddressFamily family) {
        return switch (family) {
            case INET -> new Ipv4Prefix((int) (high >>> Integer.SIZE), length);
            case INET6 -> new Ipv6Prefix(high, low, length);
        };
    }

    /** The first address of the prefix. */
    public IpAddress toAddress(AddressFamily family) {
        return switch (family) {
            case INET -> new Ipv4Address((int) (high >>> Integer.SIZE));
            case INET6 -> new Ipv6Address(high, low);
        };
    }

    /** Whether every address of the other prefix is in this one. */
    public boolean covers(Bits other) {
        return covers(other.high, other.low, other.length);
    }

    boolean covers(long otherHigh, long otherLow, int otherLength) {
        return length <= otherLength
                && (otherHigh & Ipv6Prefix.highMask(length)) == high
                && (otherLow & Ipv6Prefix.lowMask(length)) == low;
    }

    /** The last address of the prefix, of the full width of 128 bits. */
    public Bits last() {
        return new Bits(
                high | ~Ipv6Prefix.highMask(length),
                low | ~Ipv6Prefix.lowMask(length),
                2 * Long.SIZE);
    }

    @Override
    public int compareTo(Bits other) {
        final int byHigh = Long.compareUnsigned(high, other.high);
        final int byLow = byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
        return byLow != 0 ? byLow : Integer.compare(length, other.length);
    }
}
