package io.gatun.dataplane.packet;

import io.gatun.dataplane.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Packets on their way together: a struct of arrays, filled and recycled for ever, owned by one
 * thread at a time. Entry {@code i} of every column is about the same packet; entries from {@link
 * #size()} on mean nothing. The columns are one block of native memory: a loop over several of them
 * needs one base register, and a device fills and empties the handles in place.
 */
public final class PacketBatch {

    public static final int MAX_CAPACITY = 256;

    /** The packets of a batch may leave by different ports. */
    public static final int UNKNOWN = -1;

    /** How the frame was addressed (DEV-04); no bit set means to our own MAC address. */
    public static final int BROADCAST_FRAME = 1;

    public static final int MULTICAST_FRAME = 1 << 1;

    /** The device verified the IPv4 header checksum: it was right, or wrong. */
    public static final int CHECKSUM_GOOD = 1 << 2;

    public static final int CHECKSUM_BAD = 1 << 3;

    /** The frame lies in several buffers, of which only the first is seen here. */
    public static final int IN_PIECES = 1 << 4;

    /** Made by the router, not received. */
    public static final int ORIGINATED = 1 << 5;

    /** The trace follows this packet. */
    public static final int TRACED = 1 << 6;

    /** The TTL has been spent here: a quote of this packet must give it back. */
    public static final int TTL_SPENT = 1 << 7;

    /**
     * The source is in 169.254/16, or the destination is and no subnet of ours holds it; or the
     * source is in fe80::/10 or is ::.
     */
    public static final int LINK_LOCAL = 1 << 8;

    /** The destination address is a broadcast or a multicast address. */
    public static final int GROUP_DESTINATION = 1 << 9;

    public static final int GROUP_FRAME = BROADCAST_FRAME | MULTICAST_FRAME;

    // Columns lie one behind the other, a cache line apart from a power of two, so that equal
    // entries
    // of different columns do not compete for one set of the cache.
    private static final long COLUMN = (long) MAX_CAPACITY * Long.BYTES + 64;
    private static final long HANDLE = 0;
    private static final long FRAME = HANDLE + COLUMN;
    private static final long NETWORK = FRAME + COLUMN;
    private static final long LENGTH = NETWORK + COLUMN;
    private static final long INGRESS = LENGTH + COLUMN;
    private static final long ADJACENCY = INGRESS + COLUMN;
    private static final long EGRESS = ADJACENCY + COLUMN;
    private static final long CAUSE = EGRESS + COLUMN;
    private static final long FLAGS = CAUSE + COLUMN;
    private static final long TRACE = FLAGS + COLUMN;
    private static final long BYTES = TRACE + COLUMN;

    private final MemorySegment memory = Arena.ofAuto().allocate(BYTES, 64);
    private final long base = memory.address();
    private final int capacity;
    private int size;
    private int port;
    private int flagsUnion;
    private int egressPort = UNKNOWN;
    private int entry;

    /** Links batches that wait for the same node; the walker's alone. */
    private PacketBatch next;

    public PacketBatch(int capacity) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "batch capacity " + capacity + " is not within 1.." + MAX_CAPACITY);
        }
        this.capacity = capacity;
    }

    /** Address of the first byte of the frame. */
    public long frame(int i) {
        return Bytes.raw64(base + FRAME + ((long) i << 3));
    }

    public void frame(int i, long address) {
        Bytes.raw64(base + FRAME + ((long) i << 3), address);
    }

    /** Address of the network header. */
    public long network(int i) {
        return Bytes.raw64(base + NETWORK + ((long) i << 3));
    }

    public void network(int i, long address) {
        Bytes.raw64(base + NETWORK + ((long) i << 3), address);
    }

    /** Bytes of the frame, without the frame check sequence. */
    public int length(int i) {
        return Bytes.raw32(base + LENGTH + ((long) i << 3));
    }

    public void length(int i, int bytes) {
        Bytes.raw32(base + LENGTH + ((long) i << 3), bytes);
    }

    /** Index of the interface it came in on. */
    public int ingress(int i) {
        return Bytes.raw32(base + INGRESS + ((long) i << 3));
    }

    public void ingress(int i, int interfaceIndex) {
        Bytes.raw32(base + INGRESS + ((long) i << 3), interfaceIndex);
    }

    /** What the lookup gave: the index of an adjacency. */
    public int adjacency(int i) {
        return Bytes.raw32(base + ADJACENCY + ((long) i << 3));
    }

    public void adjacency(int i, int index) {
        Bytes.raw32(base + ADJACENCY + ((long) i << 3), index);
    }

    /** Index of the port it leaves by. */
    public int egress(int i) {
        return Bytes.raw32(base + EGRESS + ((long) i << 3));
    }

    public void egress(int i, int portIndex) {
        Bytes.raw32(base + EGRESS + ((long) i << 3), portIndex);
    }

    /** The ICMP error to answer with, as {@code Cause} packs it. */
    public int cause(int i) {
        return Bytes.raw32(base + CAUSE + ((long) i << 3));
    }

    public void cause(int i, int packed) {
        Bytes.raw32(base + CAUSE + ((long) i << 3), packed);
    }

    public int flags(int i) {
        return Bytes.raw32(base + FLAGS + ((long) i << 3));
    }

    /** Sets all flags of a packet; {@link #flag} adds some and keeps the union right. */
    public void flags(int i, int bits) {
        Bytes.raw32(base + FLAGS + ((long) i << 3), bits);
    }

    /** Number of the packet in the trace that follows it. */
    public int trace(int i) {
        return Bytes.raw32(base + TRACE + ((long) i << 3));
    }

    public void trace(int i, int number) {
        Bytes.raw32(base + TRACE + ((long) i << 3), number);
    }

    /** Where the handles lie: {@code capacity} native longs. */
    public long handles() {
        return base + HANDLE;
    }

    public long handle(int i) {
        return Bytes.raw64(base + HANDLE + ((long) i << 3));
    }

    public void handle(int i, long handle) {
        Bytes.raw64(base + HANDLE + ((long) i << 3), handle);
    }

    public int capacity() {
        return capacity;
    }

    public int size() {
        return size;
    }

    public void size(int packets) {
        size = packets;
    }

    public boolean isFull() {
        return size == capacity;
    }

    /** No packets, and no flags: a packet placed in an empty batch has none. */
    public void clear() {
        if (flagsUnion != 0) {
            for (int i = 0; i < size; i++) {
                flags(i, 0);
            }
        }
        size = 0;
        flagsUnion = 0;
        egressPort = UNKNOWN;
    }

    /** The port all packets of a batch just received came in by; set until the first mixed node. */
    public int port() {
        return port;
    }

    public void port(int index) {
        port = index;
    }

    /** The one port all packets leave by, or {@link #UNKNOWN}. */
    public int egressPort() {
        return egressPort;
    }

    public void egressPort(int index) {
        egressPort = index;
    }

    /** Every flag that some packet may have: a bit not set here is set on no packet. */
    public int flagsUnion() {
        return flagsUnion;
    }

    public void flagsUnion(int union) {
        flagsUnion = union;
    }

    public void flag(int i, int bits) {
        flags(i, flags(i) | bits);
        flagsUnion |= bits;
    }

    /** The node at which a batch handed between threads goes on. */
    public int entry() {
        return entry;
    }

    public void entry(int node) {
        entry = node;
    }

    public PacketBatch next() {
        return next;
    }

    public void next(PacketBatch batch) {
        next = batch;
    }

    /** Adds a copy of one packet's entries; the caller forgets the packet in {@code from}. */
    public void append(PacketBatch from, int i) {
        final int to = size++;
        handle(to, from.handle(i));
        frame(to, from.frame(i));
        length(to, from.length(i));
        network(to, from.network(i));
        ingress(to, from.ingress(i));
        adjacency(to, from.adjacency(i));
        egress(to, from.egress(i));
        cause(to, from.cause(i));
        flags(to, from.flags(i));
        trace(to, from.trace(i));
        flagsUnion |= from.flags(i);
        port = from.port;
        egressPort = UNKNOWN;
    }

    /** Adds a packet the router makes; everything but handle and frame starts at zero. */
    public int appendOriginated(long handle, long frameAddress) {
        final int to = size++;
        handle(to, handle);
        frame(to, frameAddress);
        length(to, 0);
        network(to, 0);
        ingress(to, 0);
        adjacency(to, 0);
        egress(to, 0);
        cause(to, 0);
        flags(to, ORIGINATED);
        flagsUnion |= ORIGINATED;
        return to;
    }
}
