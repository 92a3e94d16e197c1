package io.gatun.dataplane.graph;

import static io.gatun.dataplane.graph.Mib.*;
import static io.gatun.dataplane.wire.Icmp4.*;

import io.gatun.dataplane.wire.Icmp4;
import io.gatun.dataplane.wire.Icmp6;
import java.util.Set;

/**
 * Why a packet ended. Each reason has a sentence, the place that demands it, the counters that move
 * with it under their Linux names, and the ICMP error that answers it, if one does.
 */
@SuppressWarnings("ImmutableEnumChecker") // Set.of makes immutable sets
public enum DropReason {
    NONE("not dropped", ""),

    FRAME_IN_PIECES("the frame is longer than a buffer", "port mtu"),
    ETHERNET_TRUNCATED("shorter than an Ethernet header", "IEEE 802.3"),
    ETHERNET_OTHER_HOST("addressed to another host's MAC address", "RFC 1812 §5.3.4"),
    ETHERNET_UNKNOWN_TYPE("no handler for this EtherType", "RFC 894"),
    ETHERNET_NO_INTERFACE("the port has no untagged interface", "configuration"),
    VLAN_TRUNCATED("shorter than its VLAN tag", "IEEE 802.1Q §9"),
    VLAN_UNKNOWN("no interface for this VLAN", "IEEE 802.1Q §9.6"),

    ARP_TRUNCATED("shorter than an ARP message", "RFC 826"),
    ARP_NOT_IPV4("not ARP for IPv4 over Ethernet", "RFC 826"),
    ARP_BAD_OPERATION("neither an ARP request nor a reply", "RFC 826"),
    ARP_BAD_SENDER(
            "ARP from a group MAC address or about an impossible address", "RFC 1812 §3.3.2"),
    ARP_REVERSE_PATH(
            "ARP sender is not reached through the interface it came in on", "RFC 3704 §2.2"),
    ARP_OFF("ARP is off on this interface", "configuration"),

    IPV4_TRUNCATED("shorter than an IPv4 header", "RFC 1812 §5.2.2 (1)", IP_IN_HDR_ERRORS),
    IPV4_BAD_VERSION("IP version is not 4", "RFC 1812 §5.2.2 (3)", IP_IN_HDR_ERRORS),
    IPV4_BAD_HEADER_LENGTH(
            "header length is below 20 or beyond the packet",
            "RFC 1812 §5.2.2 (4)",
            IP_IN_HDR_ERRORS),
    IPV4_BAD_CHECKSUM(
            "IPv4 header checksum is wrong",
            "RFC 1812 §5.2.2 (2)",
            IP_IN_HDR_ERRORS,
            IP_IN_CSUM_ERRORS),
    IPV4_BAD_TOTAL_LENGTH(
            "total length is below the header length", "RFC 1812 §5.2.2 (5)", IP_IN_HDR_ERRORS),
    IPV4_SHORTER_THAN_TOTAL_LENGTH(
            "fewer bytes arrived than the total length says",
            "RFC 1812 §5.2.2",
            IP_IN_TRUNCATED_PKTS),
    IPV4_MARTIAN_SOURCE("source address cannot be a host's", "RFC 1812 §5.3.7"),
    IPV4_OWN_SOURCE("source address is one of this router's", "RFC 1812 §5.3.7"),
    IPV4_BROADCAST_SOURCE("source address is a broadcast address", "RFC 1812 §5.3.7"),
    IPV4_MARTIAN_DESTINATION("destination address cannot be on the wire", "RFC 1812 §5.3.7"),
    IPV4_REVERSE_PATH(
            "source is not reached through the interface it came in on",
            "RFC 3704 §2.2",
            TCP_REVERSE_PATH_FILTER),
    IPV4_OFF("the interface has no IPv4 address", "RFC 1812 §5.2.3"),
    IPV4_MULTICAST_NOT_JOINED("no one here joined this group", "RFC 1112 §7.2"),
    IPV4_BLACKHOLE("the route is a blackhole", "RFC 1812 §5.2.7.1"),
    IPV4_NO_ROUTE(
            "no route to the destination",
            "RFC 1812 §5.2.7.1",
            answer(DESTINATION_UNREACHABLE, NET_UNREACHABLE),
            IP_IN_NO_ROUTES),
    IPV4_UNREACHABLE(
            "the route says unreachable",
            "RFC 1812 §5.2.7.1",
            answer(DESTINATION_UNREACHABLE, HOST_UNREACHABLE)),
    IPV4_PROHIBITED(
            "the route says prohibited",
            "RFC 1812 §5.3.9",
            answer(DESTINATION_UNREACHABLE, Icmp4.ADMINISTRATIVELY_PROHIBITED)),
    IPV4_FORWARDING_OFF(
            "forwarding is off on the ingress interface", "RFC 1122 §3.3.4.2", IP_IN_ADDR_ERRORS),
    IPV4_GROUP_FRAME("a broadcast or multicast frame is not forwarded", "RFC 1812 §5.3.4"),
    IPV4_LINK_LOCAL("link-local addresses are not forwarded", "RFC 3927 §2.7"),
    IPV4_TTL_EXCEEDED(
            "TTL ran out",
            "RFC 1812 §5.3.1",
            answer(TIME_EXCEEDED, TTL_EXCEEDED_IN_TRANSIT),
            IP_IN_HDR_ERRORS),
    IPV4_FRAGMENTATION_NEEDED(
            "longer than the MTU and not to be fragmented",
            "RFC 1191 §4",
            answer(DESTINATION_UNREACHABLE, FRAGMENTATION_NEEDED),
            IP_FRAG_FAILS),
    IPV4_FRAGMENT_NO_BUFFER("no buffer for a fragment", "RFC 791 §3.2", IP_FRAG_FAILS),
    IPV4_ORIGINATED_NO_ROUTE(
            "no route for a packet of the router", "RFC 1122 §3.3.1.2", IP_OUT_NO_ROUTES),

