package io.gatun.dataplane.table;

import io.gatun.dataplane.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Tells in a few instructions that a source address is an ordinary one: not of a special network,
 * not the router's own, no broadcast of an attached subnet. A yes is a perhaps. Immutable.
 */
public final class SuspectSources {

    private static final int BY_FIRST_OCTET = 256;
    private static final int MAP_BITS = 1 << 12;
    private static final int TO_BIT = Integer.SIZE - 12;
    private static final int TO_WORD = TO_BIT + 6;

    private final MemorySegment memory = Arena.ofAuto().allocate(BY_FIRST_OCTET + MAP_BITS / 8, 64);
    private final long base = memory.address();

    SuspectSources(AddressSet own, AddressSet broadcast) {
        for (int first = 0; first < BY_FIRST_OCTET; first++) {
            // this network, loopback, link-local, multicast and above
            final boolean isSpecial = first == 0 || first == 127 || first == 169 || first >= 224;
            Bytes.u8(base + first, isSpecial ? 1 : 0);
        }
        own.forEach(this::add);
        broadcast.forEach(this::add);
    }

    private void add(int address) {
        final int hash = hash(Integer.reverseBytes(address));
        final long word = base + BY_FIRST_OCTET + ((long) (hash >>> TO_WORD) << 3);
        Bytes.raw64(word, Bytes.raw64(word) | 1L << (hash >>> TO_BIT));
    }

    /** {@code raw} is the address as the machine loads it: its first octet in the lowest bits. */
    public boolean mayContain(int raw) {
        final int hash = hash(raw);
        final long word = Bytes.raw64(base + BY_FIRST_OCTET + ((long) (hash >>> TO_WORD) << 3));
        return ((word >>> (hash >>> TO_BIT) & 1) | Bytes.u8(base + (raw & 0xFF))) != 0;
    }

    /** Fibonacci hashing: the top bits of the product spread neighbors apart. */
    private static int hash(int raw) {
        return raw * 0x9E37_79B9;
    }
}
