package io.gatun.dataplane.table;

import io.gatun.dataplane.wire.Bytes;
import io.gatun.dataplane.wire.Ethernet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What output needs, ready to write: for each adjacency its port, MTU and the new Ethernet header,
 * a cache line of native memory each. An adjacency without a port is not resolved. Immutable but
 * for the used marks, which workers set and control takes.
 */
public final class Adjacencies {

    public static final int UNRESOLVED = -1;

    private static final int ROW_SHIFT = 6;
    private static final int HEAD = 0;
    private static final int TAIL = 8;
    private static final int PORT = 16;
    private static final int TAG = 20;
    private static final int MTU = 24;
    private static final int INTERFACE = 28;
    private static final int SOURCE = 32;
    private static final int TYPE = 36;
    private static final int PLAIN_MTU = 40;
    private static final int USED = 44;
    private static final int HOP_LIMIT = 48;
    private static final int OWN = 52;

    private final MemorySegment memory;
    private final long base;
    private final int capacity;

    private Adjacencies(int capacity) {
        this.memory = Arena.ofAuto().allocate((long) capacity << ROW_SHIFT, 64);
        this.base = memory.address();
        this.capacity = capacity;
    }

    public static Adjacencies empty() {
        return new Builder(RouteResult.FIRST_ADJACENCY).build();
    }

    /** The same ways, with marks of its own. */
    public Adjacencies copy() {
        final Adjacencies copy = new Adjacencies(capacity);
        copy.memory.copyFrom(memory);
        return copy;
    }

    public int capacity() {
        return capacity;
    }

    /** Port to leave by, or {@link #UNRESOLVED}. */
    public int port(int index) {
        return Bytes.raw32(row(index) + PORT);
    }

    /** The MTU where all it takes is to write the header: resolved and untagged; else 0. */
    public int plainMtu(int index) {
        return Bytes.raw32(row(index) + PLAIN_MTU);
    }

    /** Longest IP packet, in bytes. */
    public int mtu(int index) {
        return Bytes.raw32(row(index) + MTU);
    }

    /** The first 8 bytes of the header as the machine stores them; they overlap the last by two. */
    public long rewriteHead(int index) {
        return Bytes.raw64(row(index) + HEAD);
    }

    /** The last 8 bytes of the header as the machine stores them. */
    public long rewriteTail(int index) {
        return Bytes.raw64(row(index) + TAIL);
    }

    /** The 802.1Q tag with its type, as the machine stores it; 0 for none. */
    public int tag(int index) {
        return Bytes.raw32(row(index) + TAG);
    }

    public int interfaceIndex(int index) {
        return Bytes.raw32(row(index) + INTERFACE);
    }

    /** EtherType of what goes this way. */
    public int type(int index) {
        return Bytes.raw32(row(index) + TYPE);
    }

    /** The address IPv4 packets of the router take as their source on this way. */
    public int source(int index) {
        return Bytes.raw32(row(index) + SOURCE);
    }

    /** TTL or hop limit of packets of the router that go this way; 0 where they keep theirs. */
    public int hopLimit(int index) {
        return Bytes.raw32(row(index) + HOP_LIMIT);
    }

    /** The adjacency that packets of the router take which would go this way: mostly this one. */
    public int own(int index) {
        return Bytes.raw32(row(index) + OWN);
    }

    /** Leaves a mark that a packet went this way. */
    public void use(int index) {
        final long mark = row(index) + USED;
        if (Bytes.raw32(mark) == 0) { // the line is written to only when that changes something
            Bytes.raw32(mark, 1);
        }
    }

    /** By control: whether a packet went this way since last asked. */
    public boolean takeUsed(int index) {
        final long mark = row(index) + USED;
        final boolean was = Bytes.raw32(mark) != 0;
        if (was) {
            Bytes.raw32(mark, 0);
        }
        return was;
    }

    private long row(int index) {
        return base + ((long) index << ROW_SHIFT);
    }

    /** Fills a new table, in which no mark is set. */
    public static final class Builder {
        private final Adjacencies table;

        public Builder(int capacity) {
            table = new Adjacencies(capacity);
            for (int i = 0; i < capacity; i++) {
                Bytes.raw32(table.row(i) + PORT, UNRESOLVED);
            }
        }

        /** {@code source} counts for IPv4 only. */
        public Builder way(int index, int interfaceIndex, Family family, int mtu, int source) {
            final long row = table.row(index);
            Bytes.raw32(row + MTU, mtu);
            Bytes.raw32(row + INTERFACE, interfaceIndex);
            Bytes.raw32(row + SOURCE, source);
            Bytes.raw32(
                    row + TYPE,
                    switch (family) {
                        case IPV4 -> Ethernet.TYPE_IPV4;
                        case IPV6 -> Ethernet.TYPE_IPV6;
                    });
            return this;
        }

        public Builder hopLimit(int index, int hops) {
            Bytes.raw32(table.row(index) + HOP_LIMIT, hops);
            return this;
        }

        public Builder own(int index, int instead) {
            Bytes.raw32(table.row(index) + OWN, instead);
            return this;
        }

        /** After {@link #way}. */
        public Builder rewrite(int index, int port, long destinationMac, long sourceMac, int vlan) {
            final long row = table.row(index);
            Bytes.raw32(row + PORT, port);
            Bytes.raw32(row + PLAIN_MTU, vlan == 0 ? Bytes.raw32(row + MTU) : 0);
            Bytes.u64(row + HEAD, destinationMac << 16 | sourceMac >>> 32);
            Bytes.u64(row + TAIL, sourceMac << 16 | table.type(index));
            if (vlan != 0) {
                Bytes.u32(row + TAG, Ethernet.TYPE_VLAN << 16 | vlan);
            }
            return this;
        }

        public Adjacencies build() {
            return table;
        }
    }
}
