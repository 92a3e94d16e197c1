package io.gatun.dataplane.table;

import io.gatun.dataplane.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Longest-prefix match for one family: a compressed trie with a stride of 8 bits, after Poptrie
 * (Asai and Ohara, SIGCOMM 2015). Workers read while one {@link FibWriter} changes it.
 *
 * <p>A <em>node</em> is one cache line and tells the 256 values of 8 bits apart: eight
 * <em>words</em> of 64 bits for 32 values each. The upper half of a word has a bit for every value
 * whose entry differs from that of the value before it, the lower half says where the word's
 * entries begin: so the entry of a value is found by counting bits. An <em>entry</em> has 24 bits:
 * a {@link RouteResult}, or with the top bit set the number of the node for the next 8 bits. The
 * 65,536 nodes of the root lie side by side by the first 16 bits of an address, so that 24 bits
 * take two loads. A word changes by one store, and what it points to is never written again while a
 * worker may look at it.
 *
 * <p>A result all values of a word share needs no entry of its own: before the entries lies a row
 * of all results, and such a word points there. The prefix of length 0 is kept aside.
 */
public final class Fib {

    static final int ROOT_NODES = 1 << 16;
    static final int NODE_BYTES = 64;
    static final int NODE_WORDS = 8;
    static final int WORD_SLOTS = 32;
    static final int ENTRY_BYTES = 3;

    /** From here on an entry is the number of a node. */
    static final int CHILD = 1 << 23;

    /** The longest batch in one call. */
    public static final int MAX_BATCH = 1 << 8;

    /** Bytes of scratch memory that a batch of IPv6 addresses takes. */
    public static final int SCRATCH_BYTES = MAX_BATCH * Integer.BYTES;

    private static final int ENTRY_MASK = (1 << 24) - 1;
    private static final int ADDRESS6_BYTES = 16;
    private static final int ROOT_OCTETS = 3;

    // Ahead of the nodes: a byte for each first octet of a source, and a byte for each last octet
    // with two bits of the one before, by which single addresses of ours are found; the default.
    private static final int SUSPECTS = 256;
    private static final int TO_SUSPECT = Integer.SIZE - 10;
    private static final int DEFAULT = SUSPECTS + (1 << 10);
    private static final int HEAD_BYTES = 2048;

    private final MemorySegment memory;
    private final int nodeCapacity;
    private final int results;
    private final int entryCapacity;
    private final long base;
    private final long nodes;
    private final long entries;

    /** A table without a route, but for its size. */
    Fib(int nodeCapacity, int results, int entryCapacity) {
        this.nodeCapacity = nodeCapacity;
        this.results = results;
        this.entryCapacity = entryCapacity;
        final long resultsAt = HEAD_BYTES + (long) nodeCapacity * NODE_BYTES;
        final long entriesAt = resultsAt + (long) results * ENTRY_BYTES;
        memory =
                Arena.ofAuto()
                        .allocate(
                                entriesAt + (long) entryCapacity * ENTRY_BYTES + Integer.BYTES,
                                NODE_BYTES);
        base = memory.address();
        nodes = base + HEAD_BYTES;
        entries = base + entriesAt;
        for (int first = 0; first < SUSPECTS; first++) {
            Bytes.u8(base + first, isSpecial(first) ? 1 : 0);
        }
        for (int result = 0; result < results; result++) {
            entry(~result, result);
        }
    }

    /** The same content with another capacity. */
    Fib resized(int newNodeCapacity, int newResults, int newEntryCapacity) {
        final Fib resized = new Fib(newNodeCapacity, newResults, newEntryCapacity);
        final long nodesInBoth = Math.min(nodeCapacity, newNodeCapacity);
        MemorySegment.copy(memory, 0, resized.memory, 0, HEAD_BYTES + nodesInBoth * NODE_BYTES);
        MemorySegment.copy(
                memory,
                entries - base,
                resized.memory,
                resized.entries - resized.base,
                (long) Math.min(entryCapacity, newEntryCapacity) * ENTRY_BYTES);
        return resized;
    }

    /** A table without a route. */
    public static Fib empty() {
        return new FibWriter(FibCapacity.DEFAULT, () -> 0).fib();
    }

    /** This network, loopback, link-local, multicast and above (RFC 6890). */
    private static boolean isSpecial(int firstOctet) {
        return firstOctet == 0 || firstOctet == 127 || firstOctet == 169 || firstOctet >= 224;
    }

    /** The {@link RouteResult} of the longest prefix that covers an IPv4 address. */
    public int lookup(int address) {
        int entry = entryOf(word(address >>> 13), address >>> 8);
        if (entry >= CHILD) {
            entry = entryOf(word(((entry - CHILD) << 3) + (address >>> 5 & 7)), address);
        }
        return entry == RouteResult.NO_ROUTE ? defaultResult() : entry;
    }

    /** The {@link RouteResult} of the longest prefix that covers an IPv6 address. */
    public int lookup(long high, long low) {
        int entry = entryOf(word((int) (high >>> 45)), (int) (high >>> 40));
        for (int depth = ROOT_OCTETS * Byte.SIZE; entry >= CHILD; depth += Byte.SIZE) {
            final int octet = octet(high, low, depth);
            entry = entryOf(word(((entry - CHILD) << 3) + (octet >>> 5)), octet);
        }
        return entry == RouteResult.NO_ROUTE ? defaultResult() : entry;
    }

