package io.gatun.mgmt.model;

/** An IPv4 prefix; {@code bits} are the network's, zero after {@code length}. */
public record Ipv4Prefix(int bits, int length) implements IpPrefix {

    public Ipv4Prefix {
        AddressAndLength.check(length, Integer.SIZE);
        if ((bits & ~mask(length)) != 0) {
            throw AddressAndLength.bitsAfterLength(new Ipv4Address(bits), length);
        }
    }

    /** The mask of {@code length} leading ones. */
    public static int mask(int length) {
        return length == 0 ? 0 : -1 << (Integer.SIZE - length);
    }

    public static Ipv4Prefix parse(String text) {
        if (IpPrefix.parse(text) instanceof Ipv4Prefix prefix) {
            return prefix;
        }
        throw new IllegalArgumentException("'" + text + "' is not an IPv4 prefix");
    }

    @Override
    public Ipv4Address network() {
        return new Ipv4Address(bits);
    }

    /** The last address of the prefix; a broadcast only where the length is below 31 (RFC 3021). */
    public Ipv4Address last() {
        return new Ipv4Address(bits | ~mask(length));
    }

    @Override
    public boolean contains(IpAddress address) {
        return address instanceof Ipv4Address(int other) && (other & mask(length)) == bits;
    }

    @Override
    public String toString() {
        return network() + "/" + length;
    }
}
