package io.gatun.dataplane.control;

import io.gatun.dataplane.control.FrameMaker.ArpMessage;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.wire.Arp;
import io.gatun.dataplane.wire.Ethernet;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.Ipv4Address;

/** Speaks ARP (RFC 826): asks, answers, and tells the neighbor keeper what was heard. */
final class ArpKeeper {

    private final InterfaceKeeper interfaces;
    private final FrameMaker frames;

    ArpKeeper(InterfaceKeeper interfaces, FrameMaker frames) {
        this.interfaces = interfaces;
        this.frames = frames;
    }

    /**
     * What an ARP message says of its sender.
     *
     * @param isSolicited it answers us, and only us: the sender hears us
     * @param isGratuitous it announces itself (RFC 5227 §3), a reply with its own MAC twice
     * @param asksForUs it asks for us: worth an entry of its own
     */
    record Heard(
            int interfaceIndex,
            IpAddress address,
            long mac,
            boolean isSolicited,
            boolean isGratuitous,
            boolean asksForUs) {}

    /** Hears one message that the node before has checked; null when there is nothing to learn. */
    Heard hear(PacketBatch batch, int i) {
        final long arp = batch.network(i);
        final int ingress = batch.ingress(i);
        final int sender = Arp.senderAddress(arp);
        final int target = Arp.targetAddress(arp);
        if (sender == 0 || interfaces.table().own().contains(sender)) {
            return null; // a probe teaches nothing (ARP-14); our own address is a conflict (RPF-16)
        }
        final boolean isRequest = Arp.operation(arp) == Arp.REQUEST;
        final boolean isForUs = interfaces.table().own().contains(target);
        final boolean isUnicast = (batch.flags(i) & PacketBatch.GROUP_FRAME) == 0;
        return new Heard(
                ingress,
                new Ipv4Address(sender),
                Arp.senderMac(arp),
                !isRequest && isUnicast && isForUs,
                sender == target && (isRequest || Arp.targetMac(arp) == Arp.senderMac(arp)),
                isRequest && isForUs);
    }

    /**
     * Answers a request for any address of the router (ARP-04, ARP-12), a probe as well (ARP-14).
     */
    void answer(PacketBatch batch, int i) {
        final long arp = batch.network(i);
        final int target = Arp.targetAddress(arp);
        final int sender = Arp.senderAddress(arp);
        if (Arp.operation(arp) != Arp.REQUEST
                || !interfaces.table().own().contains(target)
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

    /** Asks all of the link (ARP-02), or the neighbor alone whether it is still there (ARP-03). */
    void ask(int interfaceIndex, int target, int sender, long knownMac) {
        final Interfaces.Row out = interfaces.row(interfaceIndex);
        if (!out.arp()) {
            return;
        }
        final long mac = interfaces.mac(interfaceIndex);
        frames.sendArp(
                out,
                mac,
                knownMac == 0 ? Ethernet.BROADCAST : knownMac,
                new ArpMessage(Arp.REQUEST, mac, sender, 0, target));
    }
}
