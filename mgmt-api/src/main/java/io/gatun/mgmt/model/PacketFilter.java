package io.gatun.mgmt.model;

import java.util.List;
import java.util.OptionalInt;

/** Which packets somebody wants to see, in words that pcap-filter(7) has as well. */
public sealed interface PacketFilter {

    /** Every frame. */
    record All() implements PacketFilter {}

    record Not(PacketFilter filter) implements PacketFilter {}

    record And(PacketFilter left, PacketFilter right) implements PacketFilter {}

    record Or(PacketFilter left, PacketFilter right) implements PacketFilter {}

    /** Addresses of IP, and of ARP messages. */
    record Net(Side side, IpPrefix prefix) implements PacketFilter {}

    /** Ports of UDP and TCP. */
    record Port(Side side, int number) implements PacketFilter {}

    /** Protocol of IPv4, or upper-layer header of IPv6. */
    record Protocol(int number) implements PacketFilter {}

    /** EtherType behind the tags. */
    record Type(int etherType) implements PacketFilter {}

    /** Tagged frames, or those of one VLAN. */
    record Vlan(OptionalInt id) implements PacketFilter {}

    /** Which of the two ends. */
    enum Side {
        SOURCE,
        DESTINATION,
        EITHER
    }

    /**
     * Of words such as {@code host 10.0.0.2 and not udp port 53}; of none, everything.
     *
     * @throws IllegalArgumentException with a sentence where they mean nothing
     */
    static PacketFilter parse(String text) {
        return new PacketFilterReader(text).read();
    }

    /** The words a term may begin with. */
    static List<String> words() {
        return PacketFilterReader.WORDS;
    }
}
