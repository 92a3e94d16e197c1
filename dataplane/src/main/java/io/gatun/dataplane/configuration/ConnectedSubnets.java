package io.gatun.dataplane.configuration;

import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.Ipv6Address;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The subnets that interfaces are connected to, as far as the file has been read. */
final class ConnectedSubnets {

    static final int MOST_ADDRESSES = 4096;
    private static final int SHOWN = 8;

    private final List<Subnet> subnets = new ArrayList<>();
    private final Set<String> withIpv6 = new HashSet<>();

    record Subnet(InterfaceAddress address, String interfaceName, int line) {

        IpPrefix prefix() {
            return address.prefix();
        }

        /** "10.0.0.0/24 on west". */
        @Override
        public String toString() {
            return prefix() + " on " + interfaceName;
        }
    }

    void add(Subnet subnet) {
        subnets.add(subnet);
    }

    void addIpv6(String interfaceName) {
        withIpv6.add(interfaceName);
    }

    /** Whether the interface has a link-local subnet. */
    boolean hasIpv6(String interfaceName) {
        return withIpv6.contains(interfaceName);
    }

    boolean isFull() {
        return subnets.size() >= MOST_ADDRESSES;
    }

    /** Where {@code address} is our own; a link-local one only counts on the same interface. */
    Optional<Subnet> owner(IpAddress address, String interfaceName) {
        return subnets.stream()
                .filter(subnet -> subnet.address().address().equals(address))
                .filter(subnet ->
                        !isLinkLocal(address) || subnet.interfaceName().equals(interfaceName))
                .findFirst();
    }

    /** A subnet of another interface that shares addresses with {@code prefix}. */
    Optional<Subnet> overlapping(IpPrefix prefix, String interfaceName) {
        if (isLinkLocal(prefix.network())) {
            return Optional.empty();
        }
        return subnets.stream()
                .filter(subnet -> !subnet.interfaceName().equals(interfaceName))
                .filter(subnet -> subnet.prefix().overlaps(prefix))
                .findFirst();
    }

    /** The subnet {@code address} lies in, the longest when several do. */
    Optional<Subnet> reaching(IpAddress address, Optional<String> interfaceName) {
        return on(interfaceName)
                .filter(subnet -> subnet.prefix().contains(address))
                .max((a, b) ->
                        Integer.compare(a.address().prefixLength(), b.address().prefixLength()));
    }

    private Stream<Subnet> on(Optional<String> interfaceName) {
        return subnets.stream()
                .filter(subnet ->
                        interfaceName.isEmpty()
                                || interfaceName.get().equals(subnet.interfaceName()));
    }

    /** The subnets of {@code address}'s family, for a sentence. */
    String listed(IpAddress address, Optional<String> interfaceName) {
        final List<String> all =
                on(interfaceName)
                        .filter(subnet -> subnet.address().address().width() == address.width())
                        .map(Subnet::toString)
                        .distinct()
                        .toList();
        if (all.isEmpty()) {
            return "there is none";
        }
        return all.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (all.size() > SHOWN ? " and " + (all.size() - SHOWN) + " more" : "");
    }

    static boolean isLinkLocal(IpAddress address) {
        return address instanceof Ipv6Address ipv6 && ipv6.isLinkLocal();
    }

    /** What no single neighbor can have as its address, as a noun; empty when one can. */
    static String notAHost(IpAddress address) {
        if (address.isUnspecified()) {
            return "the unspecified address";
        }
        if (address.isMulticast()) {
            return "a multicast address";
        }
        if (address.isLoopback()) {
            return "a loopback address";
        }
        return switch (address) {
            case Ipv4Address ipv4 ->
                    ipv4.isLimitedBroadcast() ? "the limited broadcast address" : "";
            case Ipv6Address ipv6 -> ipv6.isIpv4Mapped() ? "an IPv4-mapped address" : "";
        };
    }

    /**
     * Whether {@code address} is first or last of an IPv4 subnet that has a broadcast (RFC 3021).
     */
    static String notAHostIn(IpPrefix prefix, IpAddress address) {
        if (!(prefix instanceof Ipv4Prefix ipv4) || ipv4.length() >= 31) {
            return "";
        }
        if (address.equals(ipv4.last())) {
            return "the broadcast address of " + prefix;
        }
        return address.equals(ipv4.network()) ? "the network number of " + prefix : "";
    }
}
