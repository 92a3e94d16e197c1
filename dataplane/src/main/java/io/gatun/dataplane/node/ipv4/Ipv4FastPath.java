package io.gatun.dataplane.node.ipv4;

import static io.gatun.dataplane.packet.PacketBatch.CHECKSUM_BAD;
import static io.gatun.dataplane.packet.PacketBatch.IN_PIECES;
import static io.gatun.dataplane.packet.PacketBatch.TRACED;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Adjacencies;
import io.gatun.dataplane.table.Fib;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.wire.Bytes;
import io.gatun.dataplane.wire.Checksum;
import io.gatun.dataplane.wire.Ethernet;
import io.gatun.dataplane.wire.Ipv4Header;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Takes the packet nearly all traffic is made of from the wire to the wire in one loop (decision
 * 0002): to our MAC address, untagged, a right IPv4 header without options, an ordinary source, a
 * resolved next hop behind an untagged port, TTL left, no longer than the MTU. Every check of the
 * nodes is made here once. Whatever is otherwise is left as it came for the nodes to judge and to
 * name.
 *
 * <p>In the graph only where no hook or reverse-path filter needs the way between; idle while a
 * route asks for a type of service.
 */
public final class Ipv4FastPath implements Node {

    public enum Edge {
        TRANSMIT,
        OTHER
    }

    private static final NodeSpec SPEC = NodeSpec.of(Ipv4FastPath.class, Edge.class);
    private static final int LEFT_ALONE = CHECKSUM_BAD | IN_PIECES | TRACED;

    /** Type, version and IHL lie together at 12: 08 00 45 on the wire. */
    private static final int TYPE_AND_VERSION = 12;

    private static final int RAW_TYPE_IPV6 = 0xDD_86;
    private static final int RAW_IPV4_IHL_5 = 0x45_00_08;
    private static final int RAW_TYPE_AND_VERSION_MASK = 0xFF_FF_FF;
    private static final int RAW_ECN = 0x3 << 24;
    private static final int REWRITE_TAIL = 6;

    private static final long COLUMN = (long) PacketBatch.MAX_CAPACITY * Integer.BYTES;

    private final NodeContext context;
    private final WorkerCounters counters;
    private final MemorySegment scratch = Arena.ofAuto().allocate(2 * COLUMN, 64);
    private final long destinations = scratch.address();
    private final long routes = destinations + COLUMN;

