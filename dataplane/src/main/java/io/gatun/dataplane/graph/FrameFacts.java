package io.gatun.dataplane.graph;

import io.gatun.dataplane.wire.Arp;
import io.gatun.dataplane.wire.Ethernet;
import io.gatun.dataplane.wire.Ipv4Header;
import io.gatun.dataplane.wire.Ipv6Chain;
import io.gatun.dataplane.wire.Ipv6Header;
import io.gatun.dataplane.wire.Udp;

/**
 * What a filter asks of a frame, read once and asked often. Whatever the bytes, nothing is read
 * behind the frame. Belongs to one thread.
 */
public final class FrameFacts {

    public static final int NONE = -1;

    private static final int IPV4 = 4;
    private static final int IPV6 = 6;
    private static final int PORTS = 4;

    private int type;
    private int vlan;
    private int family;
    private long sourceHigh;
    private long sourceLow;
    private long destinationHigh;
    private long destinationLow;
    private int protocol;
    private int srcPort;
    private int dstPort;

    /** Forgets the last frame and reads another. */
    public void read(long frame, int length) {
        type = NONE;
        vlan = NONE;
        family = NONE;
        protocol = NONE;
        srcPort = NONE;
        dstPort = NONE;
        int at = Ethernet.HEADER_LENGTH;
        if (length < at) {
            return;
        }
        type = Ethernet.type(frame);
        if (type == Ethernet.TYPE_VLAN && length >= at + Ethernet.TAG_LENGTH) {
            vlan = Ethernet.vlan(frame);
            type = Ethernet.taggedType(frame);
            at += Ethernet.TAG_LENGTH;
        }
        final int left = length - at;
        switch (type) {
            case Ethernet.TYPE_IPV4 -> readIpv4(frame + at, left);
            case Ethernet.TYPE_IPV6 -> readIpv6(frame + at, left);
            case Ethernet.TYPE_ARP -> readArp(frame + at, left);
            default -> {}
        }
    }

    private void readIpv4(long ip, int left) {
        if (left < Ipv4Header.MIN_LENGTH) {
            return;
        }
        family = IPV4;
        sourceLow = Integer.toUnsignedLong(Ipv4Header.source(ip));
        destinationLow = Integer.toUnsignedLong(Ipv4Header.destination(ip));
        protocol = Ipv4Header.protocol(ip);
        if (Ipv4Header.fragmentOffsetBytes(ip) == 0) {
            readPorts(ip, Ipv4Header.headerLength(ip), left);
        }
    }

    private void readIpv6(long ip, int left) {
        if (left < Ipv6Header.LENGTH) {
            return;
        }
        family = IPV6;
        sourceHigh = Ipv6Header.sourceHigh(ip);
        sourceLow = Ipv6Header.sourceLow(ip);
        destinationHigh = Ipv6Header.destinationHigh(ip);
        destinationLow = Ipv6Header.destinationLow(ip);
        protocol = Ipv6Header.nextHeader(ip);
        final int found = Ipv6Chain.find(ip, left);
        if (found >= 0) {
            protocol = Ipv6Chain.protocol(found);
            readPorts(ip, Ipv6Chain.offset(found), left);
        }
    }

    private void readPorts(long ip, int offset, int left) {
        final boolean hasPorts =
                (protocol == Ipv4Header.PROTOCOL_TCP || protocol == Ipv4Header.PROTOCOL_UDP)
                        && left >= offset + PORTS;
        if (hasPorts) {
            srcPort = Udp.srcPort(ip + offset);
            dstPort = Udp.dstPort(ip + offset);
        }
    }

    /** Who asks and who is asked for are its source and its destination. */
    private void readArp(long arp, int left) {
        if (left >= Arp.LENGTH && Arp.isIpv4OverEthernet(arp)) {
            family = IPV4;
            sourceLow = Integer.toUnsignedLong(Arp.senderAddress(arp));
            destinationLow = Integer.toUnsignedLong(Arp.targetAddress(arp));
        }
    }

    /** EtherType behind the tag, or {@link #NONE}. */
    public int type() {
        return type;
    }

    /** Of its 802.1Q tag, or {@link #NONE}. */
    public int vlan() {
        return vlan;
    }

    /** Number of IPv4 or of the upper-layer header of IPv6, or {@link #NONE}. */
    public int protocol() {
        return protocol;
    }

    public int srcPort() {
        return srcPort;
    }

    public int dstPort() {
        return dstPort;
    }

    public boolean isSourceIn4(int prefix, int mask) {
        return family == IPV4 && ((int) sourceLow & mask) == prefix;
    }

    public boolean isDestinationIn4(int prefix, int mask) {
        return family == IPV4 && ((int) destinationLow & mask) == prefix;
    }

    public boolean isSourceIn6(long high, long low, long highMask, long lowMask) {
        return family == IPV6 && (sourceHigh & highMask) == high && (sourceLow & lowMask) == low;
    }

    public boolean isDestinationIn6(long high, long low, long highMask, long lowMask) {
        return family == IPV6
                && (destinationHigh & highMask) == high
                && (destinationLow & lowMask) == low;
    }
}
