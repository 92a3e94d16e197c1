package io.gatun.dataplane.node.ipv6;

import static io.gatun.dataplane.packet.PacketBatch.IN_PIECES;
import static io.gatun.dataplane.packet.PacketBatch.TRACED;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.AddressSet6;
import io.gatun.dataplane.table.Adjacencies;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.wire.Bytes;
import io.gatun.dataplane.wire.Ethernet;
import io.gatun.dataplane.wire.Ipv6Header;

/**
 * The fast path of IPv6 (decision 0002): to our MAC address, untagged, between two global unicast
 * addresses, no hop-by-hop options, a resolved next hop behind an untagged port, hops left, no
 * longer than the MTU. A first loop makes the checks and gathers destinations, which are looked up
 * together, a second one writes. Whatever is otherwise is left as it came for {@code
 * ethernet-input} to judge and to name.
 *
 * <p>In the graph only where no hook needs the way between.
 */
public final class Ipv6FastPath implements Node {

    public enum Edge {
        TRANSMIT,
        OTHER
    }

    private static final NodeSpec SPEC = NodeSpec.of(Ipv6FastPath.class, Edge.class);
    private static final int LEFT_ALONE = IN_PIECES | TRACED;

    /** Type and version lie together at 12: 86 DD 6x on the wire. */
    private static final int TYPE_AND_VERSION = 12;

    private static final int RAW_IPV6 = 0x60_DD_86;
    private static final int RAW_TYPE_AND_VERSION_MASK = 0xF0_FF_FF;
    private static final int REWRITE_TAIL = 6;

    /** 2000::/3 (RFC 4291 §2.4), in an address as the machine loads its first octet. */
    private static final int RAW_GLOBAL = 0xE0;

    private static final int RAW_GLOBAL_UNICAST = 0x20;
    private static final int SOURCE = 8;
    private static final int DESTINATION = 24;

    private final NodeContext context;
    private final WorkerCounters counters;
    private final Lookup6 destinations = new Lookup6();

    /** Places in the batch of the packets whose destinations are looked up. */
    private final short[] places = new short[PacketBatch.MAX_CAPACITY];

    public Ipv6FastPath(NodeContext context) {
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
        final int ingress = interfaces.untagged(batch.port());
        if ((batch.flagsUnion() & LEFT_ALONE) != 0
                || ingress == Interfaces.NONE
                || !interfaces.at(ingress).ipv6().routes()) {
            out.all(Edge.OTHER);
            return;
        }
        out.all(Edge.TRANSMIT);
        final int candidates = check(batch, interfaces, out);
        if (candidates == 0) {
            out.wholly(Edge.OTHER);
            return;
        }
        destinations.find(context.tables().fib6(), candidates);
        forward(batch, candidates, out);
    }

    /** How many packets are what the fast path is for, as far as the frame tells. */
    private int check(PacketBatch batch, Interfaces interfaces, Dispatch out) {
        final AddressSet6 own = interfaces.own6();
        // our MAC address as the first six bytes of a frame make it, in the upper bits
        final long mac = Long.reverseBytes(interfaces.portMac(batch.port()) << 16) << 16;
        final int n = batch.size();
        int candidates = 0;
        for (int i = 0; i < n; i++) {
            final int length = batch.length(i);
            if (length >= Ethernet.MIN_FRAME) { // a shorter one is padded elsewhere
                final long frame = batch.frame(i);
                final long ip = frame + Ethernet.HEADER_LENGTH;
                final long first = Bytes.raw64(ip);
                final int totalLength = totalLength(first);
                if (Bytes.raw64(frame) << 16 == mac
                        && (Bytes.raw32(frame + TYPE_AND_VERSION) & RAW_TYPE_AND_VERSION_MASK)
                                == RAW_IPV6
                        && (totalLength + Ethernet.HEADER_LENGTH == length
                                || isPadded(totalLength, length))
                        && ((int) (first >>> 48) & 0xFF) != Ipv6Header.HOP_BY_HOP
                        && hopLimit(first) > 1
                        && (Bytes.raw64(ip + SOURCE) & RAW_GLOBAL) == RAW_GLOBAL_UNICAST
                        && (Bytes.raw64(ip + DESTINATION) & RAW_GLOBAL) == RAW_GLOBAL_UNICAST
                        && !own.contains(
                                Bytes.u64(ip + SOURCE), Bytes.u64(ip + SOURCE + Long.BYTES))) {
                    destinations.put(candidates, ip);
                    places[candidates++] = (short) i;
                    continue;
                }
            }
            out.send(i, Edge.OTHER);
        }
        return candidates;
    }

