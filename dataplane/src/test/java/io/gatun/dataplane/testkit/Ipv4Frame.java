package io.gatun.dataplane.testkit;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Builds an IPv4 packet in its frame, right in every field unless a test makes one wrong. Lengths
 * and checksums are worked out last.
 */
public final class Ipv4Frame implements Frame {

    private static final int UNSET = -1;
    private static final int ETHERNET = 14;
    private static final int TAG = 4;
    private static final int MIN_FRAME = 60;

    private final String source;
    private final String destination;
    private String toMac;
    private String fromMac = "02:00:00:00:ff:01";
    private int etherType = 0x0800;
    private int vlan = UNSET;
    private int version = 4;
    private int ihl = UNSET;
    private int tos;
    private int totalLength = UNSET;
    private int identification = 0x1234;
    private int flags;
    private int offsetUnits;
    private int ttl = 64;
    private int protocol = 253;
    private int checksumError;
    private byte[] options = {};
    private byte[] content = {};
    private byte[] trailer = {};
    private Runnable transport = () -> {};

    private Ipv4Frame(String source, String destination) {
        this.source = source;
        this.destination = destination;
    }

    /** A packet of protocol 253 (RFC 3692 §2.1) without content until it is told otherwise. */
    public static Ipv4Frame ipv4(String source, String destination) {
        return new Ipv4Frame(source, destination);
    }

    public Ipv4Frame toMac(String mac) {
        toMac = mac;
        return this;
    }

    public Ipv4Frame broadcastFrame() {
        return toMac("ff:ff:ff:ff:ff:ff");
    }

    public Ipv4Frame fromMac(String mac) {
        fromMac = mac;
        return this;
    }

    public Ipv4Frame etherType(int type) {
        etherType = type;
        return this;
    }

    public Ipv4Frame vlan(int id) {
        vlan = id;
        return this;
    }

    public Ipv4Frame version(int value) {
        version = value;
        return this;
    }

    public Ipv4Frame ihl(int words) {
        ihl = words;
        return this;
    }

    public Ipv4Frame tos(int value) {
        tos = value;
        return this;
    }

    public Ipv4Frame totalLength(int bytes) {
        totalLength = bytes;
        return this;
    }

    public Ipv4Frame identification(int value) {
        identification = value;
        return this;
    }

    public Ipv4Frame reservedFlag() {
        flags |= 0x8000;
        return this;
    }

    public Ipv4Frame dontFragment() {
        flags |= 0x4000;
        return this;
    }

    public Ipv4Frame moreFragments() {
        flags |= 0x2000;
        return this;
    }

    /** Place in the whole datagram, in bytes; a multiple of 8. */
    public Ipv4Frame offset(int bytes) {
        offsetUnits = bytes / 8;
        return this;
    }

    public Ipv4Frame ttl(int value) {
        ttl = value;
        return this;
    }

    public Ipv4Frame protocol(int number) {
        protocol = number;
        return this;
    }

    /** Adds this to the right header checksum. */
    public Ipv4Frame checksumError(int error) {
        checksumError = error;
        return this;
    }

    /** In hex; padded with end-of-list to a multiple of 4 bytes. */
    public Ipv4Frame options(String hex) {
        final byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        options = Arrays.copyOf(bytes, (bytes.length + 3) / 4 * 4);
        return this;
    }

    /** Bytes 0, 1, 2, and so on; behind the transport header if there is one. */
    public Ipv4Frame payload(int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return payload(bytes);
    }

    public Ipv4Frame payload(byte[] bytes) {
        final byte[] joined = Arrays.copyOf(content, content.length + bytes.length);
        System.arraycopy(bytes, 0, joined, content.length, bytes.length);
        content = joined;
        return this;
    }

    /** Bytes behind the total length. */
    public Ipv4Frame trailer(byte[] bytes) {
        trailer = bytes.clone();
        return this;
    }

