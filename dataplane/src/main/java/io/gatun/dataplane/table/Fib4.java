package io.gatun.dataplane.table;

import io.gatun.dataplane.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Longest-prefix match for IPv4: a trie with strides of 16, 8 and 8 bits in one block of native
 * memory. An entry is either a result ({@link Route4}, not negative) or, negative, the complement
 * of where the next 256 entries begin. Immutable; compiled from all routes at once.
 */
public final class Fib4 {

    /** A prefix (bits after its length are zero) and the {@link Route4} it leads to. */
    public record Entry(int prefix, int length, int route) {}

    private static final int ROOT = 1 << 16;
    private static final int CHUNK = 1 << 8;

    // Before the trie, in the same block: a byte for each first octet of a source, and a byte for
    // each last octet with two bits of the one before, by which single addresses of ours are found.
    private static final int FIRST_OCTETS = 256;
    private static final int SUSPECTS = FIRST_OCTETS;
    private static final int TO_SUSPECT = Integer.SIZE - 10;
    private static final int TABLE = SUSPECTS + (1 << 10);

    private final MemorySegment memory;
    private final long base;

    private Fib4(int[] table, List<Entry> entries) {
        memory = Arena.ofAuto().allocate(TABLE + ((long) table.length << 2), 64);
        base = memory.address();
        memory.asSlice(TABLE).copyFrom(MemorySegment.ofArray(table));
        for (int first = 0; first < FIRST_OCTETS; first++) {
            Bytes.u8(base + first, isSpecial(first) ? 1 : 0);
        }
        entries.stream()
                .filter(entry -> entry.length() == Integer.SIZE && !Route4.isForward(entry.route()))
                .forEach(entry -> suspect(Integer.reverseBytes(entry.prefix())));
    }

    /** This network, loopback, link-local, multicast and above (RFC 6890). */
    private static boolean isSpecial(int firstOctet) {
        return firstOctet == 0 || firstOctet == 127 || firstOctet == 169 || firstOctet >= 224;
    }

    private void suspect(int raw) {
        Bytes.u8(base + SUSPECTS + (raw >>> TO_SUSPECT), 1);
    }

    public static Fib4 compile(List<Entry> entries) {
        return new Fib4(new Compiler().compile(entries), entries);
    }

    /** The {@link Route4} of the longest prefix that covers the address. */
    public int lookup(int address) {
        int entry = entry(address >>> 16);
        if (entry < 0) {
            entry = entry(~entry + (address >>> 8 & 0xFF));
            if (entry < 0) {
                entry = entry(~entry + (address & 0xFF));
            }
        }
        return entry;
    }

    private int entry(int index) {
        return Bytes.raw32(base + TABLE + ((long) index << 2));
    }

    /**
     * Whether an address needs a second look before it is believed as a source: it may be of a
     * special network, the router's own, or a broadcast address. {@code raw} is the address as the
     * machine loads it, its first octet in the lowest bits. A no is certain and takes a few
     * instructions.
     */
    public boolean isSuspectSource(int raw) {
        return (Bytes.u8(base + (raw & 0xFF)) | Bytes.u8(base + SUSPECTS + (raw >>> TO_SUSPECT)))
                != 0;
    }

    /** Memory of the table in bytes. */
    public long bytes() {
        return memory.byteSize();
    }

    /** Lays the shorter prefixes first, so that the longer ones overwrite their part. */
    private static final class Compiler {
        private int[] table = new int[ROOT];
        private int used = ROOT;

        int[] compile(List<Entry> entries) {
            Arrays.fill(table, Route4.NO_ROUTE);
            final List<Entry> byLength = new ArrayList<>(entries);
            byLength.sort(Comparator.comparingInt(Entry::length));
            byLength.forEach(this::lay);
            return Arrays.copyOf(table, used);
        }

        private void lay(Entry entry) {
            final int address = entry.prefix();
            final int length = entry.length();
            if (length <= 16) {
                fill(address >>> 16, 1 << (16 - length), entry.route());
                return;
            }
            final int second = chunkBehind(address >>> 16);
            if (length <= 24) {
                fill(second + (address >>> 8 & 0xFF), 1 << (24 - length), entry.route());
                return;
            }
            final int third = chunkBehind(second + (address >>> 8 & 0xFF));
            fill(third + (address & 0xFF), 1 << (32 - length), entry.route());
        }

        private void fill(int from, int count, int route) {
            Arrays.fill(table, from, from + count, route);
        }

        private int chunkBehind(int at) {
            if (table[at] < 0) {
                return ~table[at];
            }
            final int chunk = used;
            used += CHUNK;
            if (used > table.length) {
                table = Arrays.copyOf(table, table.length * 2);
            }
            Arrays.fill(table, chunk, used, table[at]);
            table[at] = ~chunk;
            return chunk;
        }
    }
}
