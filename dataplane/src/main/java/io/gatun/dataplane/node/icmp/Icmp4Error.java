package io.gatun.dataplane.node.icmp;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.graph.WorkerCounters.Account;
import io.gatun.dataplane.node.Cause;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.dataplane.table.Settings;
import io.gatun.dataplane.wire.Icmp4;
import io.gatun.dataplane.wire.Ipv4Header;

/**
 * Drops a packet for its cause and answers with the ICMP error that belongs to it, made around the
 * packet itself: as much of it is quoted as 576 bytes hold (RFC 1812 §4.3.2.3). Silent wherever RFC
 * 1812 §4.3.2.7 wants silence, and as often as the limits say.
 */
public final class Icmp4Error implements Node {

    public enum Edge {
        REPLY
    }

    private static final NodeSpec SPEC = NodeSpec.of(Icmp4Error.class, Edge.class);
    private static final int MAX_LENGTH = 576;
    private static final int HEADERS = Ipv4Header.MIN_LENGTH + Icmp4.HEADER_LENGTH;

    /**
     * Low TOS bits of the offender under precedence 6, internetwork control (RFC 1812 §4.3.2.5).
     */
    private static final int TOS_KEPT = 0x1E;

    private static final int INTERNETWORK_CONTROL = 0xC0;

    /** The dummy address of a router that has none (RFC 7600 §4.8). */
    private static final int DUMMY_SOURCE = 0xC000_0008;

    private final NodeContext context;
    private final WorkerCounters counters;
    private final IcmpLimiter limiter;

    public Icmp4Error(NodeContext context, IcmpLimiter limiter) {
        this.context = context;
        this.counters = context.counters();
        this.limiter = limiter;
    }

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        out.all(Edge.REPLY);
        final long now = context.clock().nanoTime();
        for (int i = 0; i < batch.size(); i++) {
            final DropReason why = Cause.reason(batch.cause(i));
            final int room = roomFor(batch, i);
            if (room < 0 || !isAllowed(why, Ipv4Header.source(batch.network(i)), now)) {
                out.drop(i, why);
                continue;
            }
            context.lastDrops().keep(why, batch, i);
            answer(batch, i, why, room);
            counters.drop(why);
            counters.add(Account.ORIGINATED, 1);
            counters.add(Mib.ICMP_OUT_MSGS, 1);
            counters.icmpOut(why.icmpType());
            counters.add(
                    why.icmpType() == Icmp4.TIME_EXCEEDED
                            ? Mib.ICMP_OUT_TIME_EXCDS
                            : Mib.ICMP_OUT_DEST_UNREACHS,
                    1);
        }
    }

    /** Bytes of the packet that may be quoted, or negative when it must not be answered at all. */
    private int roomFor(PacketBatch batch, int i) {
        final long ip = batch.network(i);
        final int source = Ipv4Header.source(ip);
        final int flags = batch.flags(i);
        final boolean isSilent =
                (flags & (PacketBatch.GROUP_FRAME | PacketBatch.GROUP_DESTINATION)) != 0
                        || isGroup(Ipv4Header.destination(ip))
                        || Ipv4Header.fragmentOffsetBytes(ip) != 0
                        || !isHost(source)
                        || isIcmpError(ip);
        if (isSilent) {
            return -1;
        }
        final int route = context.tables().route4(source, tos(ip));
        if (!RouteResult.isForward(route)) {
            return -1; // no way back (ICMP4-52), or the packet is the router's own
        }
        final int mtu = context.tables().adjacencies().mtu(route);
        final int room = Math.min(MAX_LENGTH, mtu) - HEADERS;
        return room <= Ipv4Header.MIN_LENGTH ? -1 : room;
    }

    private boolean isHost(int address) {
        final int first = address >>> 24;
        final boolean isClassE = first >= 240 && address != -1;
        return first != 0
                && first != 127
                && (first < 224 || (isClassE && context.tables().settings().classEForwarding()))
                && !context.tables().interfaces().broadcast().contains(address);
    }

    private static boolean isGroup(int address) {
        return address >>> 28 == 0xE || address == -1;
    }

    /** An ICMP error, or an ICMP message too short to tell (ICMP4-46). */
    private static boolean isIcmpError(long ip) {
        if (Ipv4Header.protocol(ip) != Ipv4Header.PROTOCOL_ICMP) {
            return false;
        }
        final int headerLength = Ipv4Header.headerLength(ip);
        return Ipv4Header.totalLength(ip) <= headerLength
                || Icmp4.isError(Icmp4.type(ip + headerLength));
    }

    private boolean isAllowed(DropReason why, int destination, long now) {
        final Settings settings = context.tables().settings();
        final boolean fromRoute =
                why == DropReason.IPV4_NO_ROUTE
                        || why == DropReason.IPV4_UNREACHABLE
                        || why == DropReason.IPV4_PROHIBITED;
        if (fromRoute && !limiter.allowsRouteError(settings, destination, now)) {
            return false;
        }
        return limiter.allows(settings, why.icmpType(), why.icmpCode(), destination, now);
    }

    private void answer(PacketBatch batch, int i, DropReason why, int room) {
        final long offender = batch.network(i);
        if ((batch.flags(i) & PacketBatch.TTL_SPENT) != 0) {
            Ipv4Header.incrementTtl(offender); // quoted as received (ICMP4-41)
        }
        final int quoted = Math.min(Ipv4Header.totalLength(offender), room);
        final int source = sourceFor(batch, i);
        final int destination = Ipv4Header.source(offender);
        final int tos = tos(offender);
        final long icmp = offender - Icmp4.HEADER_LENGTH;
        final long ip = offender - HEADERS;

        Originated.place(context.buffers(), batch, i, ip, HEADERS + quoted);
        Icmp4.type(icmp, why.icmpType());
        Icmp4.code(icmp, why.icmpCode());
        Icmp4.rest(
                icmp,
                why == DropReason.IPV4_FRAGMENTATION_NEEDED ? Cause.parameter(batch.cause(i)) : 0);
        Icmp4.seal(icmp, Icmp4.HEADER_LENGTH + quoted);
        Originated.header(
                ip,
                HEADERS + quoted,
                tos,
                context.tables().settings().ipDefaultTtl(),
                Ipv4Header.PROTOCOL_ICMP,
                source,
                destination);
    }

    /** Of the answer to an offender. */
    private static int tos(long offender) {
        return (Ipv4Header.tos(offender) & TOS_KEPT) | INTERNETWORK_CONTROL;
    }

    /** ICMP4-42; 0 leaves the choice to the way out. */
    private int sourceFor(PacketBatch batch, int i) {
        final Interfaces interfaces = context.tables().interfaces();
        final int destination = Ipv4Header.destination(batch.network(i));
        if (interfaces.own().contains(destination)) {
            return destination;
        }
        if (interfaces.own().isEmpty()) {
            return DUMMY_SOURCE;
        }
        return context.tables().settings().icmpErrorsUseInboundIfaddr()
                ? interfaces.at(batch.ingress(i)).primaryAddress()
                : 0;
    }
}
