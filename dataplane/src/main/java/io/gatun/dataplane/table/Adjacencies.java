package io.gatun.dataplane.table;

import io.gatun.dataplane.wire.Ethernet;
import java.util.Arrays;

/**
 * What output needs, ready to write: for each adjacency its port, MTU and the new Ethernet header.
 * An adjacency without a port is not resolved. Columns of one table; immutable but for the used
 * marks, which workers set and control clears.
 */
public final class Adjacencies {

    public static final int UNRESOLVED = -1;

    /** Port to leave by, or {@link #UNRESOLVED}. */
    public final int[] port;

    /** Longest IP packet, in bytes. */
    public final int[] mtu;

    /** The header's first and last 8 bytes as the machine stores them: they overlap by two. */
    public final long[] rewriteHead;

    public final long[] rewriteTail;

    /** The 802.1Q tag with its type, as the machine stores it; 0 for none. */
    public final int[] tag;

    public final int[] interfaceIndex;

    /** Address of the next hop; 0 where the packet's destination is the next hop. */
    public final int[] nextHop;

    /** The address packets of the router take as their source on this way. */
    public final int[] source;

    /** 1 when a packet went this way since control last looked. */
    public final byte[] used;

    private Adjacencies(int capacity, byte[] used) {
        port = new int[capacity];
        mtu = new int[capacity];
        rewriteHead = new long[capacity];
        rewriteTail = new long[capacity];
        tag = new int[capacity];
        interfaceIndex = new int[capacity];
        nextHop = new int[capacity];
        source = new int[capacity];
        this.used = used;
    }

    public static Adjacencies empty() {
        return new Builder(1, new byte[1]).build();
    }

    public int capacity() {
        return port.length;
    }

    /** Fills a new table; the used marks may be those of the table before. */
    public static final class Builder {
        private final Adjacencies table;

        public Builder(int capacity, byte[] used) {
            table = new Adjacencies(capacity, used);
            Arrays.fill(table.port, UNRESOLVED);
        }

        public Builder way(int index, Way way) {
            table.mtu[index] = way.mtu();
            table.interfaceIndex[index] = way.interfaceIndex();
            table.nextHop[index] = way.nextHop();
            table.source[index] = way.source();
            return this;
        }

        public Builder rewrite(int index, int port, long destinationMac, long sourceMac, int vlan) {
            table.port[index] = port;
            table.rewriteHead[index] = Long.reverseBytes(destinationMac << 16 | sourceMac >>> 32);
            table.rewriteTail[index] = Long.reverseBytes(sourceMac << 16 | Ethernet.TYPE_IPV4);
            table.tag[index] =
                    vlan == 0 ? 0 : Integer.reverseBytes(Ethernet.TYPE_VLAN << 16 | vlan);
            return this;
        }

        public Adjacencies build() {
            return table;
        }
    }

    /** What is known of an adjacency before its neighbor answers. */
    public record Way(int interfaceIndex, int nextHop, int mtu, int source) {}
}