    IPV6_OFF("IPv6 is off on this interface", "disable_ipv6", IP6_IN_DISCARDS),
    IPV6_TRUNCATED("shorter than an IPv6 header", "RFC 8200 §3", IP6_IN_HDR_ERRORS),
    IPV6_BAD_VERSION("IP version is not 6", "RFC 8200 §3", IP6_IN_HDR_ERRORS),
    IPV6_LOOPBACK("the loopback address came by a wire", "RFC 4291 §2.5.3", IP6_IN_HDR_ERRORS),
    IPV6_RESERVED_SCOPE(
            "a group whose scope no packet on a wire has", "RFC 4291 §2.7", IP6_IN_HDR_ERRORS),
    IPV6_MULTICAST_SOURCE(
            "source address is a multicast address", "RFC 4291 §2.7", IP6_IN_HDR_ERRORS),
    IPV6_SHORTER_THAN_PAYLOAD_LENGTH(
            "fewer bytes arrived than the payload length says",
            "RFC 8200 §3",
            IP6_IN_TRUNCATED_PKTS),
    IPV6_NO_ROOM_FOR_OPTIONS(
            "payload length 0 leaves no room for the hop-by-hop header",
            "RFC 2675 §3",
            IP6_IN_HDR_ERRORS),
    IPV6_OWN_SOURCE("source address is one of this router's", "RFC 4291 §2.1"),
    IPV6_UNSPECIFIED_SOURCE(
            "a packet without a source address is not forwarded",
            "RFC 4291 §2.5.2",
            IP6_IN_ADDR_ERRORS),
    IPV6_UNSPECIFIED_DESTINATION(
            "the unspecified address is no destination",
            "RFC 4291 §2.5.2",
            answer6(Icmp6.DESTINATION_UNREACHABLE, Icmp6.NO_ROUTE),
            IP6_IN_ADDR_ERRORS),
    IPV6_MULTICAST_NOT_JOINED("no one here joined this group", "RFC 4291 §2.8"),
    IPV6_BLACKHOLE("the route is a blackhole", "RFC 4443 §3.1"),
    IPV6_NO_ROUTE(
            "no route to the destination",
            "RFC 4443 §3.1",
            answer6(Icmp6.DESTINATION_UNREACHABLE, Icmp6.NO_ROUTE),
            IP6_IN_NO_ROUTES),
    IPV6_UNREACHABLE(
            "the route says unreachable",
            "RFC 4443 §3.1",
            answer6(Icmp6.DESTINATION_UNREACHABLE, Icmp6.NO_ROUTE),
            IP6_IN_NO_ROUTES),
    IPV6_PROHIBITED(
            "the route says prohibited",
            "RFC 4443 §3.1",
            answer6(Icmp6.DESTINATION_UNREACHABLE, Icmp6.ADMINISTRATIVELY_PROHIBITED),
            IP6_IN_NO_ROUTES),
    IPV6_FORWARDING_OFF(
            "forwarding is off on the ingress interface", "RFC 8200 §2", IP6_IN_ADDR_ERRORS),
    IPV6_GROUP_FRAME("a broadcast or multicast frame is not forwarded", "RFC 1812 §5.3.4"),
    IPV6_LINK_LOCAL_DESTINATION(
            "a link-local destination is another host's on its link", "RFC 4291 §2.5.6"),
    IPV6_HOP_LIMIT_EXCEEDED(
            "the hop limit ran out",
            "RFC 8200 §3",
            answer6(Icmp6.TIME_EXCEEDED, Icmp6.HOP_LIMIT_EXCEEDED),
            IP6_IN_HDR_ERRORS),
    IPV6_BEYOND_SCOPE(
            "a link-local source would leave its link",
            "RFC 4007 §9",
            answer6(Icmp6.DESTINATION_UNREACHABLE, Icmp6.BEYOND_SCOPE),
            IP6_IN_ADDR_ERRORS),
    IPV6_PACKET_TOO_BIG(
            "longer than the MTU, and routers do not fragment IPv6",
            "RFC 8200 §5",
            answer6(Icmp6.PACKET_TOO_BIG, 0),
            IP6_IN_TOO_BIG_ERRORS,
            IP6_FRAG_FAILS),
    IPV6_ORIGINATED_NO_ROUTE(
            "no route for a packet of the router", "RFC 8200 §3", IP6_OUT_NO_ROUTES),
    IPV6_ORIGINATED_TOO_BIG(
            "longer than the MTU of its way, and not fragmented by this version",
            "CHANGELOG",
            IP6_OUT_DISCARDS),

