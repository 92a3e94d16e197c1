package io.gatun.dataplane.node.icmp;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.node.WayBack;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Settings6;
import io.gatun.dataplane.wire.Icmp6;
import io.gatun.dataplane.wire.Ipv6Chain;
import io.gatun.dataplane.wire.Ipv6Header;
import io.gatun.dataplane.wire.Ndp;

/** ICMPv6 to the router (RFC 4443): counts it, answers echo requests, sorts out Discovery. */
public final class Icmp6Input implements Node {

    public enum Edge {
        ECHO,
        DISCOVERY,
        CONSUMED
    }

    private static final NodeSpec SPEC = NodeSpec.of(Icmp6Input.class, Edge.class);
    private static final int QUOTED_DATA = 8;

    private static final int MULTICAST_QUERY = 130;
    private static final int MULTICAST_REPORT = 131;
    private static final int MULTICAST_DONE = 132;
    private static final int NODE_INFORMATION = 139;
    private static final int NODE_INFORMATION_REPLY = 140;
    private static final int MULTICAST_REPORT_2 = 143;
    private static final int FIRST_OF_MOBILITY = 144;
    private static final int LAST_OF_MOBILITY = 147;

    private final NodeContext context;
    private final WorkerCounters counters;

    public Icmp6Input(NodeContext context) {
        this.context = context;
        this.counters = context.counters();
    }

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        out.all(Edge.ECHO);
        counters.add(Mib.ICMP6_IN_MSGS, batch.size());
        for (int i = 0; i < batch.size(); i++) {
            final long ip = batch.network(i);
            final long icmp = ip + Ipv6Header.LENGTH;
            final DropReason flaw = flaw(ip, icmp);
            if (flaw != DropReason.NONE) {
                out.drop(i, flaw);
                continue;
            }
            final int type = Icmp6.type(icmp);
            counters.icmp6In(type);
            count(type);
            if (type == Icmp6.ECHO) {
                if (isIgnored(batch, i)) {
                    out.drop(i, DropReason.ICMP6_ECHO_IGNORED);
                }
            } else if (Ndp.isNdp(type)) {
                out.send(i, Edge.DISCOVERY);
            } else if (Icmp6.isError(type) && !quotesEnough(ip, icmp)) {
                out.drop(i, DropReason.ICMP6_SHORT_QUOTE);
            } else if (Icmp6.isError(type) || isKnown(type)) {
                out.send(i, Edge.CONSUMED);
            } else {
                out.drop(i, DropReason.ICMP6_UNKNOWN_TYPE);
            }
        }
    }

    private static DropReason flaw(long ip, long icmp) {
        final int length = Ipv6Header.payloadLength(ip);
        if (!Icmp6.isRight(ip, icmp, length)) {
            return DropReason.ICMP6_BAD_CHECKSUM;
        }
        return length < Icmp6.HEADER_LENGTH ? DropReason.ICMP6_TRUNCATED : DropReason.NONE;
    }

    /** A header, what extends it, and 8 bytes behind (ICMP6-06). */
    private static boolean quotesEnough(long ip, long icmp) {
        final int quoted = Ipv6Header.payloadLength(ip) - Icmp6.HEADER_LENGTH;
        if (quoted < Ipv6Header.LENGTH) {
            return false;
        }
        final int found = Ipv6Chain.find(icmp + Icmp6.HEADER_LENGTH, quoted);
        return found == Ipv6Chain.ELSEWHERE
                || (found >= 0 && Ipv6Chain.offset(found) + QUOTED_DATA <= quoted);
    }

    private boolean isIgnored(PacketBatch batch, int i) {
        final Settings6 settings = context.tables().settings().ipv6();
        if (settings.icmpEchoIgnoreAll()) {
            return true;
        }
        if ((batch.flags(i) & PacketBatch.GROUP_DESTINATION) != 0) {
            return settings.icmpEchoIgnoreMulticast();
        }
        final long ip = batch.network(i);
        return settings.icmpEchoIgnoreAnycast()
                && !WayBack.isOwn(
                        context.tables(),
                        batch.ingress(i),
                        Ipv6Header.destinationHigh(ip),
                        Ipv6Header.destinationLow(ip));
    }

    /** Informational types that someone else here may ask for: counted, and no more. */
    private static boolean isKnown(int type) {
        return switch (type) {
            case Icmp6.ECHO_REPLY,
                    MULTICAST_QUERY,
                    MULTICAST_REPORT,
                    MULTICAST_DONE,
                    MULTICAST_REPORT_2,
                    NODE_INFORMATION,
                    NODE_INFORMATION_REPLY ->
                    true;
            default -> type >= FIRST_OF_MOBILITY && type <= LAST_OF_MOBILITY;
        };
    }

    private void count(int type) {
        switch (type) {
            case Icmp6.DESTINATION_UNREACHABLE -> counters.add(Mib.ICMP6_IN_DEST_UNREACHS, 1);
            case Icmp6.PACKET_TOO_BIG -> counters.add(Mib.ICMP6_IN_PKT_TOO_BIGS, 1);
            case Icmp6.TIME_EXCEEDED -> counters.add(Mib.ICMP6_IN_TIME_EXCDS, 1);
            case Icmp6.PARAMETER_PROBLEM -> counters.add(Mib.ICMP6_IN_PARM_PROBLEMS, 1);
            case Icmp6.ECHO -> counters.add(Mib.ICMP6_IN_ECHOS, 1);
            case Icmp6.ECHO_REPLY -> counters.add(Mib.ICMP6_IN_ECHO_REPLIES, 1);
            case MULTICAST_QUERY -> counters.add(Mib.ICMP6_IN_GROUP_MEMB_QUERIES, 1);
            case MULTICAST_REPORT -> counters.add(Mib.ICMP6_IN_GROUP_MEMB_RESPONSES, 1);
            case MULTICAST_DONE -> counters.add(Mib.ICMP6_IN_GROUP_MEMB_REDUCTIONS, 1);
            case MULTICAST_REPORT_2 -> counters.add(Mib.ICMP6_IN_MLDV2_REPORTS, 1);
            case Ndp.ROUTER_SOLICITATION -> counters.add(Mib.ICMP6_IN_ROUTER_SOLICITS, 1);
            case Ndp.ROUTER_ADVERTISEMENT -> counters.add(Mib.ICMP6_IN_ROUTER_ADVERTISEMENTS, 1);
            case Ndp.NEIGHBOR_SOLICITATION -> counters.add(Mib.ICMP6_IN_NEIGHBOR_SOLICITS, 1);
            case Ndp.NEIGHBOR_ADVERTISEMENT ->
                    counters.add(Mib.ICMP6_IN_NEIGHBOR_ADVERTISEMENTS, 1);
            case Ndp.REDIRECT -> counters.add(Mib.ICMP6_IN_REDIRECTS, 1);
            default -> {} // a type without a name of its own, counted by number alone
        }
    }
}
