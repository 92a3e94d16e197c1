package io.gatun.mgmt.config;

import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.schema.Entry;
import io.gatun.mgmt.schema.SameAs;
import io.gatun.mgmt.schema.Setting;
import java.util.List;
import java.util.OptionalInt;

/**
 * An interface: where addresses and MTU sit. Its switches are those in force: combined with the
 * ones for all interfaces.
 *
 * @param ipv6 whether it takes part in IPv6: it has addresses of it, or {@code ipv6} says so
 */
@Entry(word = "interface", name = "[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
public record InterfaceConfiguration(
        String name,
        @Setting(
                        value = "The port it sits on.",
                        otherwise = "the name of the interface up to the first dot")
                String port,
        @Setting(
                        value =
                                "The 802.1Q tag of its frames; one interface of a port may be without.",
                        otherwise = "none: untagged",
                        min = 1,
                        floor = "for 0 is a priority tag and no VLAN (IEEE 802.1Q §9.6)",
                        max = 4094,
                        ceiling = "the last VLAN id (IEEE 802.1Q §9.6)")
                OptionalInt vlan,
        @Setting(
                        value =
                                "Its addresses, each with the length of its subnet; the first of a"
                                        + " family is the source of what the router sends.",
                        otherwise = "none")
                List<InterfaceAddress> addresses,
        @Setting(
                        value = "The longest packet it sends; with IPv6 at least 1280.",
                        unit = "bytes",
                        otherwise = "the mtu of its port",
                        min = 68,
                        floor = "the least a router must forward whole (RFC 791 §3.2)",
                        max = 9600,
                        ceiling = "the most that jumbo frames of common devices hold")
                int mtu,
        @SameAs(InterfaceTunables.class) boolean forwarding,
        @SameAs(InterfaceTunables.class) ReversePathFilter rpFilter,
        @SameAs(InterfaceTunables.class) boolean acceptLocal,
        @SameAs(InterfaceTunables.class) boolean routeLocalnet,
        @SameAs(InterfaceTunables.class) boolean dropUnicastInL2Multicast,
        @SameAs(InterfaceTunables.class) boolean forwardLinkLocal,
        @SameAs(InterfaceTunables.class) boolean bcForwarding,
        @Setting(
                        value =
                                "Whether neighbors are asked for and answered, by ARP and by Neighbor"
                                        + " Discovery.",
                        fallback = "true")
                boolean arp,
        @Setting(
                        value =
                                "Whether it takes part in IPv6 and has a link-local address, made of the"
                                        + " port's MAC address.",
                        otherwise = "whether it has an IPv6 address")
                boolean ipv6) {

    public InterfaceConfiguration {
        addresses = List.copyOf(addresses);
    }
}
