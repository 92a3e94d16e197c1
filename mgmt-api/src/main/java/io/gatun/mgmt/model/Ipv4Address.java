package io.gatun.mgmt.model;

import java.util.stream.Stream;

/** An IPv4 address; the first octet on the wire is the most significant of {@code bits}. */
public record Ipv4Address(int bits) implements IpAddress, Comparable<Ipv4Address> {

    private static final int OCTETS = 4;
    private static final int LIMITED_BROADCAST = 0xFFFF_FFFF;

    /** Four decimal octets without leading zeros, and nothing else. */
    public static Ipv4Address parse(String text) {
        int bits = 0;
        int dots = 0;
        int octet = -1;
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c == '.' && octet >= 0) {
                bits = bits << 8 | octet;
                octet = -1;
                dots++;
            } else if (c >= '0' && c <= '9' && octet != 0) { // no leading zero
                octet = Math.max(octet, 0) * 10 + c - '0';
                if (octet > 255) {
                    throw flaw(text);
                }
            } else {
                throw flaw(text);
            }
        }
        if (dots != OCTETS - 1 || octet < 0) {
            throw flaw(text);
        }
        return new Ipv4Address(bits << 8 | octet);
    }

    private static IllegalArgumentException flaw(String text) {
        final String[] octets = text.split("\\.", -1);
        if (octets.length != OCTETS) {
            return flaw(text, "it has " + octets.length + " parts and needs 4");
        }
        return Stream.of(octets)
                .filter(octet -> !why(octet).isEmpty())
                .findFirst()
                .map(octet -> flaw(text, "'" + octet + "' " + why(octet)))
                .orElseThrow();
    }

    /** What is wrong with an octet; nothing where it is right. */
    private static String why(String octet) {
        if (octet.isEmpty()
                || octet.length() > 3
                || !octet.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return "is not a number within 0..255";
        }
        if (octet.length() > 1 && octet.charAt(0) == '0') {
            return "has a leading zero, which some read as octal";
        }
        return Integer.parseInt(octet) > 255 ? "is above 255" : "";
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
