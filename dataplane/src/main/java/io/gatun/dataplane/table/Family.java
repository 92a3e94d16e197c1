package io.gatun.dataplane.table;

/** An address family and the width of its addresses, in bits. */
public enum Family {
    IPV4(32),
    IPV6(128);

    private final int width;

    Family(int width) {
        this.width = width;
    }

    public int width() {
        return width;
    }
}
