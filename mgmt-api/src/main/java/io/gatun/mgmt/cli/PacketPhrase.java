package io.gatun.mgmt.cli;

import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.MacAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A packet in words, such as {@code ip 10.0.0.2 10.9.9.9 udp 5000 53 ttl 1}, and the frame it is.
 */
final class PacketPhrase {

    static final List<String> WORDS =
            List.of(
                    "ip", "udp", "tcp", "icmp", "proto", "ttl", "length", "df", "tos", "vlan",
                    "mac");

    /** Locally administered; spells the name of the router. */
    private static final MacAddress SOURCE_MAC = MacAddress.parse("02:67:61:74:75:6e");

    private static final int MOST_LENGTH = 16_000;
    private static final int MOST_16 = 65_535;
    private static final int MOST_8 = 255;

    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int TYPE_VLAN = 0x8100;
    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86DD;
    private static final int DONT_FRAGMENT = 0x4000;

    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMP6 = 58;
    private static final int NO_NEXT_HEADER = 59;
    private static final int EXPERIMENT = 253; // RFC 3692 §2.1

    private final WordReader reader;
    private IpAddress source;
    private IpAddress destination;
    private OptionalInt protocol = OptionalInt.empty();
    private int first;
    private int second;
    private int ttl = 64;
    private int tos;
    private boolean dontFragment;
    private OptionalInt length = OptionalInt.empty();
    private OptionalInt vlan = OptionalInt.empty();
    private Optional<MacAddress> sourceMac = Optional.empty();
    private Optional<MacAddress> destinationMac = Optional.empty();

    private PacketPhrase(WordReader reader) {
        this.reader = reader;
    }

    /** Reads all words. */
    static PacketPhrase read(WordReader reader) {
        final PacketPhrase packet = new PacketPhrase(reader);
        packet.read();
        return packet;
    }

    private void read() {
        while (reader.hasNext()) {
            final String word = reader.next();
            switch (word) {
                case "ip" -> readAddresses();
                case "udp" -> readPorts(UDP, word);
                case "tcp" -> readPorts(TCP, word);
                case "icmp" -> readIcmp();
                case "proto" -> protocol = OptionalInt.of((int) reader.number(word, 0, MOST_8));
                case "ttl" -> ttl = (int) reader.number(word, 0, MOST_8);
                case "tos" -> tos = reader.tos(word);
                case "df" -> dontFragment = true;
                case "length" -> length = OptionalInt.of((int) reader.number(word, 0, MOST_LENGTH));
                case "vlan" -> vlan = OptionalInt.of((int) reader.number(word, 0, 4095));
                case "mac" -> {
                    sourceMac = Optional.of(reader.value(word, MacAddress::parse));
                    destinationMac = Optional.of(reader.value(word, MacAddress::parse));
                }
                default -> throw reader.unknown("'" + word + "' is unknown", word, WORDS);
            }
        }
        check();
    }

    private void readAddresses() {
        source = reader.value("source address", IpAddress::parse);
        destination = reader.value("destination address", IpAddress::parse);
        if (AddressFamily.of(source) != AddressFamily.of(destination)) {
            throw reader.flaw(source + " and " + destination + " are not of one family");
        }
    }

    private void readPorts(int number, String word) {
        protocol = OptionalInt.of(number);
        first = (int) reader.number(word + " source port", 0, MOST_16);
        second = (int) reader.number(word + " destination port", 0, MOST_16);
    }

    /** An echo request, unless type and code are said. */
    private void readIcmp() {
        protocol = OptionalInt.of(ICMP);
        first = -1;
        if (reader.hasNext() && Character.isDigit(reader.peek().charAt(0))) {
            first = (int) reader.number("icmp type", 0, MOST_8);
            second = (int) reader.number("icmp code", 0, MOST_8);
        }
    }

    private void check() {
        if (source == null) {
            throw reader.flaw("the addresses are missing: ip SOURCE DESTINATION");
        }
        if (isIpv6() && dontFragment) {
            throw reader.flaw("df is a flag of IPv4; no router fragments IPv6");
        }
        final int least = header() + transport();
        if (length.orElse(least) < least) {
            throw reader.flaw(
                    "length " + length.getAsInt() + " is below " + least + ", that of its headers");
        }
    }

    /** Whether the frame is to be addressed to the router, which alone knows its MAC address. */
    boolean isToRouter() {
        return destinationMac.isEmpty();
    }

