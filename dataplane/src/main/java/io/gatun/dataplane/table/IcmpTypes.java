package io.gatun.dataplane.table;

import java.util.Arrays;
import java.util.BitSet;

/** Some of the 256 types of ICMPv6. Immutable. */
public final class IcmpTypes {

    private static final int COUNT = 256;

    private final long[] bits;

    /**
     * Of types within 0..255.
     *
     * @param types bit n: type n is among them
     */
    public IcmpTypes(BitSet types) {
        this.bits = Arrays.copyOf(types.toLongArray(), COUNT / Long.SIZE);
    }

    public boolean contains(int type) {
        return (bits[type >>> 6] & (1L << type)) != 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IcmpTypes types && Arrays.equals(types.bits, bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }
}
