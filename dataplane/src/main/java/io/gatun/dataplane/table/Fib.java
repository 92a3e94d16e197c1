package io.gatun.dataplane.table;

import io.gatun.dataplane.wire.LargePages;
import io.gatun.dataplane.wire.Native;
import java.lang.foreign.MemorySegment;

/**
 * Longest-prefix match for one family: a compressed trie with a stride of 8 bits, after Poptrie
 * (Asai and Ohara, SIGCOMM 2015). Workers read while one {@link FibWriter} changes it.
 *
 * <p>A <em>node</em> is one cache line and tells the 256 values of 8 bits apart: eight
 * <em>words</em> of 64 bits for 32 values each. The lower half of a word has a bit for every value
 * whose entry differs from that of the value before it, the upper half says where the word's
 * entries begin: so the entry of a value is found by counting bits. An <em>entry</em> is a {@link
 * RouteResult}, or with its top bit set the number of the node for the next 8 bits. The 65,536
 * nodes of the root lie side by side by the first 16 bits of an address, so that 24 bits take two
 * loads. A word changes by one store, and what it points to is never written again while a worker
 * may look at it.
 *
 * <p>A result all values of a word share needs no entry of its own: before the entries lies a row
 * of all results, and such a word points there. The prefix of length 0 is kept aside. Entries have
 * 16 bits as long as that is enough for all results and nodes, else 32.
 */
public final class Fib {

    static final int ROOT_NODES = 1 << 16;
    static final int NODE_BYTES = 64;
    static final int NODE_WORDS = 8;
    static final int WORD_SLOTS = 32;

    /** An entry with this bit is the number of a node, one without it a result. */
    static final int CHILD = 1 << 31;

    /**
     * Where entries have 16 bits there are less results than this, and less nodes below the root.
     */
    static final int NARROW_LIMIT = 1 << 15;

    /** The longest batch in one call. */
    public static final int MAX_BATCH = 1 << 8;

    /** Bytes of scratch memory that a batch of IPv6 addresses takes. */
    public static final int SCRATCH_BYTES = MAX_BATCH << 4;

    private static final int NODE_SHIFT = 6;
    private static final int WORD_MASK = (NODE_WORDS - 1) << 3;
    private static final int ADDRESS6_BYTES = 16;

    // an address on its way down: its upper half, and the entry it has come to
    private static final int STEP_BYTES = 16;
    private static final int STEP_ENTRY = 8;

    private static final int ROOT_DEPTH = 24;

    /** Few prefixes of the Internet are longer: whoever goes deeper goes alone. */
    private static final int LEVEL_BY_LEVEL = 48;

    // Ahead of the nodes: a byte for each first octet of a source, and a byte for each last octet
    // with two bits of the one before, by which single addresses of ours are found; the default.
    private static final int SUSPECTS = 256;
    private static final int TO_SUSPECT = Integer.SIZE - 10;
    private static final int DEFAULT = SUSPECTS + (1 << 10);
    private static final int HEAD_BYTES = 2048;

    /** What a table is made with room for; the nodes count those of the root. */
    record Size(int nodes, int results, int entries, boolean isWide) {

        private int entryBytes() {
            return isWide ? Integer.BYTES : Short.BYTES;
        }
    }

    private final Size size;
    private final boolean isWide;
    private final MemorySegment memory;
    private final long base;
    private final long nodes;
    private final long entries;

    /** A table without a route. */
    Fib(Size size) {
        this.size = size;
        this.isWide = size.isWide();
        final long resultsAt = HEAD_BYTES + (long) size.nodes() * NODE_BYTES;
        final long entriesAt = resultsAt + (long) size.results() * size.entryBytes();
        memory = LargePages.allocate(entriesAt + (long) size.entries() * size.entryBytes());
        base = memory.address();
        nodes = base + HEAD_BYTES;
        entries = base + entriesAt;
        for (int first = 0; first < SUSPECTS; first++) {
            Native.u8(base + first, isSpecial(first) ? 1 : 0);
        }
        for (int result = 0; result < size.results(); result++) {
            entry(~result, result);
        }
    }

    /** The same content in a table of another size. */
    Fib resized(Size other) {
        final Fib copy = new Fib(other);
        final long nodesInBoth = Math.min(size.nodes(), other.nodes());
        MemorySegment.copy(memory, 0, copy.memory, 0, HEAD_BYTES + nodesInBoth * NODE_BYTES);
        final int entriesInBoth = Math.min(size.entries(), other.entries());
        if (isWide == other.isWide()) {
            MemorySegment.copy(
                    memory,
                    entries - base,
                    copy.memory,
                    copy.entries - copy.base,
                    (long) entriesInBoth * size.entryBytes());
        } else {
            for (int entry = 0; entry < entriesInBoth; entry++) {
                copy.entry(entry, entry(entry));
            }
        }
        return copy;
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
        return lookup((long) address << Integer.SIZE, 0);
    }

