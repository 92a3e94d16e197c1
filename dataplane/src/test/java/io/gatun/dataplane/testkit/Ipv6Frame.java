package io.gatun.dataplane.testkit;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Builds an IPv6 packet in its frame, right in every field unless a test makes one wrong. Lengths
 * and checksums are worked out last.
 */
public final class Ipv6Frame implements Frame {

    private static final int UNSET = -1;
    private static final int ETHERNET = 14;
    private static final int TAG = 4;
    private static final int MIN_FRAME = 60;

    private final String source;
    private final String destination;
    private String toMac;
    private String fromMac = "02:00:00:00:ff:01";
    private int etherType = 0x86DD;
    private int vlan = UNSET;
    private int version = 6;
    private int trafficClass;
    private int flowLabel;
    private int payloadLength = UNSET;
    private int nextHeader = 253;
    private int hopLimit = 64;
    private byte[] extensions = {};
    private byte[] content = {};
    private byte[] trailer = {};
    private Runnable transport = () -> {};

    private Ipv6Frame(String source, String destination) {
        this.source = source;
        this.destination = destination;
    }

    /** A packet of next header 253 (RFC 3692 §2.1) without content until it is told otherwise. */
    public static Ipv6Frame ipv6(String source, String destination) {
        return new Ipv6Frame(source, destination);
    }

    public Ipv6Frame toMac(String mac) {
        toMac = mac;
        return this;
    }

    /** To the MAC address of its multicast destination (RFC 2464 §7). */
    public Ipv6Frame groupFrame() {
        final byte[] group = WireFormat.ipv6(destination);
        return toMac("33:33:" + HexFormat.ofDelimiter(":").formatHex(group, 12, 16));
    }

    public Ipv6Frame fromMac(String mac) {
        fromMac = mac;
        return this;
    }

    public Ipv6Frame etherType(int type) {
        etherType = type;
        return this;
    }

    public Ipv6Frame vlan(int id) {
        vlan = id;
        return this;
    }

    public Ipv6Frame version(int value) {
        version = value;
        return this;
    }

    public Ipv6Frame trafficClass(int value) {
        trafficClass = value;
        return this;
    }

    public Ipv6Frame flowLabel(int value) {
        flowLabel = value;
        return this;
    }

    public Ipv6Frame payloadLength(int bytes) {
        payloadLength = bytes;
        return this;
    }

    public Ipv6Frame nextHeader(int number) {
        nextHeader = number;
        return this;
    }

    public Ipv6Frame hopLimit(int hops) {
        hopLimit = hops;
        return this;
    }

    /**
     * Extension headers in hex between the IPv6 header, which announces {@code first}, and the
     * content; the last of them has to say what follows.
     */
    public Ipv6Frame extensions(int first, String hex) {
        nextHeader = first;
        extensions = HexFormat.of().parseHex(hex.replace(" ", ""));
        return this;
    }

    /** Bytes 0, 1, 2, and so on; behind the transport header if there is one. */
    public Ipv6Frame payload(int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return payload(bytes);
    }

    public Ipv6Frame payload(byte[] bytes) {
        final byte[] joined = Arrays.copyOf(content, content.length + bytes.length);
        System.arraycopy(bytes, 0, joined, content.length, bytes.length);
        content = joined;
        return this;
    }

