package io.gatun.mgmt.config;

import io.gatun.mgmt.schema.Combine;
import io.gatun.mgmt.schema.NotInThisVersion;
import io.gatun.mgmt.schema.Records;
import io.gatun.mgmt.schema.Setting;
import java.util.Optional;

/**
 * Switches of an interface as one scope has them: for all interfaces, for those that say nothing of
 * their own, or for one. What is absent is left to the others. Names and meaning are Linux's.
 */
@NotInThisVersion(
        keys = {"mc_forwarding", "force_igmp_version", "igmpv2_unsolicited_report_interval"},
        because = "multicast packets are not forwarded and no group is joined")
@NotInThisVersion(
        keys = "accept_source_route",
        because = "packets with a source route are carried on and their route is not followed")
@NotInThisVersion(
        keys = "log_martians",
        because = "nothing is logged for a packet; see gatun show drops")
@NotInThisVersion(keys = "src_valid_mark", because = "packets have no mark")
@NotInThisVersion(
        keys = {"accept_redirects", "secure_redirects", "shared_media"},
        because = "a router obeys no redirects (RFC 1812 §5.2.7.2)")
@NotInThisVersion(keys = "send_redirects", because = "no redirects are sent")
@NotInThisVersion(
        keys = {"proxy_arp", "proxy_arp_pvlan", "proxy_ndp"},
        because = "the router answers for its own addresses alone")
@NotInThisVersion(
        keys = {
            "arp_filter",
            "arp_announce",
            "arp_ignore",
            "arp_accept",
            "arp_notify",
            "drop_gratuitous_arp"
        },
        because = "ARP is answered for every address of the router, whichever interface is asked")
public record InterfaceTunables(
        @Setting(
                        value = "Whether packets that arrive on the interface are forwarded.",
                        fallback = "true",
                        combine = Combine.ALL_WRITES)
                Optional<Boolean> forwarding,
        @Setting(
                        value =
                                "Whether the source of an IPv4 packet must be reached: 0 not, 1 by the"
                                        + " interface it came from, 2 by any (RFC 3704).",
                        fallback = "0",
                        words = {"0", "1", "2"},
                        combine = Combine.MAX)
                Optional<ReversePathFilter> rpFilter,
        @Setting(
                        value =
                                "Whether packets are taken whose source is an address of the router.",
                        fallback = "false",
                        combine = Combine.OR)
                Optional<Boolean> acceptLocal,
        @Setting(
                        value = "Whether packets from and to 127/8 are taken and sent.",
                        fallback = "false",
                        combine = Combine.OR)
                Optional<Boolean> routeLocalnet,
        @Setting(
                        value =
                                "Whether a unicast packet in a frame for a group or for all is dropped.",
                        fallback = "false",
                        combine = Combine.OR)
                Optional<Boolean> dropUnicastInL2Multicast,
        @Setting(
                        value =
                                "Whether packets from 169.254/16 that arrive on the interface are"
                                        + " forwarded, against RFC 3927 §7; packets to it are where one"
                                        + " interface has this on.",
                        fallback = "false",
                        combine = Combine.ALL_WRITES)
                Optional<Boolean> forwardLinkLocal,
        @Setting(
                        value =
                                "Whether packets to the broadcast address of a connected subnet that"
                                        + " arrive on the interface are forwarded to everybody there"
                                        + " (RFC 2644), also where forwarding is off, and then not taken"
                                        + " by the router itself.",
                        fallback = "false",
                        combine = Combine.AND)
                Optional<Boolean> bcForwarding) {

    /** Says nothing. */
    public static final InterfaceTunables NONE = Records.byDefault(InterfaceTunables.class);
}