    /** The {@link RouteResult} of the longest prefix that covers an IPv6 address. */
    public int lookup(long high, long low) {
        final int entry = entry(FibWord.indexOf(word((int) (high >>> 45)), (int) (high >>> 40)));
        final int result = entry < 0 ? below(entry, high, low, ROOT_DEPTH) : entry;
        return result == RouteResult.NO_ROUTE ? defaultResult() : result;
    }

    /** Goes on from the node an entry names, which stands {@code from} bits deep. */
    private int below(int child, long high, long low, int from) {
        int entry = child;
        for (int depth = from; entry < 0; depth += Byte.SIZE) {
            final int octet = octet(high, low, depth);
            entry = entry(FibWord.indexOf(word(wordOf(entry, octet)), octet));
        }
        return entry;
    }

    /** The 8 bits of an address from {@code depth} on, which is a multiple of 8. */
    static int octet(long high, long low, int depth) {
        return (int) (depth < Long.SIZE ? high >>> (56 - depth) : low >>> (120 - depth)) & 0xFF;
    }

    /**
     * Looks up many IPv4 addresses: first the words of all, then their entries, so that the loads
     * of many overlap.
     *
     * @param addresses native memory of {@code n} ints in the machine's order
     * @param results native memory for {@code n} ints, each a {@link RouteResult}
     */
    public void lookup4(long addresses, long results, int n) {
        for (int i = 0; i < n; i++) {
            final int address = Native.raw32(addresses + ((long) i << 2));
            Native.raw32(
                    results + ((long) i << 2),
                    (int) FibWord.indexOf(word(address >>> 13), address >>> 8));
        }
        if ((isWide ? entriesOf(results, n) : narrowEntriesOf(results, n)) < 0) {
            for (int i = 0; i < n; i++) {
                final int entry = Native.raw32(results + ((long) i << 2));
                if (entry < 0) {
                    final long address = Native.raw32(addresses + ((long) i << 2));
                    final int child = isWide ? entry : widened(entry);
                    Native.raw32(
                            results + ((long) i << 2),
                            below(child, address << Integer.SIZE, 0, ROOT_DEPTH));
                }
            }
        }
        fillIn(results, n);
    }

    /** Puts entries in the place of their indexes; negative when one of them names a node. */
    private int entriesOf(long results, int n) {
        int all = 0;
        for (int i = 0; i < n; i++) {
            final int entry = entry(Native.raw32(results + ((long) i << 2)));
            Native.raw32(results + ((long) i << 2), entry);
            all |= entry;
        }
        return all;
    }

    /** The same with 16-bit entries as they are. */
    private int narrowEntriesOf(long results, int n) {
        int all = 0;
        for (int i = 0; i < n; i++) {
            final int index = Native.raw32(results + ((long) i << 2));
            final int entry = (short) Native.raw16(entries + ((long) index << 1));
            Native.raw32(results + ((long) i << 2), entry);
            all |= entry;
        }
        return all;
    }

    /** What no prefix covers gets the default. */
    private void fillIn(long results, int n) {
        final int otherwise = defaultResult();
        if (otherwise != RouteResult.NO_ROUTE) {
            for (int i = 0; i < n; i++) {
                final int result = Native.raw32(results + ((long) i << 2));
                Native.raw32(
                        results + ((long) i << 2),
                        result == RouteResult.NO_ROUTE ? otherwise : result);
            }
        }
    }

