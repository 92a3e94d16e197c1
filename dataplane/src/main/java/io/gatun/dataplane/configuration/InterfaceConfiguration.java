package io.gatun.dataplane.configuration;

import io.gatun.mgmt.model.InterfaceAddress;
import java.util.List;
import java.util.OptionalInt;

/**
 * An interface: where addresses and MTU sit. Switches have Linux's names and meaning.
 *
 * @param vlan the 802.1Q tag, absent on the untagged interface of a port
 * @param forwardLinkLocal whether 169.254/16 is forwarded, against RFC 3927 §7
 * @param arp whether neighbors are asked for and answered here
 * @param ipv6 whether it takes part in IPv6: it has addresses of it, or {@code ipv6} says so
 */
public record InterfaceConfiguration(
        String name,
        String port,
        OptionalInt vlan,
        List<InterfaceAddress> addresses,
        int mtu,
        boolean forwarding,
        ReversePathFilter rpFilter,
        boolean acceptLocal,
        boolean routeLocalnet,
        boolean dropUnicastInL2Multicast,
        boolean forwardLinkLocal,
        boolean arp,
        boolean ipv6) {

    public InterfaceConfiguration {
        addresses = List.copyOf(addresses);
    }
}
