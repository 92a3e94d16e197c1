package io.gatun.dataplane.node.ipv6;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.wire.Bytes;
import io.gatun.dataplane.wire.Ipv6Header;

/**
 * Believes no header before it is checked (RFC 8200 §3), no source address that cannot be, and no
 * destination that cannot be on a wire (RFC 4291 §2).
 *
 * <p>The loop knows the header that nearly all packets have, between two global unicast addresses,
 * from four loads; whatever is otherwise is judged step by step in Linux's order.
 */
public final class Ipv6Input implements Node {

    public enum Edge {
        ACCEPTED
    }

    private static final NodeSpec SPEC = NodeSpec.of(Ipv6Input.class, Edge.class);
    private static final int RAW_VERSION = 0xF0;
    private static final int RAW_VERSION_6 = 0x60;

    /** 2000::/3 (RFC 4291 §2.4, IANA), by the first octet. */
    private static final int RAW_GLOBAL = 0xE0;

    private static final int RAW_GLOBAL_UNICAST = 0x20;

    private final NodeContext context;
    private final WorkerCounters counters;

    public Ipv6Input(NodeContext context) {
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
        final boolean plain = interfaces.isPlain6();
        final int n = batch.size();
        long octets = 0;
        long ecn = 0;
        out.all(Edge.ACCEPTED);
        for (int i = 0; i < n; i++) {
            final long ip = batch.network(i);
            final int available = batch.length(i) - (int) (ip - batch.frame(i));
            octets += available;
            if (plain && available >= Ipv6Header.LENGTH) {
                final long first = Bytes.raw64(ip);
                final int payload = Short.toUnsignedInt(Short.reverseBytes((short) (first >>> 32)));
                if ((first & RAW_VERSION) == RAW_VERSION_6
                        && payload != 0
                        && Ipv6Header.LENGTH + payload <= available
                        && (Bytes.u8(ip + 8) & RAW_GLOBAL) == RAW_GLOBAL_UNICAST
                        && (Bytes.u8(ip + 24) & RAW_GLOBAL) == RAW_GLOBAL_UNICAST
                        && !interfaces
                                .own6()
                                .contains(Ipv6Header.sourceHigh(ip), Ipv6Header.sourceLow(ip))) {
                    // a lane of 16 bits for each ECN codepoint
                    ecn += 1L << ((int) (first >>> 8) & 0x30);
                    continue;
                }
            }
            judge(interfaces, batch, i, available, out);
        }
        counters.add(Mib.IP6_IN_RECEIVES, n);
        counters.add(Mib.IP6_IN_OCTETS, octets);
        counters.add(Mib.IP6_IN_NO_ECT_PKTS, ecn & 0xFFFF);
        counters.add(Mib.IP6_IN_ECT1_PKTS, ecn >>> 16 & 0xFFFF);
        counters.add(Mib.IP6_IN_ECT0_PKTS, ecn >>> 32 & 0xFFFF);
        counters.add(Mib.IP6_IN_CE_PKTS, ecn >>> 48);
    }

    private void judge(
            Interfaces interfaces, PacketBatch batch, int i, int available, Dispatch out) {
        final Interfaces.Row ingress = interfaces.at(batch.ingress(i));
        DropReason flaw = headerFlaw(ingress, batch.network(i), available);
        if (flaw == DropReason.NONE) {
            flaw = ownSource(interfaces, ingress, batch.network(i));
        }
        if (flaw != DropReason.NONE) {
            out.drop(i, flaw);
            return;
        }
        final long high = Ipv6Header.sourceHigh(batch.network(i));
        if (Ipv6Header.isLinkLocal(high)
                || Ipv6Header.isUnspecified(high, Ipv6Header.sourceLow(batch.network(i)))) {
            batch.flag(i, PacketBatch.LINK_LOCAL);
        }
    }

    private DropReason headerFlaw(Interfaces.Row ingress, long ip, int available) {
        if (!ingress.ipv6().enabled()) {
            return DropReason.IPV6_OFF;
        }
        if (available < Ipv6Header.LENGTH) {
            return DropReason.IPV6_TRUNCATED;
        }
        if (Ipv6Header.version(ip) != 6) {
            return DropReason.IPV6_BAD_VERSION;
        }
        counters.add(Mib.ofEcn6(Ipv6Header.trafficClass(ip)), 1);
        final DropReason address = addressFlaw(ip);
        if (address != DropReason.NONE) {
            return address;
        }
        if (Ipv6Header.totalLength(ip) > available) {
            return DropReason.IPV6_SHORTER_THAN_PAYLOAD_LENGTH;
        }
        return Ipv6Header.payloadLength(ip) == 0
                        && Ipv6Header.nextHeader(ip) == Ipv6Header.HOP_BY_HOP
                ? DropReason.IPV6_NO_ROOM_FOR_OPTIONS
                : DropReason.NONE;
    }

    private static DropReason addressFlaw(long ip) {
        final long source = Ipv6Header.sourceHigh(ip);
        final long destination = Ipv6Header.destinationHigh(ip);
        if (Ipv6Header.isLoopback(source, Ipv6Header.sourceLow(ip))
                || Ipv6Header.isLoopback(destination, Ipv6Header.destinationLow(ip))) {
            return DropReason.IPV6_LOOPBACK;
        }
        if (Ipv6Header.isMulticast(destination)
                && Ipv6Header.scope(destination) <= Ipv6Header.SCOPE_INTERFACE) {
            return DropReason.IPV6_RESERVED_SCOPE;
        }
        return Ipv6Header.isMulticast(source) ? DropReason.IPV6_MULTICAST_SOURCE : DropReason.NONE;
    }

    private static DropReason ownSource(Interfaces interfaces, Interfaces.Row ingress, long ip) {
        final long high = Ipv6Header.sourceHigh(ip);
        final long low = Ipv6Header.sourceLow(ip);
        final boolean isOwn =
                ingress.ipv6().addresses().contains(high, low)
                        || interfaces.own6().contains(high, low);
        return isOwn && !ingress.acceptLocal() ? DropReason.IPV6_OWN_SOURCE : DropReason.NONE;
    }
}
