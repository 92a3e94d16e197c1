package io.gatun.dataplane.node.icmp;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.graph.WorkerCounters.Account;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.dataplane.wire.Checksum;
import io.gatun.dataplane.wire.Icmp4;
import io.gatun.dataplane.wire.Ipv4Header;

/**
 * Turns an echo request into its reply where it lies (RFC 792; RFC 1122 §3.2.2.6): same identifier,
 * sequence, data and TOS, addresses swapped. Options are not reflected.
 */
public final class Icmp4Echo implements Node {

    public enum Edge {
        REPLY
    }

    private static final NodeSpec SPEC = NodeSpec.of(Icmp4Echo.class, Edge.class);

    /** To a group it is answered from the address towards who asked (RFC 1122 §3.2.2.6). */
    private static final int CHOSEN_ON_THE_WAY_OUT = 0;

    private final NodeContext context;
    private final WorkerCounters counters;
    private final IcmpLimiter limiter;

    public Icmp4Echo(NodeContext context, IcmpLimiter limiter) {
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
            final long request = batch.network(i);
            final int destination = Ipv4Header.source(request);
            if (!RouteResult.isForward(
                    context.tables().route4(destination, Ipv4Header.tos(request)))) {
                out.drop(i, DropReason.IPV4_ORIGINATED_NO_ROUTE);
                continue;
            }
            if (!limiter.allows(
                    context.tables().settings(), Icmp4.ECHO_REPLY, 0, destination, now)) {
                out.drop(i, DropReason.ICMP_ECHO_IGNORED);
                continue;
            }
            answer(batch, i);
            counters.icmpOut(Icmp4.ECHO_REPLY);
            counters.add(Mib.ICMP_OUT_MSGS, 1);
            counters.add(Mib.ICMP_OUT_ECHO_REPS, 1);
            counters.add(Account.CONSUMED, 1);
            counters.add(Account.ORIGINATED, 1);
        }
    }

    private void answer(PacketBatch batch, int i) {
        final long request = batch.network(i);
        final long icmp = request + Ipv4Header.headerLength(request);
        final int length = Ipv4Header.totalLength(request) - (int) (icmp - request);
        final int tos = Ipv4Header.tos(request);
        final int destination = Ipv4Header.source(request);
        final boolean toGroup = (batch.flags(i) & PacketBatch.GROUP_DESTINATION) != 0;
        final int source = toGroup ? CHOSEN_ON_THE_WAY_OUT : Ipv4Header.destination(request);

        final int before = Icmp4.type(icmp) << 8 | Icmp4.code(icmp);
        Icmp4.type(icmp, Icmp4.ECHO_REPLY);
        final int after = Icmp4.ECHO_REPLY << 8 | Icmp4.code(icmp);
        Icmp4.checksum(icmp, Checksum.updated(Icmp4.checksum(icmp), before, after));
        if (Icmp4.checksum(icmp) == 0) { // of nothing but zeros the update makes the wrong zero
            Icmp4.seal(icmp, length);
        }

        final long ip = icmp - Ipv4Header.MIN_LENGTH;
        Originated.place(context.buffers(), batch, i, ip, Ipv4Header.MIN_LENGTH + length);
        Originated.header(
                ip,
                Ipv4Header.MIN_LENGTH + length,
                tos,
                context.tables().settings().ipDefaultTtl(),
                Ipv4Header.PROTOCOL_ICMP,
                source,
                destination);
    }
}
