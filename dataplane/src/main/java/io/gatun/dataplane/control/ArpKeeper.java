package io.gatun.dataplane.control;

import io.gatun.dataplane.control.FrameMaker.ArpMessage;
import io.gatun.dataplane.control.Heard.Role;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.wire.Arp;
import io.gatun.dataplane.wire.Ethernet;
import io.gatun.dataplane.wire.Ipv4Header;
import io.gatun.mgmt.model.Ipv4Address;
import java.util.function.IntPredicate;

/** Speaks ARP (RFC 826). */
final class ArpKeeper implements Resolver {

    private final InterfaceKeeper interfaces;
    private final FrameMaker frames;
    private final IntPredicate localByRoute;

    /**
     * Speaks on these interfaces.
     *
     * @param localByRoute whether a route makes an address the router's own (FIB-12)
     */
    ArpKeeper(InterfaceKeeper interfaces, FrameMaker frames, IntPredicate localByRoute) {
        this.interfaces = interfaces;
        this.frames = frames;
        this.localByRoute = localByRoute;
    }

    private boolean isOurs(int address) {
        return interfaces.table().own().contains(address) || localByRoute.test(address);
    }

    @Override
    public Heard hear(PacketBatch batch, int i) {
        final long arp = batch.network(i);
        final int ingress = batch.ingress(i);
        final int sender = Arp.senderAddress(arp);
        final int target = Arp.targetAddress(arp);
        if (sender == 0 || interfaces.table().own().contains(sender)) {
            return null; // a probe teaches nothing (ARP-14); our own address is a conflict (RPF-16)
        }
        final boolean isRequest = Arp.operation(arp) == Arp.REQUEST;
        final boolean isForUs = isOurs(target);
        final boolean isUnicast = (batch.flags(i) & PacketBatch.GROUP_FRAME) == 0;
        // RFC 5227 §3: it announces itself; a reply with its own MAC twice
        final boolean isGratuitous =
                sender == target && (isRequest || Arp.targetMac(arp) == Arp.senderMac(arp));
        final boolean asksForUs = isRequest && isForUs;
        return new Heard(
                ingress,
                new Ipv4Address(sender),
                Arp.senderMac(arp),
                !isRequest && isUnicast && isForUs,
                isGratuitous || asksForUs,
                asksForUs,
                Role.UNSAID);
    }

    /**
     * Answers a request for any address of the router (ARP-04, ARP-12), a probe as well (ARP-14).
     */
    @Override
    public void answer(PacketBatch batch, int i) {
        final long arp = batch.network(i);
        final int target = Arp.targetAddress(arp);
        final int sender = Arp.senderAddress(arp);
        if (Arp.operation(arp) != Arp.REQUEST
                || !isOurs(target)
                || interfaces.table().own().contains(sender)) {
            return;
        }
        final int ingress = batch.ingress(i);
        final long mac = interfaces.mac(ingress);
        final long asker = Arp.senderMac(arp);
        frames.sendArp(
                interfaces.row(ingress),
                mac,
                asker,
                new ArpMessage(Arp.REPLY, mac, target, asker, sender));
    }

    /** By broadcast (ARP-02), or to the neighbor alone (ARP-03). */
    @Override
    public void ask(Neighbor neighbor, long knownMac) {
        final Interfaces.Row out = interfaces.row(neighbor.interfaceIndex);
        if (!out.arp()) {
            return;
        }
        final long mac = interfaces.mac(neighbor.interfaceIndex);
        final int target = ((Ipv4Address) neighbor.address).bits();
        frames.sendArp(
                out,
                mac,
                knownMac == 0 ? Ethernet.BROADCAST : knownMac,
                new ArpMessage(Arp.REQUEST, mac, sender(neighbor).bits(), 0, target));
    }

    /**
     * The newest waiting packet's source if it is ours (ARP-06), else ours nearest to the target.
     */
    private Ipv4Address sender(Neighbor neighbor) {
        final Neighbor.Held newest = neighbor.queue.peekLast();
        if (newest != null && newest.family() == Family.IPV4) {
            final int source = Ipv4Header.source(newest.network());
            if (interfaces.table().own().contains(source)) {
                return new Ipv4Address(source);
            }
        }
        return interfaces.source4(neighbor.interfaceIndex, neighbor.address);
    }
}
