package io.gatun.dataplane.node.icmp;

import io.gatun.dataplane.packet.Buffers;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.wire.Ethernet;
import io.gatun.dataplane.wire.Ipv4Header;
import io.gatun.dataplane.wire.Ipv6Header;

/** Makes the packet that answers in the buffer of the packet it answers. */
final class Originated {

    private Originated() {}

    /** The packet now begins at {@code ip}, with room for an Ethernet header before it. */
    static void place(Buffers buffers, PacketBatch batch, int i, long ip, int totalLength) {
        batch.network(i, ip);
        batch.frame(i, ip - Ethernet.HEADER_LENGTH);
        batch.length(i, Ethernet.HEADER_LENGTH + totalLength);
        batch.flags(i, batch.flags(i) & PacketBatch.TRACED);
        batch.flag(i, PacketBatch.ORIGINATED);
        buffers.reshape(batch.handle(i), batch.frame(i), batch.length(i));
    }

    /**
     * A header without options, DF clear (OUT-02). The node that sends it fills in identification
     * and checksum, and the source where it is 0.
     */
    static void header(
            long ip, int totalLength, int tos, int ttl, int protocol, int source, int destination) {
        Ipv4Header.versionAndIhl(ip, 0x45);
        Ipv4Header.tos(ip, tos);
        Ipv4Header.totalLength(ip, totalLength);
        Ipv4Header.identification(ip, 0);
        Ipv4Header.flagsAndOffset(ip, 0);
        Ipv4Header.ttl(ip, ttl);
        Ipv4Header.protocol(ip, protocol);
        Ipv4Header.checksum(ip, 0);
        Ipv4Header.source(ip, source);
        Ipv4Header.destination(ip, destination);
    }

    /** An IPv6 header but for the addresses; the flow label is 0. */
    static void header6(long ip, int payloadLength, int trafficClass, int hopLimit, int next) {
        Ipv6Header.begin(ip, trafficClass, 0);
        Ipv6Header.payloadLength(ip, payloadLength);
        Ipv6Header.nextHeader(ip, next);
        Ipv6Header.hopLimit(ip, hopLimit);
    }
}
