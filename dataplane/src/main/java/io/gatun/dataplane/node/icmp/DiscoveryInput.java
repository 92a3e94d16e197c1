package io.gatun.dataplane.node.icmp;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.wire.Icmp6;
import io.gatun.dataplane.wire.Ipv6Header;
import io.gatun.dataplane.wire.Ndp;

/**
 * Lets through to control only Neighbor Discovery that passes the validity checks (RFC 4861 §6.1,
 * §7.1, §8.1). The checksum has been checked.
 */
public final class DiscoveryInput implements Node {

    public enum Edge {
        PUNT
    }

    private static final NodeSpec SPEC = NodeSpec.of(DiscoveryInput.class, Edge.class);

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        out.all(Edge.PUNT);
        for (int i = 0; i < batch.size(); i++) {
            final DropReason flaw = flaw(batch.network(i));
            if (flaw != DropReason.NONE) {
                out.drop(i, flaw);
            }
        }
    }

    private static DropReason flaw(long ip) {
        final long icmp = ip + Ipv6Header.LENGTH;
        final int length = Ipv6Header.payloadLength(ip);
        final int type = Icmp6.type(icmp);
        if (Ipv6Header.hopLimit(ip) != Ndp.HOP_LIMIT) {
            return DropReason.ND_HOP_LIMIT;
        }
        if (Icmp6.code(icmp) != 0) {
            return DropReason.ND_BAD_CODE;
        }
        if (length < Ndp.fixedLength(type)) {
            return DropReason.ND_TRUNCATED;
        }
        if (!Ndp.optionsAreSound(icmp, length)) {
            return DropReason.ND_BAD_OPTION;
        }
        return switch (type) {
            case Ndp.ROUTER_SOLICITATION -> routerSolicitation(ip, icmp, length);
            case Ndp.ROUTER_ADVERTISEMENT -> fromRouter(ip);
            case Ndp.NEIGHBOR_SOLICITATION -> solicitation(ip, icmp, length);
            case Ndp.NEIGHBOR_ADVERTISEMENT -> advertisement(ip, icmp);
            default -> redirect(ip, icmp);
        };
    }

    private static DropReason routerSolicitation(long ip, long icmp, int length) {
        return isFromNobody(ip) && Ndp.option(icmp, length, Ndp.SOURCE_LINK_LAYER) != 0
                ? DropReason.ND_BAD_SOURCE
                : DropReason.NONE;
    }

    private static DropReason fromRouter(long ip) {
        return Ipv6Header.isLinkLocal(Ipv6Header.sourceHigh(ip))
                ? DropReason.NONE
                : DropReason.ND_BAD_SOURCE;
    }

    private static DropReason solicitation(long ip, long icmp, int length) {
        if (Ipv6Header.isMulticast(Ndp.targetHigh(icmp))) {
            return DropReason.ND_BAD_TARGET;
        }
        if (!isFromNobody(ip)) {
            return DropReason.NONE;
        }
        if (!Ndp.isSolicitedNode(Ipv6Header.destinationHigh(ip), Ipv6Header.destinationLow(ip))) {
            return DropReason.ND_BAD_DESTINATION;
        }
        return Ndp.option(icmp, length, Ndp.SOURCE_LINK_LAYER) == 0
                ? DropReason.NONE
                : DropReason.ND_BAD_SOURCE;
    }

    private static DropReason advertisement(long ip, long icmp) {
        if (Ipv6Header.isMulticast(Ndp.targetHigh(icmp))) {
            return DropReason.ND_BAD_TARGET;
        }
        return Ipv6Header.isMulticast(Ipv6Header.destinationHigh(ip))
                        && (Icmp6.rest(icmp) & Ndp.SOLICITED) != 0
                ? DropReason.ND_SOLICITED_GROUP
                : DropReason.NONE;
    }

    private static DropReason redirect(long ip, long icmp) {
        if (fromRouter(ip) != DropReason.NONE) {
            return DropReason.ND_BAD_SOURCE;
        }
        final boolean isToItself =
                Ndp.targetHigh(icmp) == Ndp.redirectedHigh(icmp)
                        && Ndp.targetLow(icmp) == Ndp.redirectedLow(icmp);
        return Ipv6Header.isMulticast(Ndp.redirectedHigh(icmp))
                        || !(isToItself || Ipv6Header.isLinkLocal(Ndp.targetHigh(icmp)))
                ? DropReason.ND_BAD_TARGET
                : DropReason.NONE;
    }

    private static boolean isFromNobody(long ip) {
        return Ipv6Header.isUnspecified(Ipv6Header.sourceHigh(ip), Ipv6Header.sourceLow(ip));
    }
}