    public Ipv4FastPath(NodeContext context) {
        this.context = context;
        this.counters = context.counters();
    }

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        final Interfaces interfaces = context.tables().interfaces();
        if ((batch.flagsUnion() & LEFT_ALONE) != 0
                || !interfaces.isPlain()
                || context.tables().hasTos4()
                || interfaces.untagged(batch.port()) == Interfaces.NONE
                || isOfIpv6Alone(batch)) {
            out.all(Edge.OTHER);
            return;
        }
        forward(batch, interfaces, out);
    }

    /**
     * Such a batch is not looked up in vain; where the first packet is IPv4, that is all it takes.
     */
    private static boolean isOfIpv6Alone(PacketBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            if (batch.length(i) < Ethernet.MIN_FRAME
                    || Bytes.raw16(batch.frame(i) + TYPE_AND_VERSION) != RAW_TYPE_IPV6) {
                return false;
            }
        }
        return true;
    }

    /**
     * Looks all destinations up at once, before the headers are judged: any 32 bits are an address,
     * and in a large table what counts is that the loads of many lookups overlap.
     */
    private void lookUp(PacketBatch batch, Fib fib) {
        final int n = batch.size();
        for (int i = 0; i < n; i++) {
            final boolean isWhole = batch.length(i) >= Ethernet.MIN_FRAME;
            final long ip = batch.frame(i) + Ethernet.HEADER_LENGTH;
            Bytes.raw32(destinations + ((long) i << 2), isWhole ? Ipv4Header.destination(ip) : 0);
        }
        fib.lookup4(destinations, routes, n);
    }

    private void forward(PacketBatch batch, Interfaces interfaces, Dispatch out) {
        final Fib fib = context.tables().fib4();
        lookUp(batch, fib);
        final Adjacencies adjacencies = context.tables().adjacencies();
        // our MAC address as the first six bytes of a frame make it, in the upper bits
        final long mac = Long.reverseBytes(interfaces.portMac(batch.port()) << 16) << 16;
        final int n = batch.size();
        int octets = 0; // at most MAX_CAPACITY times 65,535
        int padding = 0;
        int others = 0;
        int words = 0;
        int anyPort = 0;
        int everyPort = -1;
        out.all(Edge.TRANSMIT);
        for (int i = 0; i < n; i++) {
            final int length = batch.length(i);
            if (length >= Ethernet.MIN_FRAME) { // a shorter one is padded elsewhere
                final long frame = batch.frame(i);
                final long ip = frame + Ethernet.HEADER_LENGTH;
                final int word = Bytes.raw32(frame + TYPE_AND_VERSION);
                final long first = Bytes.raw64(ip);
                final long second = Bytes.raw64(ip + 8);
                final int third = Bytes.raw32(ip + 16);
                final int totalLength = Integer.reverseBytes((int) first) & 0xFFFF;
                words |= word;
                if (Bytes.raw64(frame) << 16 == mac
                        && (word & RAW_TYPE_AND_VERSION_MASK) == RAW_IPV4_IHL_5
                        && Checksum.isRight(first, second, third)
                        && (totalLength + Ethernet.HEADER_LENGTH == length
                                || isPadded(totalLength, length))
                        && !fib.isSuspectSource((int) (second >>> 32))) {
                    final int route = Bytes.raw32(routes + ((long) i << 2));
                    final int ttlWord = Ipv4Header.ttlWord(ip);
                    if (totalLength <= adjacencies.plainMtu(route)
                            && Ipv4Header.ttlOf(ttlWord) > 1) {
                        Ipv4Header.decrementTtl(ip, ttlWord);
                        Bytes.raw64(frame, adjacencies.rewriteHead(route));
                        Bytes.raw64(frame + REWRITE_TAIL, adjacencies.rewriteTail(route));
                        adjacencies.use(route);
                        final int port = adjacencies.port(route);
                        batch.egress(i, port);
                        anyPort |= port;
                        everyPort &= port;
                        octets += totalLength;
                        if (totalLength + Ethernet.HEADER_LENGTH != length) {
                            padding += pad(frame, totalLength + Ethernet.HEADER_LENGTH, length);
                        }
                        continue;
                    }
                }
            }
            others++;
            out.send(i, Edge.OTHER);
        }
        if (others == n) {
            out.wholly(Edge.OTHER);
            return;
        }
        if (anyPort == everyPort) {
            batch.egressPort(anyPort);
        }
        count(n - others, octets, padding);
        countEcn(batch, n - others, words, out);
    }

    /**
     * Short packets come in frames of the least length; their padding goes out as zeros (DEV-06).
     */
    private static boolean isPadded(int totalLength, int length) {
        return totalLength + Ethernet.HEADER_LENGTH < length
                && totalLength >= Ipv4Header.MIN_LENGTH
                && length == Ethernet.MIN_FRAME;
    }

    private static int pad(long frame, int from, int length) {
        Bytes.zero(frame + from, length - from);
        return length - from;
    }

    private void count(int packets, int octets, int padding) {
        counters.add(Mib.IP_IN_RECEIVES, packets);
        counters.add(Mib.IP_IN_OCTETS, (long) octets + padding);
        counters.add(Mib.IP_FORW_DATAGRAMS, packets);
        counters.add(Mib.IP_OUT_TRANSMITS, packets);
        counters.add(Mib.IP_OUT_OCTETS, octets);
    }

    /** Looks at single packets only when some of them carries a codepoint. */
    private void countEcn(PacketBatch batch, int packets, int words, Dispatch out) {
        if ((words & RAW_ECN) == 0) {
            counters.add(Mib.IP_IN_NO_ECT_PKTS, packets);
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            if (out.isCommon(i)) {
                final int tos = Ipv4Header.tos(batch.frame(i) + Ethernet.HEADER_LENGTH);
                counters.add(Mib.ofEcn(tos), 1);
            }
        }
    }
}
