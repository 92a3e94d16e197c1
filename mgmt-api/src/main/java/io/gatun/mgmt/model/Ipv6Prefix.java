package io.gatun.mgmt.model;

/** An IPv6 prefix; {@code high} and {@code low} are the network's, zero after {@code length}. */
public record Ipv6Prefix(long high, long low, int length) implements IpPrefix {

    public Ipv6Prefix {
        AddressAndLength.check(length, 2 * Long.SIZE);
        if ((high & ~highMask(length)) != 0 || (low & ~lowMask(length)) != 0) {
            throw AddressAndLength.bitsAfterLength(new Ipv6Address(high, low), length);
        }
    }

    /** The first {@code length} bits of the upper half. */
    public static long highMask(int length) {
        return leadingOnes(Math.min(length, Long.SIZE));
    }

    /** The first {@code length} bits of the lower half. */
    public static long lowMask(int length) {
        return leadingOnes(Math.max(length - Long.SIZE, 0));
    }

    private static long leadingOnes(int count) {
        return count == 0 ? 0 : -1L << (Long.SIZE - count);
    }

    public static Ipv6Prefix parse(String text) {
        if (IpPrefix.parse(text) instanceof Ipv6Prefix prefix) {
            return prefix;
        }
        throw new IllegalArgumentException("'" + text + "' is not an IPv6 prefix");
    }

    @Override
    public Ipv6Address network() {
        return new Ipv6Address(high, low);
    }

    @Override
    public boolean contains(IpAddress address) {
        return address instanceof Ipv6Address(long otherHigh, long otherLow)
                && (otherHigh & highMask(length)) == high
                && (otherLow & lowMask(length)) == low;
    }

    @Override
    public String toString() {
        return network() + "/" + length;
    }
}
