package io.gatun.dataplane.testkit;

import java.util.Arrays;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** What a test says of a packet that left. */
public final class PacketAssert extends AbstractAssert<PacketAssert, Packet> {

    PacketAssert(Packet actual) {
        super(actual, PacketAssert.class);
    }

    public static PacketAssert assertThat(Packet packet) {
        return new PacketAssert(packet);
    }

    /** A sound IPv4 packet between these two. */
    public PacketAssert isIpv4(String source, String destination) {
        return field("is IPv4", actual.isIpv4(), true)
                .field("header checksum is right", actual.headerChecksumIsRight(), true)
                .field("source", actual.source(), source)
                .field("destination", actual.destination(), destination);
    }

    /** A sound ICMP message. */
    public PacketAssert isIcmp(int type, int code) {
        return field("protocol", actual.protocol(), 1)
                .field("ICMP checksum is right", actual.icmpChecksumIsRight(), true)
                .field("ICMP type", actual.icmpType(), type)
                .field("ICMP code", actual.icmpCode(), code);
    }

    /** The ICMP error quotes all of the IP packet in this frame. */
    public PacketAssert quotesAllOf(Ipv4Frame offender) {
        Assertions.assertThat(actual.icmpData()).as("quote").isEqualTo(offender.packet());
        return this;
    }

    /** The ICMP error is this long in all and quotes the beginning of the IP packet. */
    public PacketAssert isFilledUpTo(int length, Ipv4Frame offender) {
        final byte[] beginning = Arrays.copyOf(offender.packet(), length - 28);
        Assertions.assertThat(actual.icmpData()).as("quote").isEqualTo(beginning);
        return this;
    }

    /** An IPv6 packet between these two. */
    public PacketAssert isIpv6(String source, String destination) {
        return field("is IPv6", actual.isIpv6(), true)
                .field("source", actual.source6(), WireFormat.ipv6Text(source))
                .field("destination", actual.destination6(), WireFormat.ipv6Text(destination));
    }

    /** A sound ICMPv6 message. */
    public PacketAssert isIcmp6(int type, int code) {
        return field("next header", actual.nextHeader(), 58)
                .field("ICMPv6 checksum is right", actual.icmp6ChecksumIsRight(), true)
                .field("ICMPv6 type", actual.icmp6Type(), type)
                .field("ICMPv6 code", actual.icmp6Code(), code);
    }

    public PacketAssert hasIcmp6Rest(int rest) {
        return field("ICMPv6 bytes 4 to 7", actual.icmp6Rest(), rest);
    }

    /** The ICMPv6 error quotes all of the IPv6 packet in this frame. */
    public PacketAssert quotesAllOf(Ipv6Frame offender) {
        Assertions.assertThat(actual.icmp6Data()).as("quote").isEqualTo(offender.packet());
        return this;
    }

    /** The ICMPv6 error is this long in all and quotes the beginning of the IPv6 packet. */
    public PacketAssert isFilledUpTo(int length, Ipv6Frame offender) {
        final byte[] beginning = Arrays.copyOf(offender.packet(), length - 48);
        Assertions.assertThat(actual.icmp6Data()).as("quote").isEqualTo(beginning);
        return field("length", actual.length6(), length);
    }

    public PacketAssert hasHopLimit(int hops) {
        return field("hop limit", actual.hopLimit(), hops);
    }

    public PacketAssert hasTrafficClass(int value) {
        return field("traffic class", actual.trafficClass(), value);
    }

    public PacketAssert hasLength6(int length) {
        return field("length", actual.length6(), length);
    }

    /** The packet as sent, but for the hop limit, which is one lower. */
    public PacketAssert isForwarded(Ipv6Frame sent) {
        final byte[] expected = sent.packet();
        expected[7]--;
        Assertions.assertThat(actual.ip6Bytes()).as("packet").isEqualTo(expected);
        return field("is IPv6", actual.isIpv6(), true);
    }

    public PacketAssert hasTtl(int ttl) {
        return field("TTL", actual.ttl(), ttl);
    }

    public PacketAssert hasTos(int tos) {
        return field("TOS", actual.tos(), tos);
    }

    public PacketAssert hasTotalLength(int length) {
        return field("total length", actual.totalLength(), length);
    }

    public PacketAssert goesFrom(String mac) {
        return field("source MAC", actual.sourceMac(), mac);
    }

    public PacketAssert goesTo(String mac) {
        return field("destination MAC", actual.destinationMac(), mac);
    }

    public PacketAssert hasVlan(int vlan) {
        return field("VLAN", actual.vlan(), vlan);
    }

    public PacketAssert hasIcmpRest(int rest) {
        return field("ICMP bytes 4 to 7", actual.icmpRest(), rest);
    }

    public PacketAssert hasFragment(int offset, int length, boolean more) {
        return field(
                "fragment",
                actual.fragment(),
                new Packet.Fragment(actual.identification(), offset, length, more));
    }

    /** The packet as sent, but for TTL and header checksum, which are one hop older. */
    public PacketAssert isForwarded(Ipv4Frame sent) {
        final byte[] expected = sent.packet();
        expected[8]--;
        WireFormat.u16(expected, 10, 0);
        final int headerLength = (expected[0] & 0xF) * 4;
        WireFormat.u16(expected, 10, WireFormat.checksum(expected, 0, headerLength));
        Assertions.assertThat(actual.ipBytes()).as("packet").isEqualTo(expected);
        return this;
    }

    public PacketAssert isArp(int operation, String sender, String target) {
        return field("is ARP", actual.isArp(), true)
                .field("types and lengths", actual.arpFixedFields(), "000108000604")
                .field("operation", actual.arpOperation(), operation)
                .field("sender", actual.arpSender(), sender)
                .field("target", actual.arpTarget(), target);
    }

    private PacketAssert field(String name, Object value, Object expected) {
        Assertions.assertThat(value).as(name + " of " + actual).isEqualTo(expected);
        return this;
    }
}
