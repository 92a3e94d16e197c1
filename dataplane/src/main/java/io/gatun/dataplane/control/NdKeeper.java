package io.gatun.dataplane.control;

import io.gatun.dataplane.control.FrameMaker.NdMessage;
import io.gatun.dataplane.control.Heard.Role;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.table.Interface6;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.wire.Bytes;
import io.gatun.dataplane.wire.Ethernet;
import io.gatun.dataplane.wire.Icmp6;
import io.gatun.dataplane.wire.Ipv6Header;
import io.gatun.dataplane.wire.Ndp;
import io.gatun.mgmt.model.Ipv6Address;

/**
 * Speaks Neighbor Discovery as far as it is about MAC addresses (RFC 4861 §7.2). Of what routers
 * say it learns nothing: this is one.
 */
final class NdKeeper implements Resolver {

    private static final long NOT_SAID = 0;

    /** The option is not of Ethernet, or names no MAC address a single neighbor can have. */
    private static final long IMPOSSIBLE = -1;

    private final InterfaceKeeper interfaces;
    private final FrameMaker frames;

    NdKeeper(InterfaceKeeper interfaces, FrameMaker frames) {
        this.interfaces = interfaces;
        this.frames = frames;
    }

    @Override
    public Heard hear(PacketBatch batch, int i) {
        final int ingress = batch.ingress(i);
        if (!interfaces.row(ingress).arp()) {
            return null; // ND-30
        }
        final long ip = batch.network(i);
        return switch (Icmp6.type(ip + Ipv6Header.LENGTH)) {
            case Ndp.NEIGHBOR_SOLICITATION ->
                    isAskedForUs(ip, ingress) ? asking(ip, ingress, Role.UNSAID) : null;
            case Ndp.ROUTER_SOLICITATION ->
                    interfaces.row(ingress).ipv6().forwarding()
                            ? asking(ip, ingress, Role.HOST) // ND-26: routers do not solicit
                            : null;
            case Ndp.NEIGHBOR_ADVERTISEMENT -> advertised(ip, ingress);
            default -> null;
        };
    }

    /** ND-11: who asks for us is a neighbor; one without an address tells nothing. */
    private Heard asking(long ip, int ingress, Role role) {
        final Ipv6Address source =
                new Ipv6Address(Ipv6Header.sourceHigh(ip), Ipv6Header.sourceLow(ip));
        final long mac = mac(ip, Ndp.SOURCE_LINK_LAYER);
        if (source.isUnspecified() || mac == IMPOSSIBLE || isOurs(ingress, source)) {
            return null;
        }
        return new Heard(ingress, source, mac, false, true, true, role);
    }

    private Heard advertised(long ip, int ingress) {
        final long icmp = ip + Ipv6Header.LENGTH;
        final Ipv6Address target = new Ipv6Address(Ndp.targetHigh(icmp), Ndp.targetLow(icmp));
        final long mac = mac(ip, Ndp.TARGET_LINK_LAYER);
        if (mac == IMPOSSIBLE || isOurs(ingress, target)) {
            return null; // somebody else claims our address (ND-18)
        }
        final int flags = Icmp6.rest(icmp);
        return new Heard(
                ingress,
                target,
                mac,
                (flags & Ndp.SOLICITED) != 0,
                (flags & Ndp.OVERRIDE) != 0,
                false,
                (flags & Ndp.ROUTER) != 0 ? Role.ROUTER : Role.HOST);
    }

    /** The MAC address in the first option of this type. */
    private static long mac(long ip, int type) {
        final long option = Ndp.option(ip + Ipv6Header.LENGTH, Ipv6Header.payloadLength(ip), type);
        if (option == 0) {
            return NOT_SAID;
        }
        final boolean isOfEthernet = Bytes.u8(option + 1) == 1; // in units of 8 bytes
        final long mac = isOfEthernet ? Ndp.linkLayer(option) : 0;
        return mac == 0 || Ethernet.isGroup(mac) ? IMPOSSIBLE : mac;
    }

    private boolean isOurs(int ingress, Ipv6Address address) {
        return interfaces.row(ingress).ipv6().addresses().contains(address.high(), address.low())
                || interfaces.table().own6().contains(address.high(), address.low());
    }

