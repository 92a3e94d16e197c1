package io.gatun.mgmt.model;

/** An IPv4 or IPv6 address. Text is parsed as written and never looked up in the DNS. */
public sealed interface IpAddress permits Ipv4Address, Ipv6Address {

    /** The width of this family's addresses: 32 or 128. */
    int width();

    boolean isUnspecified();

    boolean isLoopback();

    boolean isMulticast();

    /** The prefix of the given length that this address lies in. */
    IpPrefix prefix(int length);

    static IpAddress parse(String text) {
        return text.indexOf(':') >= 0 ? Ipv6Address.parse(text) : Ipv4Address.parse(text);
    }
}
