package io.gatun.dataplane.graph;

/**
 * Counters under their Linux names (RFC 4293; /proc/net/snmp, /proc/net/netstat and, without a dot,
 * /proc/net/snmp6).
 */
public enum Mib {
    IP_IN_RECEIVES("Ip.InReceives"),
    IP_IN_HDR_ERRORS("Ip.InHdrErrors"),
    IP_IN_ADDR_ERRORS("Ip.InAddrErrors"),
    IP_FORW_DATAGRAMS("Ip.ForwDatagrams"),
    IP_IN_UNKNOWN_PROTOS("Ip.InUnknownProtos"),
    IP_IN_DISCARDS("Ip.InDiscards"),
    IP_IN_DELIVERS("Ip.InDelivers"),
    IP_OUT_REQUESTS("Ip.OutRequests"),
    IP_OUT_DISCARDS("Ip.OutDiscards"),
    IP_OUT_NO_ROUTES("Ip.OutNoRoutes"),
    IP_OUT_TRANSMITS("Ip.OutTransmits"),
    IP_FRAG_OKS("Ip.FragOKs"),
    IP_FRAG_FAILS("Ip.FragFails"),
    IP_FRAG_CREATES("Ip.FragCreates"),
    IP_IN_NO_ROUTES("IpExt.InNoRoutes"),
    IP_IN_TRUNCATED_PKTS("IpExt.InTruncatedPkts"),
    IP_IN_MCAST_PKTS("IpExt.InMcastPkts"),
    IP_IN_BCAST_PKTS("IpExt.InBcastPkts"),
    IP_OUT_BCAST_PKTS("IpExt.OutBcastPkts"),
    IP_IN_OCTETS("IpExt.InOctets"),
    IP_OUT_OCTETS("IpExt.OutOctets"),
    IP_IN_MCAST_OCTETS("IpExt.InMcastOctets"),
    IP_IN_BCAST_OCTETS("IpExt.InBcastOctets"),
    IP_OUT_BCAST_OCTETS("IpExt.OutBcastOctets"),
    IP_IN_CSUM_ERRORS("IpExt.InCsumErrors"),
    IP_IN_NO_ECT_PKTS("IpExt.InNoECTPkts"),
    IP_IN_ECT1_PKTS("IpExt.InECT1Pkts"),
    IP_IN_ECT0_PKTS("IpExt.InECT0Pkts"),
    IP_IN_CE_PKTS("IpExt.InCEPkts"),
    TCP_REVERSE_PATH_FILTER("TcpExt.IPReversePathFilter"),
    ICMP_IN_MSGS("Icmp.InMsgs"),
    ICMP_IN_ERRORS("Icmp.InErrors"),
    ICMP_IN_CSUM_ERRORS("Icmp.InCsumErrors"),
    ICMP_IN_DEST_UNREACHS("Icmp.InDestUnreachs"),
    ICMP_IN_TIME_EXCDS("Icmp.InTimeExcds"),
    ICMP_IN_PARM_PROBS("Icmp.InParmProbs"),
    ICMP_IN_SRC_QUENCHS("Icmp.InSrcQuenchs"),
    ICMP_IN_REDIRECTS("Icmp.InRedirects"),
    ICMP_IN_ECHOS("Icmp.InEchos"),
    ICMP_IN_ECHO_REPS("Icmp.InEchoReps"),
    ICMP_IN_TIMESTAMPS("Icmp.InTimestamps"),
    ICMP_IN_TIMESTAMP_REPS("Icmp.InTimestampReps"),
    ICMP_IN_ADDR_MASKS("Icmp.InAddrMasks"),
    ICMP_IN_ADDR_MASK_REPS("Icmp.InAddrMaskReps"),
    ICMP_OUT_MSGS("Icmp.OutMsgs"),
    ICMP_OUT_RATE_LIMIT_GLOBAL("Icmp.OutRateLimitGlobal"),
    ICMP_OUT_RATE_LIMIT_HOST("Icmp.OutRateLimitHost"),
    ICMP_OUT_DEST_UNREACHS("Icmp.OutDestUnreachs"),
    ICMP_OUT_TIME_EXCDS("Icmp.OutTimeExcds"),
    ICMP_OUT_ECHO_REPS("Icmp.OutEchoReps"),
    UDP_NO_PORTS("Udp.NoPorts"),
    UDP_IN_ERRORS("Udp.InErrors"),
    UDP_IN_CSUM_ERRORS("Udp.InCsumErrors"),
    UDP_IGNORED_MULTI("Udp.IgnoredMulti"),
    IP6_IN_RECEIVES("Ip6InReceives"),
    IP6_IN_HDR_ERRORS("Ip6InHdrErrors"),
    IP6_IN_TOO_BIG_ERRORS("Ip6InTooBigErrors"),
    IP6_IN_NO_ROUTES("Ip6InNoRoutes"),
    IP6_IN_ADDR_ERRORS("Ip6InAddrErrors"),
    IP6_IN_UNKNOWN_PROTOS("Ip6InUnknownProtos"),
    IP6_IN_TRUNCATED_PKTS("Ip6InTruncatedPkts"),
    IP6_IN_DISCARDS("Ip6InDiscards"),
    IP6_IN_DELIVERS("Ip6InDelivers"),
    IP6_OUT_FORW_DATAGRAMS("Ip6OutForwDatagrams"),
    IP6_OUT_REQUESTS("Ip6OutRequests"),
    IP6_OUT_DISCARDS("Ip6OutDiscards"),
    IP6_OUT_NO_ROUTES("Ip6OutNoRoutes"),
    IP6_FRAG_FAILS("Ip6FragFails"),
    IP6_IN_MCAST_PKTS("Ip6InMcastPkts"),
    IP6_OUT_MCAST_PKTS("Ip6OutMcastPkts"),
    IP6_IN_OCTETS("Ip6InOctets"),
    IP6_OUT_OCTETS("Ip6OutOctets"),
    IP6_IN_MCAST_OCTETS("Ip6InMcastOctets"),
    IP6_OUT_MCAST_OCTETS("Ip6OutMcastOctets"),
    IP6_IN_NO_ECT_PKTS("Ip6InNoECTPkts"),
    IP6_IN_ECT1_PKTS("Ip6InECT1Pkts"),
    IP6_IN_ECT0_PKTS("Ip6InECT0Pkts"),
    IP6_IN_CE_PKTS("Ip6InCEPkts"),
    IP6_OUT_TRANSMITS("Ip6OutTransmits"),
    ICMP6_IN_MSGS("Icmp6InMsgs"),
    ICMP6_IN_ERRORS("Icmp6InErrors"),
    ICMP6_OUT_MSGS("Icmp6OutMsgs"),
    ICMP6_IN_CSUM_ERRORS("Icmp6InCsumErrors"),
    ICMP6_OUT_RATE_LIMIT_HOST("Icmp6OutRateLimitHost"),
    ICMP6_IN_DEST_UNREACHS("Icmp6InDestUnreachs"),
    ICMP6_IN_PKT_TOO_BIGS("Icmp6InPktTooBigs"),
    ICMP6_IN_TIME_EXCDS("Icmp6InTimeExcds"),
    ICMP6_IN_PARM_PROBLEMS("Icmp6InParmProblems"),
    ICMP6_IN_ECHOS("Icmp6InEchos"),
    ICMP6_IN_ECHO_REPLIES("Icmp6InEchoReplies"),
    ICMP6_IN_GROUP_MEMB_QUERIES("Icmp6InGroupMembQueries"),
    ICMP6_IN_GROUP_MEMB_RESPONSES("Icmp6InGroupMembResponses"),
    ICMP6_IN_GROUP_MEMB_REDUCTIONS("Icmp6InGroupMembReductions"),
    ICMP6_IN_ROUTER_SOLICITS("Icmp6InRouterSolicits"),
    ICMP6_IN_ROUTER_ADVERTISEMENTS("Icmp6InRouterAdvertisements"),
    ICMP6_IN_NEIGHBOR_SOLICITS("Icmp6InNeighborSolicits"),
    ICMP6_IN_NEIGHBOR_ADVERTISEMENTS("Icmp6InNeighborAdvertisements"),
    ICMP6_IN_REDIRECTS("Icmp6InRedirects"),
    ICMP6_IN_MLDV2_REPORTS("Icmp6InMLDv2Reports"),
    ICMP6_OUT_DEST_UNREACHS("Icmp6OutDestUnreachs"),
    ICMP6_OUT_PKT_TOO_BIGS("Icmp6OutPktTooBigs"),
    ICMP6_OUT_TIME_EXCDS("Icmp6OutTimeExcds"),
    ICMP6_OUT_PARM_PROBLEMS("Icmp6OutParmProblems"),
    ICMP6_OUT_ECHO_REPLIES("Icmp6OutEchoReplies"),
    ICMP6_OUT_NEIGHBOR_SOLICITS("Icmp6OutNeighborSolicits"),
    ICMP6_OUT_NEIGHBOR_ADVERTISEMENTS("Icmp6OutNeighborAdvertisements"),
    UDP6_NO_PORTS("Udp6NoPorts"),
    UDP6_IN_ERRORS("Udp6InErrors"),
    UDP6_IN_CSUM_ERRORS("Udp6InCsumErrors");

    private final String linuxName;

    Mib(String linuxName) {
        this.linuxName = linuxName;
    }

    public String linuxName() {
        return linuxName;
    }

    /** The counter of the codepoint in the low two bits of a TOS byte (RFC 3168 §5). */
    public static Mib ofEcn(int tos) {
        return switch (tos & 3) {
            case 0 -> IP_IN_NO_ECT_PKTS;
            case 1 -> IP_IN_ECT1_PKTS;
            case 2 -> IP_IN_ECT0_PKTS;
            default -> IP_IN_CE_PKTS;
        };
    }

    /** The counter of the codepoint in the low two bits of a traffic class (RFC 3168 §5). */
    public static Mib ofEcn6(int trafficClass) {
        return switch (trafficClass & 3) {
            case 0 -> IP6_IN_NO_ECT_PKTS;
            case 1 -> IP6_IN_ECT1_PKTS;
            case 2 -> IP6_IN_ECT0_PKTS;
            default -> IP6_IN_CE_PKTS;
        };
    }
}