    NEIGHBOR_QUEUE_FULL("too many packets wait for this neighbor", "RFC 4861 §7.2.2"),
    NEIGHBOR_TABLE_FULL("the neighbor table is full", "gc_thresh3"),
    NEIGHBOR_GONE("interface or route vanished while the packet waited", "NUD-34"),
    NEIGHBOR_UNREACHABLE(
            "the next hop does not answer",
            "RFC 1812 §5.2.7.1",
            answer(DESTINATION_UNREACHABLE, HOST_UNREACHABLE)
                    .and6(Icmp6.DESTINATION_UNREACHABLE, Icmp6.ADDRESS_UNREACHABLE)),
    PUNT_QUEUE_FULL("control has no time for more packets", "RFC 6192"),
    INJECT_QUEUE_FULL("the worker has no room for packets of control", "gatun"),

    LOCAL_FRAGMENT("fragments to the router are not reassembled by this version", "CHANGELOG"),
    LOCAL_UNKNOWN_PROTOCOL(
            "no one here speaks this protocol",
            "RFC 1122 §3.2.2.1",
            answer(DESTINATION_UNREACHABLE, PROTOCOL_UNREACHABLE),
            IP_IN_UNKNOWN_PROTOS),
    TCP_NO_LISTENER("no one listens on TCP here", "RFC 9293 §3.10.7.1"),
    UDP_TRUNCATED("shorter than its UDP length", "RFC 768", UDP_IN_ERRORS),
    UDP_BAD_CHECKSUM("UDP checksum is wrong", "RFC 768", UDP_IN_ERRORS, UDP_IN_CSUM_ERRORS),
    UDP_GROUP_NO_LISTENER(
            "no one listens on UDP to this group", "RFC 1122 §3.2.2", UDP_IGNORED_MULTI),
    UDP_NO_LISTENER(
            "no one listens on this UDP port",
            "RFC 1122 §4.1.3.1",
            answer(DESTINATION_UNREACHABLE, PORT_UNREACHABLE),
            UDP_NO_PORTS),
    ICMP_TRUNCATED("shorter than an ICMP header", "RFC 792", ICMP_IN_ERRORS),
    ICMP_BAD_CHECKSUM("ICMP checksum is wrong", "RFC 792", ICMP_IN_ERRORS, ICMP_IN_CSUM_ERRORS),
    ICMP_SHORT_QUOTE(
            "an ICMP error that does not quote a header and 8 bytes",
            "RFC 1122 §3.2.2",
            ICMP_IN_ERRORS),
    ICMP_UNKNOWN_TYPE("no such ICMP type", "RFC 1122 §3.2.2", ICMP_IN_ERRORS),
    ICMP_ECHO_IGNORED("echo requests like this one are ignored", "RFC 1122 §3.2.2.6"),
    ICMP_BROADCAST_IGNORED("ICMP to a group is not answered", "RFC 1122 §3.2.2.6", ICMP_IN_ERRORS),
    LOCAL6_EXTENSION_HEADER(
            "extension headers to the router are not worked on by this version", "CHANGELOG"),
    LOCAL6_NO_NEXT_HEADER("nothing follows the header", "RFC 8200 §4.7"),
    LOCAL6_UNKNOWN_NEXT_HEADER(
            "no one here speaks this protocol",
            "RFC 8200 §4",
            answer6(Icmp6.PARAMETER_PROBLEM, Icmp6.UNKNOWN_NEXT_HEADER),
            IP6_IN_UNKNOWN_PROTOS),
    UDP6_TRUNCATED("shorter than its UDP length", "RFC 768", UDP6_IN_ERRORS),
    UDP6_NO_CHECKSUM(
            "UDP over IPv6 without a checksum",
            "RFC 8200 §8.1",
            UDP6_IN_ERRORS,
            UDP6_IN_CSUM_ERRORS),
    UDP6_BAD_CHECKSUM("UDP checksum is wrong", "RFC 768", UDP6_IN_ERRORS, UDP6_IN_CSUM_ERRORS),
    UDP6_GROUP_NO_LISTENER("no one listens on UDP to this group", "RFC 4443 §2.4 (e.3)"),
    UDP6_NO_LISTENER(
            "no one listens on this UDP port",
            "RFC 4443 §3.1",
            answer6(Icmp6.DESTINATION_UNREACHABLE, Icmp6.PORT_UNREACHABLE),
            UDP6_NO_PORTS),
    ICMP6_TRUNCATED("shorter than an ICMPv6 header", "RFC 4443 §2.1", ICMP6_IN_ERRORS),
    ICMP6_BAD_CHECKSUM(
            "ICMPv6 checksum is wrong", "RFC 4443 §2.3", ICMP6_IN_ERRORS, ICMP6_IN_CSUM_ERRORS),
    ICMP6_SHORT_QUOTE(
            "an ICMPv6 error that does not quote a header and 8 bytes",
            "RFC 4443 §2.4",
            ICMP6_IN_ERRORS),
    ICMP6_UNKNOWN_TYPE("no such informational ICMPv6 type", "RFC 4443 §2.4 (b)"),
    ICMP6_ECHO_IGNORED("echo requests like this one are ignored", "RFC 4443 §4.2"),
    ICMP6_ECHO_LIMITED("echo replies to this host are limited", "RFC 4443 §2.4 (f)"),
    ND_HOP_LIMIT("Neighbor Discovery from beyond the link", "RFC 4861 §7.1.1"),
    ND_BAD_CODE("Neighbor Discovery with a code that is not 0", "RFC 4861 §7.1.1"),
    ND_TRUNCATED("shorter than its Neighbor Discovery message", "RFC 4861 §7.1.1"),
    ND_BAD_OPTION("an option without length, or beyond the message", "RFC 4861 §7.1.1"),
    ND_BAD_TARGET("target address cannot be a neighbor's", "RFC 4861 §7.1.1"),
    ND_BAD_SOURCE("source address cannot be that of this message", "RFC 4861 §7.1.1"),
    ND_BAD_DESTINATION("a probe for an address not to its solicited-node group", "RFC 4861 §7.1.1"),
    ND_SOLICITED_GROUP("a solicited advertisement to a group", "RFC 4861 §7.1.2"),