    public Ipv6Frame payload(String hex) {
        return payload(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** Bytes behind the payload length. */
    public Ipv6Frame trailer(byte[] bytes) {
        trailer = bytes.clone();
        return this;
    }

    public Ipv6Frame udp(int sourcePort, int destinationPort) {
        nextHeader = 17;
        content = new byte[8];
        WireFormat.u16(content, 0, sourcePort);
        WireFormat.u16(content, 2, destinationPort);
        transport = () -> sealUdp(0);
        return this;
    }

    /** With a checksum wrong by one. */
    public Ipv6Frame badUdpChecksum() {
        transport = () -> sealUdp(1);
        return this;
    }

    /** With a checksum of 0, which IPv6 forbids (RFC 8200 §8.1). */
    public Ipv6Frame noUdpChecksum() {
        transport = () -> WireFormat.u16(content, 4, content.length);
        return this;
    }

    /** With this in the length field. */
    public Ipv6Frame udpLength(int length) {
        transport = () -> WireFormat.u16(content, 4, length);
        return this;
    }

    private void sealUdp(int error) {
        WireFormat.u16(content, 4, content.length);
        WireFormat.u16(content, 6, 0);
        final int sum = upperLayerChecksum(17);
        WireFormat.u16(content, 6, (sum == 0 ? 0xFFFF : sum) + error);
    }

    private int upperLayerChecksum(int protocol) {
        final byte[] summed = new byte[40 + content.length];
        System.arraycopy(WireFormat.ipv6(source), 0, summed, 0, 16);
        System.arraycopy(WireFormat.ipv6(destination), 0, summed, 16, 16);
        WireFormat.u16(summed, 34, content.length);
        summed[39] = (byte) protocol;
        System.arraycopy(content, 0, summed, 40, content.length);
        return WireFormat.checksum(summed, 0, summed.length);
    }

    public Ipv6Frame tcp(int sourcePort, int destinationPort) {
        nextHeader = 6;
        content = new byte[20];
        WireFormat.u16(content, 0, sourcePort);
        WireFormat.u16(content, 2, destinationPort);
        content[12] = 0x50;
        content[13] = 0x02;
        return this;
    }

    public Ipv6Frame echo(int identifier, int sequence) {
        return icmp(128, 0, identifier << 16 | sequence);
    }

    /** {@code rest} are the four bytes behind the checksum. */
    public Ipv6Frame icmp(int type, int code, int rest) {
        nextHeader = 58;
        content = new byte[8];
        content[0] = (byte) type;
        content[1] = (byte) code;
        WireFormat.u16(content, 4, rest >>> 16);
        WireFormat.u16(content, 6, rest & 0xFFFF);
        transport = () -> sealIcmp(0);
        return this;
    }

    /** Neighbor solicitation for an address, hop limit 255; options are payload. */
    public Ipv6Frame solicits(String target) {
        return icmp(135, 0, 0).hopLimit(255).payload(WireFormat.ipv6(target));
    }

    /** Neighbor advertisement; {@code flags} are the four bytes before the target. */
    public Ipv6Frame advertises(String target, int flags) {
        return icmp(136, 0, flags).hopLimit(255).payload(WireFormat.ipv6(target));
    }

    /** A source (1) or target (2) link-layer address option. */
    public Ipv6Frame linkLayer(int type, String mac) {
        return payload(new byte[] {(byte) type, 1}).payload(WireFormat.mac(mac));
    }

    public Ipv6Frame badIcmpChecksum() {
        transport = () -> sealIcmp(1);
        return this;
    }

    /** With the checksum of IPv4: over the message alone. */
    public Ipv6Frame icmpChecksumWithoutPseudoHeader() {
        transport =
                () -> {
                    WireFormat.u16(content, 2, 0);
                    WireFormat.u16(content, 2, WireFormat.checksum(content, 0, content.length));
                };
        return this;
    }

    /** Cuts the message to this length, with a checksum that is right over the rest. */
    public Ipv6Frame icmpCutTo(int length) {
        content = Arrays.copyOf(content, length);
        transport = () -> sealIcmp(0);
        return this;
    }

    private void sealIcmp(int error) {
        if (content.length < 4) {
            return;
        }
        WireFormat.u16(content, 2, 0);
        WireFormat.u16(content, 2, upperLayerChecksum(58) + error);
    }

    /** The 16 bytes of the source address. */
    public byte[] addressBytes() {
        return WireFormat.ipv6(source);
    }

    /** The IP packet alone, without what trails it. */
    public byte[] packet() {
        transport.run();
        final int length = extensions.length + content.length;
        final byte[] out = new byte[40 + length];
        WireFormat.u16(out, 0, version << 12 | trafficClass << 4 | flowLabel >>> 16);
        WireFormat.u16(out, 2, flowLabel & 0xFFFF);
        WireFormat.u16(out, 4, payloadLength == UNSET ? length : payloadLength);
        out[6] = (byte) nextHeader;
        out[7] = (byte) hopLimit;
        System.arraycopy(WireFormat.ipv6(source), 0, out, 8, 16);
        System.arraycopy(WireFormat.ipv6(destination), 0, out, 24, 16);
        System.arraycopy(extensions, 0, out, 40, extensions.length);
        System.arraycopy(content, 0, out, 40 + extensions.length, content.length);
        return out;
    }

    @Override
    public byte[] bytes(byte[] portMac) {
        final byte[] packet = packet();
        final int header = ETHERNET + (vlan == UNSET ? 0 : TAG);
        final int length = header + packet.length + trailer.length;
        final byte[] out = new byte[trailer.length == 0 ? Math.max(MIN_FRAME, length) : length];
        System.arraycopy(toMac == null ? portMac : WireFormat.mac(toMac), 0, out, 0, 6);
        System.arraycopy(WireFormat.mac(fromMac), 0, out, 6, 6);
        if (vlan != UNSET) {
            WireFormat.u16(out, 12, 0x8100);
            WireFormat.u16(out, 14, vlan);
        }
        WireFormat.u16(out, header - 2, etherType);
        System.arraycopy(packet, 0, out, header, packet.length);
        System.arraycopy(trailer, 0, out, header + packet.length, trailer.length);
        return out;
    }
}
