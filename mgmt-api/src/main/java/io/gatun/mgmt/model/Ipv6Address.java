package io.gatun.mgmt.model;

/**
 * An IPv6 address; the first octet on the wire is the most significant of {@code high}. Reads every
 * form of RFC 4291 §2.2, writes the one form of RFC 5952. Zone identifiers are not part of it.
 */
public record Ipv6Address(long high, long low) implements IpAddress, Comparable<Ipv6Address> {

    private static final long IPV4_MAPPED = 0xFFFFL << 32;

    public static Ipv6Address parse(String text) {
        return Ipv6Text.parse(text);
    }

    /** The 16-bit group at {@code index} 0..7, counted from the front. */
    public int group(int index) {
        final long half = index < 4 ? high : low;
        return (int) (half >>> (48 - 16 * (index & 3))) & 0xFFFF;
    }

    @Override
    public int width() {
        return 2 * Long.SIZE;
    }

    @Override
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    @Override
    public boolean isLoopback() {
        return high == 0 && low == 1;
    }

    @Override
    public boolean isMulticast() {
        return high >>> 56 == 0xFF;
    }

    /** fe80::/10 (RFC 4291 §2.5.6). */
    public boolean isLinkLocal() {
        return high >>> 54 == 0xFE80 >>> 6;
    }

    /** ::ffff:0:0/96 (RFC 4291 §2.5.5.2). */
    public boolean isIpv4Mapped() {
        return high == 0 && (low & 0xFFFF_FFFF_0000_0000L) == IPV4_MAPPED;
    }

    @Override
    public Ipv6Prefix prefix(int length) {
        return new Ipv6Prefix(
                high & Ipv6Prefix.highMask(length), low & Ipv6Prefix.lowMask(length), length);
    }

    @Override
    public int compareTo(Ipv6Address other) {
        final int first = Long.compareUnsigned(high, other.high);
        return first != 0 ? first : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return Ipv6Text.format(this);
    }
}
