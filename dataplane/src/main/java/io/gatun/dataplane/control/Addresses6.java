package io.gatun.dataplane.control;

import io.gatun.dataplane.table.AddressSet6;
import io.gatun.dataplane.table.Interface6;
import io.gatun.mgmt.config.InterfaceConfiguration;
import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.model.Ipv6Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The IPv6 addresses of one interface.
 *
 * @param all as configured, and the link-local one where none is; empty where IPv6 is off
 * @param anycast the subnet-router anycast addresses, while the interface forwards
 */
record Addresses6(List<InterfaceAddress> all, List<Ipv6Address> anycast) {

    private static final int LINK_LOCAL_LENGTH = 64;

    /** With 127 bits and more both ends are hosts (RFC 6164 §5). */
    private static final int LONGEST_WITH_ANYCAST = 126;

    private static final long UNIVERSAL_BIT = 0x0200_0000_0000L;

    static Addresses6 of(InterfaceConfiguration configuration, long mac) {
        if (!configuration.ipv6()) {
            return new Addresses6(List.of(), List.of());
        }
        final List<InterfaceAddress> all = new ArrayList<>();
        for (InterfaceAddress each : configuration.addresses()) {
            if (each.address() instanceof Ipv6Address) {
                all.add(each);
            }
        }
        if (all.stream().noneMatch(Addresses6::isLinkLocal)) {
            all.add(new InterfaceAddress(linkLocal(mac), LINK_LOCAL_LENGTH));
        }
        final Stream<Ipv6Address> anycast =
                all.stream()
                        .filter(_ -> configuration.forwarding())
                        .filter(each -> each.prefixLength() <= LONGEST_WITH_ANYCAST)
                        .map(each -> (Ipv6Address) each.prefix().network())
                        .filter(each -> all.stream().noneMatch(own -> own.address().equals(each)))
                        .distinct();
        return new Addresses6(List.copyOf(all), anycast.toList());
    }

    /**
     * fe80:: and the modified EUI-64 of a MAC address: ff:fe in its middle and the bit turned that
     * tells who gave it (RFC 4291 App. A).
     */
    static Ipv6Address linkLocal(long mac) {
        final long turned = mac ^ UNIVERSAL_BIT;
        return new Ipv6Address(
                0xFE80L << 48, ((turned >>> 24) << 40) | 0xFF_FE00_0000L | (turned & 0xFF_FFFF));
    }

    private static boolean isLinkLocal(InterfaceAddress each) {
        return ((Ipv6Address) each.address()).isLinkLocal();
    }

    boolean isEnabled() {
        return !all.isEmpty();
    }

    /** The link-local address; there is one where IPv6 is on. */
    Ipv6Address linkLocal() {
        return all.stream()
                .filter(Addresses6::isLinkLocal)
                .map(each -> (Ipv6Address) each.address())
                .findFirst()
                .orElseThrow();
    }

    /** Those that are not link-local, with the lengths of their subnets. */
    List<InterfaceAddress> global() {
        return all.stream().filter(each -> !isLinkLocal(each)).toList();
    }

    /** The global address that has most bits in common with the target (RFC 6724 §5 rule 8). */
    Optional<Ipv6Address> nearest(Ipv6Address target) {
        Ipv6Address nearest = null;
        int most = -1;
        for (InterfaceAddress each : global()) {
            final Ipv6Address own = (Ipv6Address) each.address();
            final int common = commonBits(own, target);
            if (common > most) {
                most = common;
                nearest = own;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static int commonBits(Ipv6Address one, Ipv6Address other) {
        final long high = one.high() ^ other.high();
        return high != 0
                ? Long.numberOfLeadingZeros(high)
                : Long.SIZE + Long.numberOfLeadingZeros(one.low() ^ other.low());
    }

    /** What nodes know of it; {@code source} is the address to originate from. */
    Interface6 row(boolean forwarding, int mtu, Ipv6Address source, int linkWay) {
        final List<Ipv6Address> own =
                all.stream().map(each -> (Ipv6Address) each.address()).toList();
        final List<Ipv6Address> listening = Stream.concat(own.stream(), anycast.stream()).toList();
        final Ipv6Address linkLocal = linkLocal();
        return new Interface6(
                true,
                forwarding,
                mtu,
                set(own),
                set(Groups6.of(listening, forwarding)),
                linkLocal.high(),
                linkLocal.low(),
                source.high(),
                source.low(),
                linkWay);
    }

    private static AddressSet6 set(Collection<Ipv6Address> addresses) {
        return AddressSet6.of(
                addresses.stream()
                        .flatMapToLong(each -> LongStream.of(each.high(), each.low()))
                        .toArray());
    }
}