    /**
     * Looks up many IPv6 addresses, all of them one level at a time: the loads of a level overlap,
     * and nothing branches on how deep an address goes.
     *
     * @param addresses native memory of {@code n} addresses as they are on the wire
     * @param results native memory for {@code n} ints, each a {@link RouteResult}
     * @param scratch native memory of {@link #SCRATCH_BYTES}
     * @param n at most {@link #MAX_BATCH}
     */
    public void lookup6(long addresses, long results, long scratch, int n) {
        for (int i = 0; i < n; i++) {
            final long high = Native.u64(addresses + (long) i * ADDRESS6_BYTES);
            final long word = word((int) (high >>> 45));
            final long step = scratch + (long) i * STEP_BYTES;
            Native.raw64(step, high);
            Native.raw32(step + STEP_ENTRY, (int) FibWord.indexOf(word, (int) (high >>> 40)));
        }
        int all = 0;
        for (int i = 0; i < n; i++) {
            final long step = scratch + (long) i * STEP_BYTES;
            final int entry = entry(Native.raw32(step + STEP_ENTRY));
            Native.raw32(step + STEP_ENTRY, entry);
            all |= entry;
        }
        int depth = ROOT_DEPTH;
        for (; all < 0 && depth < LEVEL_BY_LEVEL; depth += Byte.SIZE) {
            all = descend(scratch, n, Long.SIZE - Byte.SIZE - depth);
        }
        if (all < 0) {
            goDeeper(addresses, scratch, n, depth);
        }
        final int otherwise = defaultResult();
        for (int i = 0; i < n; i++) {
            final int result = Native.raw32(scratch + (long) i * STEP_BYTES + STEP_ENTRY);
            Native.raw32(
                    results + ((long) i << 2), result == RouteResult.NO_ROUTE ? otherwise : result);
        }
    }

    /** One level for all addresses; those that have a result keep it. */
    private int descend(long scratch, int n, int shift) {
        int all = 0;
        for (int i = 0; i < n; i++) {
            final long step = scratch + (long) i * STEP_BYTES;
            final long octet = Native.raw64(step) >>> shift;
            final int known = Native.raw32(step + STEP_ENTRY);
            final int isNode = known >> 31; // a mask: a branch would be guessed wrong too often
            final long node = known & (isNode >>> 1);
            final long word =
                    Native.raw64(nodes + (node << NODE_SHIFT) + ((octet >>> 2) & WORD_MASK));
            final int next = entry(FibWord.indexOf(word, (int) octet));
            final int entry = known ^ ((known ^ next) & isNode);
            Native.raw32(step + STEP_ENTRY, entry);
            all |= entry;
        }
        return all;
    }

    /** The few that are longer than nearly all. */
    private void goDeeper(long addresses, long scratch, int n, int depth) {
        for (int i = 0; i < n; i++) {
            final long step = scratch + (long) i * STEP_BYTES;
            final int entry = Native.raw32(step + STEP_ENTRY);
            if (entry < 0) {
                final long low = Native.u64(addresses + (long) i * ADDRESS6_BYTES + Long.BYTES);
                Native.raw32(step + STEP_ENTRY, below(entry, Native.raw64(step), low, depth));
            }
        }
    }

    /** The word of an octet in the node an entry names. */
    static int wordOf(int child, int octet) {
        return ((child & ~CHILD) << 3) + (octet >>> 5);
    }

    long word(int index) {
        return Native.raw64(nodes + ((long) index << 3));
    }

    int entry(long index) {
        return isWide
                ? Native.raw32(entries + (index << 2))
                : widened((short) Native.raw16(entries + (index << 1)));
    }

    void entry(int index, int value) {
        if (isWide) {
            Native.raw32(entries + ((long) index << 2), value);
        } else { // the number of a node counts from the end of the root
            Native.raw16(entries + ((long) index << 1), value < 0 ? value | NARROW_LIMIT : value);
        }
    }

    /** Changes a result where readers may look at it. */
    void publishEntry(int index, int result) {
        if (isWide) {
            Native.release32(entries + ((long) index << 2), result);
        } else {
            Native.release16(entries + ((long) index << 1), result);
        }
    }

    private static int widened(int narrow) {
        return narrow < 0 ? CHILD | ROOT_NODES | (narrow & (NARROW_LIMIT - 1)) : narrow;
    }

    /** Makes the entries written before visible with the word. */
    void publish(int index, long word) {
        Native.release64(nodes + ((long) index << 3), word);
    }

    int defaultResult() {
        return Native.raw32(base + DEFAULT);
    }

    void defaultResult(int result) {
        Native.raw32(base + DEFAULT, result);
    }

    /**
     * Whether an address needs a second look before it is believed as a source: it may be of a
     * special network, the router's own, or a broadcast address. {@code raw} is the address as the
     * machine loads it, its first octet in the lowest bits. A no is certain and takes a few
     * instructions.
     */
    public boolean isSuspectSource(int raw) {
        return (Native.u8(base + (raw & 0xFF)) | Native.u8(base + SUSPECTS + suspectPlace(raw)))
                != 0;
    }

    static int suspectPlace(int raw) {
        return raw >>> TO_SUSPECT;
    }

    void suspect(int place, boolean isSuspect) {
        Native.u8(base + SUSPECTS + place, isSuspect ? 1 : 0);
    }

    Size size() {
        return size;
    }

    /** Memory of the table in bytes. */
    public long bytes() {
        return memory.byteSize();
    }
}
