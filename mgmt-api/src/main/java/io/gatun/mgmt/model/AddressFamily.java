package io.gatun.mgmt.model;

/** One of the two versions of the Internet Protocol, by the names of ip(8). */
public enum AddressFamily {
    INET(32),
    INET6(128);

    private final int width;

    AddressFamily(int width) {
        this.width = width;
    }

    /** The width of its addresses, in bits. */
    public int width() {
        return width;
    }

    public static AddressFamily of(IpAddress address) {
        return address.width() == INET.width ? INET : INET6;
    }
}
