package io.gatun.dataplane.packet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Packets on their way together: a struct of arrays, filled and recycled for ever, owned by one
 * thread at a time. Entry {@code i} of every array is about the same packet; entries from {@link
 * #size()} on mean nothing. The handles lie in native memory, so that a device fills and empties
 * them in place.
 */
public final class PacketBatch {

    public static final int MAX_CAPACITY = 256;

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

    /** The source is in 169.254/16, or the destination is and no subnet of ours holds it. */
    public static final int LINK_LOCAL = 1 << 8;

    /** The destination address is a broadcast or a multicast address. */
    public static final int GROUP_DESTINATION = 1 << 9;

    public static final int GROUP_FRAME = BROADCAST_FRAME | MULTICAST_FRAME;

    /** Address of the first byte of the frame. */
    public final long[] frame;

    /** Bytes of the frame, without the frame check sequence. */
    public final int[] length;

    /** Address of the network header. */
    public final long[] network;

    /** Index of the interface it came in on. */
    public final int[] ingress;

    /** What the lookup gave: the index of a forwarding object. */
    public final int[] adjacency;

    /** Index of the port it leaves by. */
    public final int[] egress;

    /** The ICMP error to answer with, as {@code IcmpCause} packs it. */
    public final int[] cause;

    public final int[] flags;

    /** Number of the packet in the trace that follows it. */
    public final int[] trace;

    private final MemorySegment handles;
    private final long handlesAddress;
    private int size;
    private int port;
    private int flagsUnion;
    private int entry;

    /** Links batches that wait for the same node; the walker's alone. */
    private PacketBatch next;

    public PacketBatch(int capacity) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "batch capacity " + capacity + " is not within 1.." + MAX_CAPACITY);
        }
        frame = new long[capacity];
        length = new int[capacity];
        network = new long[capacity];
        ingress = new int[capacity];
        adjacency = new int[capacity];
        egress = new int[capacity];
        cause = new int[capacity];
        flags = new int[capacity];
        trace = new int[capacity];
        handles = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, capacity);
        handlesAddress = handles.address();
    }

    public int capacity() {
        return frame.length;
    }

    public int size() {
        return size;
    }

    public void size(int packets) {
        size = packets;
    }

    public boolean isFull() {
        return size == frame.length;
    }

    public void clear() {
        size = 0;
        flagsUnion = 0;
    }

    /** Where the handles lie: {@code capacity} native longs. */
    public long handles() {
        return handlesAddress;
    }

    public long handle(int i) {
        return handles.getAtIndex(ValueLayout.JAVA_LONG, i);
    }

    public void handle(int i, long handle) {
        handles.setAtIndex(ValueLayout.JAVA_LONG, i, handle);
    }

    /** The port all packets of a batch just received came in by; set until the first mixed node. */
    public int port() {
        return port;
    }

    public void port(int index) {
        port = index;
    }

    /** Every flag that some packet may have: a bit not set here is set on no packet. */
    public int flagsUnion() {
        return flagsUnion;
    }

    public void flagsUnion(int union) {
        flagsUnion = union;
    }

    public void flag(int i, int bits) {
        flags[i] |= bits;
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
        frame[to] = from.frame[i];
        length[to] = from.length[i];
        network[to] = from.network[i];
        ingress[to] = from.ingress[i];
        adjacency[to] = from.adjacency[i];
        egress[to] = from.egress[i];
        cause[to] = from.cause[i];
        flags[to] = from.flags[i];
        trace[to] = from.trace[i];
        flagsUnion |= from.flags[i];
        port = from.port;
    }

    /** Adds a packet the router makes; everything but handle and frame starts at zero. */
    public int appendOriginated(long handle, long frameAddress) {
        final int to = size++;
        handle(to, handle);
        frame[to] = frameAddress;
        length[to] = 0;
        network[to] = 0;
        ingress[to] = 0;
        adjacency[to] = 0;
        egress[to] = 0;
        cause[to] = 0;
        flags[to] = ORIGINATED;
        flagsUnion |= ORIGINATED;
        return to;
    }
}
