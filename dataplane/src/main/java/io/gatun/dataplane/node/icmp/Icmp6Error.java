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
import io.gatun.dataplane.node.WayBack;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.dataplane.wire.Icmp6;
import io.gatun.dataplane.wire.Ipv6Chain;
import io.gatun.dataplane.wire.Ipv6Header;
import io.gatun.dataplane.wire.Ndp;

/**
 * Drops a packet for its cause and answers with the ICMPv6 error that belongs to it, made around
 * the packet itself: as much of it is quoted as 1,280 bytes hold (RFC 4443 §2.4 (c)). Silent
 * wherever RFC 4443 §2.4 (e) wants silence, and as often as the limits say. Packets to a group
 * never get here for their length, as they are not forwarded, so that none of them is answered.
 */
public final class Icmp6Error implements Node {

    public enum Edge {
        REPLY
    }

    private static final NodeSpec SPEC = NodeSpec.of(Icmp6Error.class, Edge.class);
    private static final int HEADERS = Ipv6Header.LENGTH + Icmp6.HEADER_LENGTH;
    private static final int ROOM = Ipv6Header.MIN_MTU - HEADERS;

    private final NodeContext context;
    private final WorkerCounters counters;
    private final IcmpLimiter limiter;

    public Icmp6Error(NodeContext context, IcmpLimiter limiter) {
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
            final long ip = batch.network(i);
            if (!deservesAnswer(batch, i)
                    || !limiter.allows6(
                            context.tables().settings(),
                            why.icmp6Type(),
                            Ipv6Header.sourceHigh(ip),
                            Ipv6Header.sourceLow(ip),
                            now)) {
                out.drop(i, why);
                continue;
            }
            context.lastDrops().keep(why, batch, i);
            answer(batch, i, why);
            counters.drop(why);
            counters.add(Account.ORIGINATED, 1);
            counters.add(Mib.ICMP6_OUT_MSGS, 1);
            counters.icmp6Out(why.icmp6Type());
            counters.add(counter(why.icmp6Type()), 1);
        }
    }

    private static Mib counter(int type) {
        return switch (type) {
            case Icmp6.PACKET_TOO_BIG -> Mib.ICMP6_OUT_PKT_TOO_BIGS;
            case Icmp6.TIME_EXCEEDED -> Mib.ICMP6_OUT_TIME_EXCDS;
            case Icmp6.PARAMETER_PROBLEM -> Mib.ICMP6_OUT_PARM_PROBLEMS;
            default -> Mib.ICMP6_OUT_DEST_UNREACHS;
        };
    }

    private boolean deservesAnswer(PacketBatch batch, int i) {
        final long ip = batch.network(i);
        final int flags = batch.flags(i);
        if ((flags & (PacketBatch.GROUP_FRAME | PacketBatch.GROUP_DESTINATION)) != 0
                || isIcmpError(ip)) {
            return false;
        }
        final long high = Ipv6Header.sourceHigh(ip);
        final long low = Ipv6Header.sourceLow(ip);
        // no way back, or the source is no single node's: ::, a group's, one of our own
        return RouteResult.isForward(WayBack.to(context.tables(), batch.ingress(i), high, low));
    }

    /**
     * An ICMPv6 error or redirect (RFC 4443 §2.4 (e.1), (e.2)), or what cannot be told from one. A
     * later fragment can (ICMP6-27).
     */
    private static boolean isIcmpError(long ip) {
        final int length = Ipv6Header.totalLength(ip);
        final int found = Ipv6Chain.find(ip, length);
        if (found < 0) {
            return found == Ipv6Chain.BROKEN;
        }
        if (Ipv6Chain.protocol(found) != Ipv6Header.ICMP) {
            return false;
        }
        if (Ipv6Chain.offset(found) >= length) {
            return true;
        }
        final int type = Icmp6.type(ip + Ipv6Chain.offset(found));
        return Icmp6.isError(type) || type == Ndp.REDIRECT;
    }

    private void answer(PacketBatch batch, int i, DropReason why) {
        final long offender = batch.network(i);
        if ((batch.flags(i) & PacketBatch.TTL_SPENT) != 0) { // quoted as received
            Ipv6Header.hopLimit(offender, Ipv6Header.hopLimit(offender) + 1);
        }
        final int quoted = Math.min(Ipv6Header.totalLength(offender), ROOM);
        final int length = Icmp6.HEADER_LENGTH + quoted;
        final long icmp = offender - Icmp6.HEADER_LENGTH;
        final long ip = offender - HEADERS;
        Originated.place(context.buffers(), batch, i, ip, HEADERS + quoted);
        Originated.header6(
                ip, length, 0, context.tables().settings().ipv6().hopLimit(), Ipv6Header.ICMP);
        Ipv6Header.destination(ip, Ipv6Header.sourceHigh(offender), Ipv6Header.sourceLow(offender));
        writeSource(batch, i, ip, offender);
        Icmp6.type(icmp, why.icmp6Type());
        Icmp6.code(icmp, why.icmp6Code());
        Icmp6.rest(icmp, Cause.parameter(batch.cause(i)));
        Icmp6.seal(ip, icmp, length);
    }

    /** The address the offender was sent to, if ours; else one of its ingress (ICMP6-23). */
    private void writeSource(PacketBatch batch, int i, long ip, long offender) {
        final long high = Ipv6Header.destinationHigh(offender);
        final long low = Ipv6Header.destinationLow(offender);
        if (WayBack.isOwn(context.tables(), batch.ingress(i), high, low)) {
            Ipv6Header.source(ip, high, low);
        } else {
            WayBack.writeSource(context.tables(), batch.ingress(i), ip);
        }
    }
}