    /** The 8 bits of an address from {@code depth} on, which is a multiple of 8. */
    static int octet(long high, long low, int depth) {
        return (int) (depth < Long.SIZE ? high >>> (56 - depth) : low >>> (120 - depth)) & 0xFF;
    }

    /**
     * Looks up many IPv4 addresses.
     *
     * @param addresses native memory of {@code n} ints in the machine's order
     * @param results native memory for {@code n} ints, each a {@link RouteResult}
     */
    public void lookup4(long addresses, long results, int n) {
        final int otherwise = defaultResult();
        for (int i = 0; i < n; i++) {
            final int address = Bytes.raw32(addresses + ((long) i << 2));
            int entry = entryOf(word(address >>> 13), address >>> 8);
            if (entry >= CHILD) {
                entry = entryOf(word(((entry - CHILD) << 3) + (address >>> 5 & 7)), address);
            }
            Bytes.raw32(
                    results + ((long) i << 2), entry == RouteResult.NO_ROUTE ? otherwise : entry);
        }
    }

    /**
     * Looks up many IPv6 addresses, all of them one level at a time: the loads of a level overlap,
     * and only those go on to the next that have to.
     *
     * @param addresses native memory of {@code n} addresses as they are on the wire
     * @param results native memory for {@code n} ints, each a {@link RouteResult}
     * @param scratch native memory of {@link #SCRATCH_BYTES}
     * @param n at most {@link #MAX_BATCH}
     */
    public void lookup6(long addresses, long results, long scratch, int n) {
        int left = 0;
        for (int i = 0; i < n; i++) {
            final long high = Bytes.u64(addresses + (long) i * ADDRESS6_BYTES);
            final int entry = entryOf(word((int) (high >>> 45)), (int) (high >>> 40));
            Bytes.raw32(results + ((long) i << 2), entry);
            Bytes.raw32(scratch + ((long) left << 2), i);
            left += entry >>> 23;
        }
        for (int octet = ROOT_OCTETS; left > 0; octet++) {
            left = descend(addresses + octet, results, scratch, left);
        }
        final int otherwise = defaultResult();
        if (otherwise != RouteResult.NO_ROUTE) {
            for (int i = 0; i < n; i++) {
                if (Bytes.raw32(results + ((long) i << 2)) == RouteResult.NO_ROUTE) {
                    Bytes.raw32(results + ((long) i << 2), otherwise);
                }
            }
        }
    }

    /** One level for the addresses that scratch names; leaves there those that go on. */
    private int descend(long octets, long results, long scratch, int n) {
        int left = 0;
        for (int j = 0; j < n; j++) {
            final int i = Bytes.raw32(scratch + ((long) j << 2));
            final int node = Bytes.raw32(results + ((long) i << 2)) - CHILD;
            final int octet = Bytes.u8(octets + (long) i * ADDRESS6_BYTES);
            final int entry = entryOf(word((node << 3) + (octet >>> 5)), octet);
            Bytes.raw32(results + ((long) i << 2), entry);
            Bytes.raw32(scratch + ((long) left << 2), i);
            left += entry >>> 23;
        }
        return left;
    }

    /** The entry of the value whose last five bits are the last of {@code bits}. */
    private int entryOf(long word, int bits) {
        final int run = Integer.bitCount((int) (word >>> Integer.SIZE) << ~bits);
        return entry((int) word + run);
    }

    long word(int index) {
        return Bytes.raw64(nodes + ((long) index << 3));
    }

    int entry(int index) {
        return Bytes.raw32(entries + (long) index * ENTRY_BYTES) & ENTRY_MASK;
    }

    void entry(int index, int value) {
        Bytes.raw16(entries + (long) index * ENTRY_BYTES, value);
        Bytes.u8(entries + (long) index * ENTRY_BYTES + Short.BYTES, value >>> Short.SIZE);
    }

    /** Makes the entries written before visible with the word. */
    void publish(int index, long word) {
        Bytes.release64(nodes + ((long) index << 3), word);
    }

    int defaultResult() {
        return Bytes.raw32(base + DEFAULT);
    }

    void defaultResult(int result) {
        Bytes.raw32(base + DEFAULT, result);
    }

    /**
     * Whether an address needs a second look before it is believed as a source: it may be of a
     * special network, the router's own, or a broadcast address. {@code raw} is the address as the
     * machine loads it, its first octet in the lowest bits. A no is certain and takes a few
     * instructions.
     */
    public boolean isSuspectSource(int raw) {
        return (Bytes.u8(base + (raw & 0xFF)) | Bytes.u8(base + SUSPECTS + suspectPlace(raw))) != 0;
    }

    static int suspectPlace(int raw) {
        return raw >>> TO_SUSPECT;
    }

    void suspect(int place, boolean isSuspect) {
        Bytes.u8(base + SUSPECTS + place, isSuspect ? 1 : 0);
    }

    int nodeCapacity() {
        return nodeCapacity;
    }

    int results() {
        return results;
    }

    int entryCapacity() {
        return entryCapacity;
    }

    /** Memory of the table in bytes. */
    public long bytes() {
        return memory.byteSize();
    }
}
