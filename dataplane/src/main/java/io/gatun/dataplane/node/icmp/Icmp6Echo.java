package io.gatun.dataplane.node.icmp;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.graph.WorkerCounters.Account;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.node.WayBack;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.dataplane.wire.Icmp6;
import io.gatun.dataplane.wire.Ipv6Header;

/**
 * Turns an echo request into its reply where it lies (RFC 4443 §4.2): same identifier, sequence,
 * data and traffic class, from the address it was sent to; from one of the interface's where that
 * is a group or an anycast address.
 */
public final class Icmp6Echo implements Node {

    public enum Edge {
        REPLY
    }

    private static final NodeSpec SPEC = NodeSpec.of(Icmp6Echo.class, Edge.class);

    private final NodeContext context;
    private final WorkerCounters counters;
    private final IcmpLimiter limiter;

    public Icmp6Echo(NodeContext context, IcmpLimiter limiter) {
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
            final long high = Ipv6Header.sourceHigh(batch.network(i));
            final long low = Ipv6Header.sourceLow(batch.network(i));
            final int route = WayBack.to(context.tables(), batch.ingress(i), high, low);
            if (!RouteResult.isForward(route)) {
                out.drop(i, DropReason.IPV6_ORIGINATED_NO_ROUTE);
                continue;
            }
            if (!limiter.allows6(context.tables().settings(), Icmp6.ECHO_REPLY, high, low, now)) {
                out.drop(i, DropReason.ICMP6_ECHO_LIMITED);
                continue;
            }
            answer(batch, i);
            counters.icmp6Out(Icmp6.ECHO_REPLY);
            counters.add(Mib.ICMP6_OUT_MSGS, 1);
            counters.add(Mib.ICMP6_OUT_ECHO_REPLIES, 1);
            counters.add(Account.CONSUMED, 1);
            counters.add(Account.ORIGINATED, 1);
        }
    }

    private void answer(PacketBatch batch, int i) {
        final long ip = batch.network(i);
        final long icmp = ip + Ipv6Header.LENGTH;
        final int length = Ipv6Header.payloadLength(ip);
        final long askedHigh = Ipv6Header.destinationHigh(ip);
        final long askedLow = Ipv6Header.destinationLow(ip);
        Originated.place(context.buffers(), batch, i, ip, Ipv6Header.LENGTH + length);
        Originated.header6(
                ip,
                length,
                Ipv6Header.trafficClass(ip),
                context.tables().settings().ipv6().hopLimit(),
                Ipv6Header.ICMP);
        Ipv6Header.destination(ip, Ipv6Header.sourceHigh(ip), Ipv6Header.sourceLow(ip));
        if (WayBack.isOwn(context.tables(), batch.ingress(i), askedHigh, askedLow)) {
            Ipv6Header.source(ip, askedHigh, askedLow);
        } else {
            WayBack.writeSource(context.tables(), batch.ingress(i), ip);
        }
        Icmp6.type(icmp, Icmp6.ECHO_REPLY);
        Icmp6.seal(ip, icmp, length);
    }
}