    private void forward(PacketBatch batch, int candidates, Dispatch out) {
        final Adjacencies adjacencies = context.tables().adjacencies();
        long octets = 0;
        long ecn = 0;
        int padding = 0;
        int forwarded = 0;
        int anyPort = 0;
        int everyPort = -1;
        for (int k = 0; k < candidates; k++) {
            final int i = places[k];
            final int route = destinations.result(k);
            final long frame = batch.frame(i);
            final long ip = frame + Ethernet.HEADER_LENGTH;
            final long first = Bytes.raw64(ip);
            final int totalLength = totalLength(first);
            if (totalLength > adjacencies.plainMtu(route)) {
                out.send(i, Edge.OTHER);
                continue;
            }
            Ipv6Header.hopLimit(ip, hopLimit(first) - 1);
            Bytes.raw64(frame, adjacencies.rewriteHead(route));
            Bytes.raw64(frame + REWRITE_TAIL, adjacencies.rewriteTail(route));
            adjacencies.use(route);
            final int port = adjacencies.port(route);
            batch.egress(i, port);
            anyPort |= port;
            everyPort &= port;
            octets += totalLength;
            forwarded++;
            // a lane of 16 bits for each ECN codepoint
            ecn += 1L << ((int) (first >>> 8) & 0x30);
            if (totalLength + Ethernet.HEADER_LENGTH != batch.length(i)) {
                padding += pad(frame, totalLength + Ethernet.HEADER_LENGTH, batch.length(i));
            }
        }
        if (forwarded == 0) {
            out.wholly(Edge.OTHER);
            return;
        }
        if (anyPort == everyPort) {
            batch.egressPort(anyPort);
        }
        count(forwarded, octets, padding, ecn);
    }

    private static int totalLength(long first) {
        return Ipv6Header.LENGTH + Short.toUnsignedInt(Short.reverseBytes((short) (first >>> 32)));
    }

    private static int hopLimit(long first) {
        return (int) (first >>> 56);
    }

    /** Short packets come in frames of the least length; their padding goes out as zeros. */
    private static boolean isPadded(int totalLength, int length) {
        return totalLength + Ethernet.HEADER_LENGTH < length && length == Ethernet.MIN_FRAME;
    }

    private static int pad(long frame, int from, int length) {
        Bytes.zero(frame + from, length - from);
        return length - from;
    }

    private void count(int packets, long octets, int padding, long ecn) {
        counters.add(Mib.IP6_IN_RECEIVES, packets);
        counters.add(Mib.IP6_IN_OCTETS, octets + padding);
        counters.add(Mib.IP6_OUT_FORW_DATAGRAMS, packets);
        counters.add(Mib.IP6_OUT_TRANSMITS, packets);
        counters.add(Mib.IP6_OUT_OCTETS, octets);
        counters.add(Mib.IP6_IN_NO_ECT_PKTS, ecn & 0xFFFF);
        counters.add(Mib.IP6_IN_ECT1_PKTS, ecn >>> 16 & 0xFFFF);
        counters.add(Mib.IP6_IN_ECT0_PKTS, ecn >>> 32 & 0xFFFF);
        counters.add(Mib.IP6_IN_CE_PKTS, ecn >>> 48);
    }
}
