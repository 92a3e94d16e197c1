package io.gatun.mgmt.model;

/** A prefix of addresses (RFC 4632); no bit is set after its length. */
public sealed interface IpPrefix permits Ipv4Prefix, Ipv6Prefix {

    /** The first address of the prefix. */
    IpAddress network();

    int length();

    boolean contains(IpAddress address);

    /** Whether one of the two covers the other. */
    default boolean overlaps(IpPrefix other) {
        return length() <= other.length() ? contains(other.network()) : other.contains(network());
    }

    /** Reads {@code address/length} and refuses bits after the length. */
    static IpPrefix parse(String text) {
        final AddressAndLength parts = AddressAndLength.parse(text, "a prefix");
        return switch (parts.address()) {
            case Ipv4Address(int bits) -> new Ipv4Prefix(bits, parts.length());
            case Ipv6Address(long high, long low) -> new Ipv6Prefix(high, low, parts.length());
        };
    }
}