    private boolean isIpv6() {
        return destination instanceof Ipv6Address;
    }

    private int header() {
        return isIpv6() ? IPV6_HEADER : IPV4_HEADER;
    }

    private int number() {
        final int number = protocol.orElse(isIpv6() ? NO_NEXT_HEADER : EXPERIMENT);
        return isIpv6() && number == ICMP ? ICMP6 : number;
    }

    private int transport() {
        return switch (number()) {
            case UDP, ICMP, ICMP6 -> 8;
            case TCP -> 20;
            default -> 0;
        };
    }

    /** The whole frame, padded as Ethernet pads. */
    byte[] frame() {
        final int total = length.orElse(header() + transport());
        final int link = vlan.isPresent() ? 18 : 14;
        final ByteBuffer frame = ByteBuffer.allocate(Math.max(60, link + total));
        putMac(frame, destinationMac.orElse(new MacAddress(0)));
        putMac(frame, sourceMac.orElse(SOURCE_MAC));
        vlan.ifPresent(id -> frame.putShort((short) TYPE_VLAN).putShort((short) id));
        frame.putShort((short) (isIpv6() ? TYPE_IPV6 : TYPE_IPV4));
        if (isIpv6()) {
            putHeader6(frame, total);
        } else {
            putHeader4(frame, link, total);
        }
        putTransport(frame, link + header(), total - header());
        return frame.array();
    }

    private static void putMac(ByteBuffer frame, MacAddress mac) {
        frame.putShort((short) (mac.bits() >>> 32)).putInt((int) mac.bits());
    }

    private void putHeader4(ByteBuffer frame, int at, int total) {
        frame.put((byte) 0x45).put((byte) tos).putShort((short) total);
        frame.putShort((short) 0).putShort((short) (dontFragment ? DONT_FRAGMENT : 0));
        frame.put((byte) ttl).put((byte) number()).putShort((short) 0);
        putAddress(frame, source);
        putAddress(frame, destination);
        frame.putShort(at + 10, (short) ~folded(sum(frame, at, IPV4_HEADER)));
    }

    private void putHeader6(ByteBuffer frame, int total) {
        frame.putInt(0x6000_0000 | tos << 20).putShort((short) (total - IPV6_HEADER));
        frame.put((byte) number()).put((byte) ttl);
        putAddress(frame, source);
        putAddress(frame, destination);
    }

    private static void putAddress(ByteBuffer frame, IpAddress address) {
        switch (address) {
            case Ipv4Address(int bits) -> frame.putInt(bits);
            case Ipv6Address(long high, long low) -> frame.putLong(high).putLong(low);
        }
    }

    private void putTransport(ByteBuffer frame, int at, int bytes) {
        switch (number()) {
            case UDP -> {
                frame.putShort((short) first).putShort((short) second).putShort((short) bytes);
                final int checksum = ~folded(pseudo(bytes) + sum(frame, at, bytes)) & MOST_16;
                frame.putShort(at + 6, (short) (checksum == 0 ? MOST_16 : checksum)); // RFC 768
            }
            case TCP -> {
                frame.putShort((short) first).putShort((short) second).putLong(1L << 32);
                frame.putShort((short) 0x5002).putShort((short) MOST_16); // SYN
                frame.putShort(at + 16, (short) ~folded(pseudo(bytes) + sum(frame, at, bytes)));
            }
            case ICMP, ICMP6 -> {
                final int echo = isIpv6() ? 128 : 8;
                frame.put((byte) (first < 0 ? echo : first)).put((byte) second).putShort((short) 0);
                frame.putInt(first < 0 ? 1 << 16 | 1 : 0);
                final long over = isIpv6() ? pseudo(bytes) : 0;
                frame.putShort(at + 2, (short) ~folded(over + sum(frame, at, bytes)));
            }
            default -> {}
        }
    }

    private long pseudo(int bytes) {
        final ByteBuffer both = ByteBuffer.allocate(32);
        putAddress(both, source);
        putAddress(both, destination);
        return sum(both, 0, both.position()) + number() + bytes;
    }

    /** Of 16-bit words, a last odd byte as the upper half of one (RFC 1071). */
    private static long sum(ByteBuffer bytes, int at, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            final int octet = Byte.toUnsignedInt(bytes.get(at + i));
            sum += i % 2 == 0 ? octet << 8 : octet;
        }
        return sum;
    }

    private static int folded(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & MOST_16) + (folded >>> 16);
        }
        return (int) folded;
    }
}
