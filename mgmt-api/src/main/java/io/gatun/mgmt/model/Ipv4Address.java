package io.gatun.mgmt.model;

/** An IPv4 address; the first octet on the wire is the most significant of {@code bits}. */
public record Ipv4Address(int bits) implements IpAddress, Comparable<Ipv4Address> {

    private static final int OCTETS = 4;
    private static final int LIMITED_BROADCAST = 0xFFFF_FFFF;

    /** Four decimal octets without leading zeros, and nothing else. */
    public static Ipv4Address parse(String text) {
        final String[] octets = text.split("\\.", -1);
        if (octets.length != OCTETS) {
            throw flaw(text, "it has " + octets.length + " parts and needs 4");
        }
        int bits = 0;
        for (final String octet : octets) {
            bits = bits << 8 | octet(text, octet);
        }
        return new Ipv4Address(bits);
    }

    private static int octet(String text, String octet) {
        if (octet.isEmpty()
                || octet.length() > 3
                || !octet.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw flaw(text, "'" + octet + "' is not a number within 0..255");
        }
        if (octet.length() > 1 && octet.charAt(0) == '0') {
            throw flaw(text, "'" + octet + "' has a leading zero, which some read as octal");
        }
        final int value = Integer.parseInt(octet);
        if (value > 255) {
            throw flaw(text, "'" + octet + "' is above 255");
        }
        return value;
    }

    private static IllegalArgumentException flaw(String text, String why) {
        return new IllegalArgumentException("'" + text + "' is not an IPv4 address: " + why);
    }

    @Override
    public int width() {
        return Integer.SIZE;
    }

    @Override
    public boolean isUnspecified() {
        return bits == 0;
    }

    @Override
    public boolean isLoopback() {
        return bits >>> 24 == 127;
    }

    @Override
    public boolean isMulticast() {
        return bits >>> 28 == 0xE;
    }

    /** 255.255.255.255 (RFC 919 §7). */
    public boolean isLimitedBroadcast() {
        return bits == LIMITED_BROADCAST;
    }

    @Override
    public Ipv4Prefix prefix(int length) {
        return new Ipv4Prefix(bits & Ipv4Prefix.mask(length), length);
    }

    @Override
    public int compareTo(Ipv4Address other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return (bits >>> 24)
                + "."
                + (bits >>> 16 & 0xFF)
                + "."
                + (bits >>> 8 & 0xFF)
                + "."
                + (bits & 0xFF);
    }
}