    public Ipv4Frame udp(int sourcePort, int destinationPort) {
        protocol = 17;
        content = new byte[8];
        WireFormat.u16(content, 0, sourcePort);
        WireFormat.u16(content, 2, destinationPort);
        transport = () -> sealUdp(0);
        return this;
    }

    /** With a checksum wrong by one. */
    public Ipv4Frame badUdpChecksum() {
        transport = () -> sealUdp(1);
        return this;
    }

    /** With a checksum of 0, which says that there is none (RFC 768). */
    public Ipv4Frame noUdpChecksum() {
        transport = () -> WireFormat.u16(content, 4, content.length);
        return this;
    }

    /** With this in the length field. */
    public Ipv4Frame udpLength(int length) {
        transport = () -> WireFormat.u16(content, 4, length);
        return this;
    }

    private void sealUdp(int error) {
        WireFormat.u16(content, 4, content.length);
        WireFormat.u16(content, 6, 0);
        final byte[] summed = new byte[12 + content.length];
        System.arraycopy(WireFormat.ipv4(source), 0, summed, 0, 4);
        System.arraycopy(WireFormat.ipv4(destination), 0, summed, 4, 4);
        summed[9] = 17;
        WireFormat.u16(summed, 10, content.length);
        System.arraycopy(content, 0, summed, 12, content.length);
        final int sum = WireFormat.checksum(summed, 0, summed.length);
        WireFormat.u16(content, 6, (sum == 0 ? 0xFFFF : sum) + error);
    }

    public Ipv4Frame tcp(int sourcePort, int destinationPort) {
        protocol = 6;
        content = new byte[20];
        WireFormat.u16(content, 0, sourcePort);
        WireFormat.u16(content, 2, destinationPort);
        content[12] = 0x50;
        content[13] = 0x02;
        return this;
    }

    public Ipv4Frame echo(int identifier, int sequence) {
        return icmp(8, 0, identifier << 16 | sequence);
    }

    /** {@code rest} are the four bytes behind the checksum. */
    public Ipv4Frame icmp(int type, int code, int rest) {
        protocol = 1;
        content = new byte[8];
        content[0] = (byte) type;
        content[1] = (byte) code;
        WireFormat.u16(content, 4, rest >>> 16);
        WireFormat.u16(content, 6, rest & 0xFFFF);
        transport = () -> sealIcmp(0);
        return this;
    }

    public Ipv4Frame badIcmpChecksum() {
        transport = () -> sealIcmp(1);
        return this;
    }

    /** Cuts the message to this length, with a checksum that is right over the rest. */
    public Ipv4Frame icmpCutTo(int length) {
        content = Arrays.copyOf(content, length);
        transport = () -> sealIcmp(0);
        return this;
    }

    private void sealIcmp(int error) {
        if (content.length < 4) {
            return;
        }
        WireFormat.u16(content, 2, 0);
        WireFormat.u16(content, 2, WireFormat.checksum(content, 0, content.length) + error);
    }

    /** The IP packet alone, without what trails it. */
    public byte[] packet() {
        transport.run();
        final int headerLength = 20 + options.length;
        final byte[] out = new byte[headerLength + content.length];
        out[0] = (byte) (version << 4 | (ihl == UNSET ? headerLength / 4 : ihl));
        out[1] = (byte) tos;
        WireFormat.u16(out, 2, totalLength == UNSET ? out.length : totalLength);
        WireFormat.u16(out, 4, identification);
        WireFormat.u16(out, 6, flags | offsetUnits);
        out[8] = (byte) ttl;
        out[9] = (byte) protocol;
        System.arraycopy(WireFormat.ipv4(source), 0, out, 12, 4);
        System.arraycopy(WireFormat.ipv4(destination), 0, out, 16, 4);
        System.arraycopy(options, 0, out, 20, options.length);
        System.arraycopy(content, 0, out, headerLength, content.length);
        final int summed = ihl == UNSET ? headerLength : Math.min(out.length, ihl * 4);
        WireFormat.u16(out, 10, WireFormat.checksum(out, 0, summed) + checksumError);
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
