package io.gatun.dataplane.control;

import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.graph.WorkerCounters.Account;
import io.gatun.dataplane.packet.Buffers;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.wire.Arp;
import io.gatun.dataplane.wire.Bytes;
import io.gatun.dataplane.wire.Ethernet;
import io.gatun.dataplane.wire.Icmp6;
import io.gatun.dataplane.wire.Ipv6Header;
import io.gatun.dataplane.wire.Ndp;
import io.gatun.mgmt.model.Ipv6Address;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Makes the frames control sends. */
final class FrameMaker {

    private static final long NO_FRAME = 0;

    private final Buffers buffers;
    private final Injector injector;
    private final WorkerCounters counters;
    private final int readyEntry;
    private final int releasedEntry;
    private final MemorySegment one = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);

    /** Nodes: where finished frames go on, and those still without a MAC address. */
    FrameMaker(
            Buffers buffers,
            Injector injector,
            WorkerCounters counters,
            int readyEntry,
            int releasedEntry) {
        this.buffers = buffers;
        this.injector = injector;
        this.counters = counters;
        this.readyEntry = readyEntry;
        this.releasedEntry = releasedEntry;
    }

    /** An ARP message as RFC 826 lays it out. */
    record ArpMessage(
            int operation, long senderMac, int senderAddress, long targetMac, int targetAddress) {}

    /**
     * A message of Neighbor Discovery (RFC 4861 §4.3, §4.4).
     *
     * @param flags of an advertisement, as {@link Ndp} has them
     * @param option the type of the option with our MAC address; 0 for none
     */
    record NdMessage(
            int type,
            int flags,
            Ipv6Address source,
            Ipv6Address destination,
            Ipv6Address target,
            int option) {}

    /** Sends ARP out of an interface, tagged as the interface is; lost when there is no buffer. */
    void sendArp(Interfaces.Row out, long sourceMac, long destinationMac, ArpMessage message) {
        final long arp = begin(out, sourceMac, destinationMac, Ethernet.TYPE_ARP, Arp.LENGTH);
        if (arp != NO_FRAME) {
            Arp.write(
                    arp,
                    message.operation(),
                    message.senderMac(),
                    message.senderAddress(),
                    message.targetMac(),
                    message.targetAddress());
        }
    }

    /**
     * The same for Neighbor Discovery. Where the destination's MAC address is 0 it is looked for on
     * the link first, as for any packet.
     */
    void sendNd(Interfaces.Row out, long sourceMac, long destinationMac, NdMessage message) {
        final int length =
                Ndp.fixedLength(message.type())
                        + (message.option() == 0 ? 0 : Ndp.LINK_LAYER_OPTION_LENGTH);
        final long ip =
                begin(
                        out,
                        sourceMac,
                        destinationMac,
                        Ethernet.TYPE_IPV6,
                        Ipv6Header.LENGTH + length);
        if (ip == NO_FRAME) {
            return;
        }
        Ipv6Header.begin(ip, 0, 0);
        Ipv6Header.payloadLength(ip, length);
        Ipv6Header.nextHeader(ip, Ipv6Header.ICMP);
        Ipv6Header.hopLimit(ip, Ndp.HOP_LIMIT);
        Ipv6Header.source(ip, message.source().high(), message.source().low());
        Ipv6Header.destination(ip, message.destination().high(), message.destination().low());
        final long icmp = ip + Ipv6Header.LENGTH;
        Icmp6.type(icmp, message.type());
        Icmp6.rest(icmp, message.flags());
        Ndp.target(icmp, message.target().high(), message.target().low());
        if (message.option() != 0) {
            Ndp.linkLayer(icmp + Ndp.fixedLength(message.type()), message.option(), sourceMac);
        }
        Icmp6.seal(ip, icmp, length);
        count(message, Ipv6Header.LENGTH + length);
    }

    private void count(NdMessage message, int octets) {
        final int type = message.type();
        counters.add(Mib.IP6_OUT_REQUESTS, 1);
        counters.add(Mib.IP6_OUT_TRANSMITS, 1);
        counters.add(Mib.IP6_OUT_OCTETS, octets);
        if (message.destination().isMulticast()) {
            counters.add(Mib.IP6_OUT_MCAST_PKTS, 1);
            counters.add(Mib.IP6_OUT_MCAST_OCTETS, octets);
        }
        counters.add(Mib.ICMP6_OUT_MSGS, 1);
        counters.icmp6Out(type);
        counters.add(
                type == Ndp.NEIGHBOR_SOLICITATION
                        ? Mib.ICMP6_OUT_NEIGHBOR_SOLICITS
                        : Mib.ICMP6_OUT_NEIGHBOR_ADVERTISEMENTS,
                1);
    }

    /**
     * Puts a frame of zeros with its Ethernet header among those to be sent: where its content
     * goes, or {@link #NO_FRAME}.
     */
    private long begin(
            Interfaces.Row out, long sourceMac, long destinationMac, int type, int content) {
        if (!buffers.take(one.address(), 1)) {
            return NO_FRAME;
        }
        final long handle = one.get(ValueLayout.JAVA_LONG, 0);
        final boolean isReady = destinationMac != 0;
        final PacketBatch room = injector.room(0, isReady ? readyEntry : releasedEntry);
        if (room == null) { // last, for a batch once opened is sent
            give(handle);
            return NO_FRAME;
        }
        final int header = Ethernet.HEADER_LENGTH + (out.vlan() == 0 ? 0 : Ethernet.TAG_LENGTH);
        final int length = Math.max(Ethernet.MIN_FRAME, header + content);
        final long frame = buffers.frame(handle);
        buffers.reshape(handle, frame, length);
        Bytes.zero(frame, length);
        Ethernet.destination(frame, destinationMac);
        Ethernet.source(frame, sourceMac);
        if (out.vlan() != 0) {
            Ethernet.type(frame, Ethernet.TYPE_VLAN);
            Bytes.u16(frame + Ethernet.HEADER_LENGTH, out.vlan());
        }
        Ethernet.type(frame + header - Ethernet.HEADER_LENGTH, type);
        final int i = room.appendOriginated(handle, frame);
        room.network(i, frame + header);
        room.length(i, length);
        room.adjacency(i, out.ipv6().linkWay());
        room.egress(i, out.port());
        counters.add(Account.ORIGINATED, 1);
        return frame + header;
    }

    void give(long handle) {
        one.set(ValueLayout.JAVA_LONG, 0, handle);
        buffers.give(one.address(), 1);
    }
}
