package io.gatun.dataplane.node.ipv4;

import static io.gatun.dataplane.packet.PacketBatch.CHECKSUM_BAD;
import static io.gatun.dataplane.packet.PacketBatch.CHECKSUM_GOOD;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Fib;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.wire.Bytes;
import io.gatun.dataplane.wire.Checksum;
import io.gatun.dataplane.wire.Ipv4Header;

/**
 * Believes no header before it is checked (RFC 1812 §5.2.2) and no source address that cannot be
 * (RFC 1812 §5.3.7). Destination addresses are judged by the lookup.
 *
 * <p>The loop knows the header that nearly all packets have, 20 bytes and in order, from three
 * loads; whatever is otherwise is judged step by step in Linux's order.
 */
public final class Ipv4Input implements Node {

    public enum Edge {
        ACCEPTED
    }

    private static final NodeSpec SPEC = NodeSpec.of(Ipv4Input.class, Edge.class);
    private static final int VERSION_4_IHL_5 = 0x45;
    private final NodeContext context;
    private final WorkerCounters counters;

    public Ipv4Input(NodeContext context) {
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
        final Fib fib = context.tables().fib4();
        final boolean plain =
                interfaces.isPlain() && (batch.flagsUnion() & (CHECKSUM_GOOD | CHECKSUM_BAD)) == 0;
        final int n = batch.size();
        long octets = 0;
        long ecn = 0;
        out.all(Edge.ACCEPTED);
        for (int i = 0; i < n; i++) {
            final long ip = batch.network(i);
            final int available = batch.length(i) - (int) (ip - batch.frame(i));
            octets += available;
            if (plain && available >= Ipv4Header.MIN_LENGTH) {
                final long first = Bytes.raw64(ip);
                final long second = Bytes.raw64(ip + 8);
                final int totalLength = Integer.reverseBytes((int) first) & 0xFFFF;
                if ((first & 0xFF) == VERSION_4_IHL_5
                        && Checksum.isRight(first, second, Bytes.raw32(ip + 16))
                        && totalLength <= available
                        && totalLength >= Ipv4Header.MIN_LENGTH
                        && !fib.isSuspectSource((int) (second >>> 32))) {
                    // a lane of 16 bits for each ECN codepoint
                    ecn += 1L << ((int) (first >>> 4) & 0x30);
                    continue;
                }
            }
            judge(interfaces, batch, i, available, out);
        }
        counters.add(Mib.IP_IN_RECEIVES, n);
        counters.add(Mib.IP_IN_OCTETS, octets);
        counters.add(Mib.IP_IN_NO_ECT_PKTS, ecn & 0xFFFF);
        counters.add(Mib.IP_IN_ECT1_PKTS, ecn >>> 16 & 0xFFFF);
        counters.add(Mib.IP_IN_ECT0_PKTS, ecn >>> 32 & 0xFFFF);
        counters.add(Mib.IP_IN_CE_PKTS, ecn >>> 48);
    }

    private void judge(
            Interfaces interfaces, PacketBatch batch, int i, int available, Dispatch out) {
        DropReason flaw = headerFlaw(batch, i, available);
        if (flaw == DropReason.NONE) {
            flaw = sourceFlaw(interfaces, batch, i);
        }
        if (flaw != DropReason.NONE) {
            out.drop(i, flaw);
        }
    }

    private DropReason headerFlaw(PacketBatch batch, int i, int available) {
        if (available < Ipv4Header.MIN_LENGTH) {
            return DropReason.IPV4_TRUNCATED;
        }
        final long ip = batch.network(i);
        if (Ipv4Header.version(ip) != 4) {
            return DropReason.IPV4_BAD_VERSION;
        }
        final int headerLength = Ipv4Header.headerLength(ip);
        if (headerLength < Ipv4Header.MIN_LENGTH) {
            return DropReason.IPV4_BAD_HEADER_LENGTH;
        }
        counters.add(
                Mib.ofEcn(Ipv4Header.tos(ip)),
                1); // after version and IHL, before the checksum (VAL-10)
        if (headerLength > available) {
            return DropReason.IPV4_BAD_HEADER_LENGTH;
        }
        final int flags = batch.flags(i);
        if ((flags & CHECKSUM_BAD) != 0
                || ((flags & CHECKSUM_GOOD) == 0 && Checksum.over(ip, headerLength) != 0)) {
            return DropReason.IPV4_BAD_CHECKSUM;
        }
        final int totalLength = Ipv4Header.totalLength(ip);
        if (totalLength > available) {
            return DropReason.IPV4_SHORTER_THAN_TOTAL_LENGTH;
        }
        return totalLength < headerLength ? DropReason.IPV4_BAD_TOTAL_LENGTH : DropReason.NONE;
    }

    private DropReason sourceFlaw(Interfaces interfaces, PacketBatch batch, int i) {
        final Interfaces.Row ingress = interfaces.at(batch.ingress(i));
        if (!ingress.hasIpv4()) {
            return DropReason.IPV4_OFF;
        }
        final int source = Ipv4Header.source(batch.network(i));
        if (interfaces.own().contains(source)) {
            return ingress.acceptLocal() ? DropReason.NONE : DropReason.IPV4_OWN_SOURCE;
        }
        if (interfaces.broadcast().contains(source)) {
            return DropReason.IPV4_BROADCAST_SOURCE;
        }
        final int first = source >>> 24;
        if (first == 127) {
            return ingress.routeLocalnet() ? DropReason.NONE : DropReason.IPV4_MARTIAN_SOURCE;
        }
        if (source == 0) { // a host that has no address yet (RFC 1122 §3.2.1.3 (a))
            final int destination = Ipv4Header.destination(batch.network(i));
            return destination == -1 || destination == 0
                    ? DropReason.NONE
                    : DropReason.IPV4_MARTIAN_SOURCE;
        }
        final boolean isClassE = first >= 240 && source != -1;
        if (first >= 224 && !(isClassE && context.tables().settings().classEForwarding())) {
            return DropReason.IPV4_MARTIAN_SOURCE;
        }
        if (source >>> 16 == 0xA9FE && !ingress.forwardLinkLocal()) {
            batch.flag(i, PacketBatch.LINK_LOCAL);
        }
        return DropReason.NONE;
    }
}
