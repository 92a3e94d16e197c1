package io.gatun.dataplane.control;

import io.gatun.dataplane.wire.Ethernet;
import io.gatun.dataplane.wire.Ipv4Header;
import io.gatun.dataplane.wire.Ipv6Header;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.MacAddress;
import java.nio.ByteBuffer;

/** A frame in one line, from its first bytes; for people. */
final class FrameText {

    private static final int PORTS = 4;

    private FrameText() {}

    static String of(ByteBuffer frame) {
        if (frame.remaining() < Ethernet.HEADER_LENGTH) {
            return "truncated frame of " + frame.remaining() + " bytes";
        }
        int at = Ethernet.HEADER_LENGTH;
        int type = u16(frame, at - 2);
        String tag = "";
        if (type == Ethernet.TYPE_VLAN && frame.remaining() >= at + Ethernet.TAG_LENGTH) {
            tag = "vlan " + (u16(frame, at) & 0xFFF) + ", ";
            type = u16(frame, at + 2);
            at += Ethernet.TAG_LENGTH;
        }
        final String link = mac(frame, 6) + " > " + mac(frame, 0) + ", " + tag;
        return link
                + switch (type) {
                    case Ethernet.TYPE_IPV4 -> ipv4(frame, at);
                    case Ethernet.TYPE_IPV6 -> ipv6(frame, at);
                    case Ethernet.TYPE_ARP -> arp(frame, at);
                    default -> "type 0x%04x".formatted(type);
                };
    }

    private static String ipv4(ByteBuffer frame, int at) {
        if (frame.remaining() < at + Ipv4Header.MIN_LENGTH) {
            return "truncated IPv4";
        }
        final int protocol = u8(frame, at + 9);
        final int ports = at + (u8(frame, at) & 0xF) * 4;
        final boolean hasPorts =
                (protocol == Ipv4Header.PROTOCOL_TCP || protocol == Ipv4Header.PROTOCOL_UDP)
                        && (u16(frame, at + 6) & Ipv4Header.OFFSET_MASK) == 0
                        && frame.remaining() >= ports + PORTS;
        final String source = new Ipv4Address(frame.getInt(at + 12)).toString();
        final String destination = new Ipv4Address(frame.getInt(at + 16)).toString();
        final String icmp =
                protocol == Ipv4Header.PROTOCOL_ICMP
                                && (u16(frame, at + 6) & Ipv4Header.OFFSET_MASK) == 0
                                && frame.remaining() >= ports + 2
                        ? " " + IcmpText.of4(u8(frame, ports), u8(frame, ports + 1))
                        : "";
        return "%s%s > %s%s %s%s ttl %d length %d"
                .formatted(
                        source,
                        hasPorts ? ":" + u16(frame, ports) : "",
                        destination,
                        hasPorts ? ":" + u16(frame, ports + 2) : "",
                        protocolName(protocol),
                        icmp,
                        u8(frame, at + 8),
                        u16(frame, at + 2));
    }

    /** Ports behind a dot, as addresses have colons. */
    private static String ipv6(ByteBuffer frame, int at) {
        if (frame.remaining() < at + Ipv6Header.LENGTH) {
            return "truncated IPv6";
        }
        final int protocol = u8(frame, at + 6);
        final int ports = at + Ipv6Header.LENGTH;
        final boolean hasPorts =
                (protocol == Ipv6Header.TCP || protocol == Ipv6Header.UDP)
                        && frame.remaining() >= ports + PORTS;
        final Ipv6Address source = new Ipv6Address(frame.getLong(at + 8), frame.getLong(at + 16));
        final Ipv6Address destination =
                new Ipv6Address(frame.getLong(at + 24), frame.getLong(at + 32));
        final String icmp =
                protocol == Ipv6Header.ICMP && frame.remaining() >= ports + 2
                        ? " " + IcmpText.of6(u8(frame, ports), u8(frame, ports + 1))
                        : "";
        return "%s%s > %s%s %s%s hop limit %d length %d"
                .formatted(
                        source,
                        hasPorts ? "." + u16(frame, ports) : "",
                        destination,
                        hasPorts ? "." + u16(frame, ports + 2) : "",
                        protocol == Ipv6Header.ICMP ? "icmp6" : protocolName(protocol),
                        icmp,
                        u8(frame, at + 7),
                        Ipv6Header.LENGTH + u16(frame, at + 4));
    }

    private static String protocolName(int protocol) {
        return switch (protocol) {
            case Ipv4Header.PROTOCOL_ICMP -> "icmp";
            case Ipv4Header.PROTOCOL_TCP -> "tcp";
            case Ipv4Header.PROTOCOL_UDP -> "udp";
            default -> "protocol " + protocol;
        };
    }

    private static String arp(ByteBuffer frame, int at) {
        if (frame.remaining() < at + 28) {
            return "truncated ARP";
        }
        return "arp operation %d, %s asks or tells about %s"
                .formatted(
                        u16(frame, at + 6),
                        new Ipv4Address(frame.getInt(at + 14)),
                        new Ipv4Address(frame.getInt(at + 24)));
    }

    private static String mac(ByteBuffer frame, int at) {
        return new MacAddress(
                        (long) u16(frame, at) << 32 | Integer.toUnsignedLong(frame.getInt(at + 2)))
                .toString();
    }

    private static int u8(ByteBuffer frame, int at) {
        return Byte.toUnsignedInt(frame.get(at));
    }

    private static int u16(ByteBuffer frame, int at) {
        return Short.toUnsignedInt(frame.getShort(at));
    }
}