    /** An address of the interface it came in on, or its anycast address (ND-35). */
    private boolean isAskedForUs(long ip, int ingress) {
        final long icmp = ip + Ipv6Header.LENGTH;
        return interfaces
                        .row(ingress)
                        .ipv6()
                        .addresses()
                        .contains(Ndp.targetHigh(icmp), Ndp.targetLow(icmp))
                || isAnycast(icmp, ingress);
    }

    private boolean isAnycast(long icmp, int ingress) {
        return interfaces
                .addresses6(ingress)
                .anycast()
                .contains(new Ipv6Address(Ndp.targetHigh(icmp), Ndp.targetLow(icmp)));
    }

    /**
     * Answers a solicitation for us (ND-09) and a probe for an address we have (ND-13). Whose MAC
     * address the message does not tell is looked for first, as for any packet.
     */
    @Override
    public void answer(PacketBatch batch, int i) {
        final long ip = batch.network(i);
        final long icmp = ip + Ipv6Header.LENGTH;
        final int ingress = batch.ingress(i);
        final Interfaces.Row out = interfaces.row(ingress);
        final long mac = mac(ip, Ndp.SOURCE_LINK_LAYER);
        final Ipv6Address asker =
                new Ipv6Address(Ipv6Header.sourceHigh(ip), Ipv6Header.sourceLow(ip));
        if (Icmp6.type(icmp) != Ndp.NEIGHBOR_SOLICITATION
                || !out.arp()
                || !isAskedForUs(ip, ingress)
                || mac == IMPOSSIBLE
                || isOurs(ingress, asker)) {
            return;
        }
        final Ipv6Address target = new Ipv6Address(Ndp.targetHigh(icmp), Ndp.targetLow(icmp));
        final boolean isAnycast = isAnycast(icmp, ingress);
        final boolean isProbe = asker.isUnspecified();
        final boolean isToGroup = Ipv6Header.isMulticast(Ipv6Header.destinationHigh(ip));
        final int flags =
                (out.ipv6().forwarding() ? Ndp.ROUTER : 0)
                        | (isProbe ? 0 : Ndp.SOLICITED)
                        | (isToGroup && !isAnycast ? Ndp.OVERRIDE : 0);
        frames.sendNd(
                out,
                interfaces.mac(ingress),
                isProbe ? Groups6.mac(Groups6.ALL_NODES) : mac,
                new NdMessage(
                        Ndp.NEIGHBOR_ADVERTISEMENT,
                        flags,
                        isAnycast ? linkLocal(out.ipv6()) : target,
                        isProbe ? Groups6.ALL_NODES : asker,
                        target,
                        isToGroup ? Ndp.TARGET_LINK_LAYER : 0));
    }

    /** By its solicited-node group (ND-05), or to the neighbor alone (ND-07). */
    @Override
    public void ask(Neighbor neighbor, long knownMac) {
        final Interfaces.Row out = interfaces.row(neighbor.interfaceIndex);
        if (!out.arp() || !out.ipv6().enabled()) {
            return;
        }
        final Ipv6Address target = (Ipv6Address) neighbor.address;
        final Ipv6Address group = Groups6.solicitedNode(target);
        final boolean isToGroup = knownMac == 0;
        frames.sendNd(
                out,
                interfaces.mac(neighbor.interfaceIndex),
                isToGroup ? Groups6.mac(group) : knownMac,
                new NdMessage(
                        Ndp.NEIGHBOR_SOLICITATION,
                        0,
                        source(neighbor, out.ipv6()),
                        isToGroup ? group : target,
                        target,
                        Ndp.SOURCE_LINK_LAYER));
    }

    /** The newest waiting packet's source if it is ours on this interface (ND-06), else fe80::. */
    private static Ipv6Address source(Neighbor neighbor, Interface6 own) {
        final Neighbor.Held newest = neighbor.queue.peekLast();
        if (newest != null && newest.family() == Family.IPV6) {
            final long high = Ipv6Header.sourceHigh(newest.network());
            final long low = Ipv6Header.sourceLow(newest.network());
            if (own.addresses().contains(high, low)) {
                return new Ipv6Address(high, low);
            }
        }
        return linkLocal(own);
    }

    private static Ipv6Address linkLocal(Interface6 own) {
        return new Ipv6Address(own.linkLocalHigh(), own.linkLocalLow());
    }
}