    HOOK_DROPPED("a hook said drop", "netfilter"),
    TX_QUEUE_FULL("the device took no more frames", "RFC 1812 §5.3.6"),
    TX_LINK_DOWN("the egress port is down", "RFC 1812 §5.3.12.1"),
    SHUTDOWN("the router stopped while the packet waited", "gatun");

    /** Type and code of the ICMP errors that answer, one for each version of IP. */
    private record Answer(int icmp, int icmp6) {

        private static final int NONE = -1;

        private static int of(int type, int code) {
            return type << 8 | code;
        }

        Answer and6(int type, int code) {
            return new Answer(icmp, of(type, code));
        }
    }

    private static final DropReason[] ALL = values();

    private final String sentence;
    private final String source;
    private final Answer answer;
    private final Set<Mib> counters;

    DropReason(String sentence, String source, Mib... counters) {
        this(sentence, source, new Answer(Answer.NONE, Answer.NONE), counters);
    }

    DropReason(String sentence, String source, Answer answer, Mib... counters) {
        this.sentence = sentence;
        this.source = source;
        this.answer = answer;
        this.counters = Set.of(counters);
    }

    private static Answer answer(int icmpType, int icmpCode) {
        return new Answer(Answer.of(icmpType, icmpCode), Answer.NONE);
    }

    private static Answer answer6(int icmpType, int icmpCode) {
        return new Answer(Answer.NONE, Answer.of(icmpType, icmpCode));
    }

    public static int count() {
        return ALL.length;
    }

    public static DropReason at(int ordinal) {
        return ALL[ordinal];
    }

    /** Of this name, or {@link #NONE}. */
    static DropReason named(String name) {
        for (DropReason reason : ALL) {
            if (reason.name().equals(name)) {
                return reason;
            }
        }
        return NONE;
    }

    public String sentence() {
        return sentence;
    }

    /** The document, or the setting, that demands it. */
    public String source() {
        return source;
    }

    /** ICMP type of the error that answers an IPv4 packet. */
    public int icmpType() {
        return answer.icmp >>> 8;
    }

    public int icmpCode() {
        return answer.icmp & 0xFF;
    }

    /** ICMPv6 type of the error that answers an IPv6 packet. */
    public int icmp6Type() {
        return answer.icmp6 >>> 8;
    }

    public int icmp6Code() {
        return answer.icmp6 & 0xFF;
    }

    /** Counters that move with every packet dropped for this reason. */
    public Set<Mib> counters() {
        return counters;
    }
}
