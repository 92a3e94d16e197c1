package io.gatun.dataplane.testkit;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Builds an ICMPv6 message in its frame, mostly of Neighbor Discovery (RFC 4861 §4), right in every
 * field unless a test makes one wrong.
 */
public final class Icmp6Frame implements Frame {

    public static final String ALL_NODES = "ff02::1";

    private static final int ETHERNET = 14;
    private static final int TAG = 4;
    private static final int HEADER = 40;
    private static final int FLAGS = 4;
    private static final int SOLICITED = 0x40;
    private static final int OVERRIDE = 0x20;
    private static final int ROUTER = 0x80;

    private final byte[] message;
    private final String source;
    private String destination;
    private String fromMac;
    private String toMac;
    private byte[] options = {};
    private int hopLimit = 255;
    private int vlan;

    private Icmp6Frame(int type, int length, String source, String destination, String fromMac) {
        this.message = new byte[length];
        this.message[0] = (byte) type;
        this.source = source;
        this.destination = destination;
        this.fromMac = fromMac;
    }

    private static Icmp6Frame about(
            int type, String target, String source, String destination, String fromMac) {
        final Icmp6Frame frame = new Icmp6Frame(type, 24, source, destination, fromMac);
        System.arraycopy(bytes(target), 0, frame.message, 8, 16);
        return frame;
    }

    /** A solicitation to all that might have the target. */
    public static Icmp6Frame whoHas(String target, String source, String mac) {
        return about(135, target, source, solicitedNode(target), mac).option(1, mac);
    }

    /** A probe whether anyone has the address the sender would like (RFC 4862 §5.4.2). */
    public static Icmp6Frame probe(String target, String mac) {
        return about(135, target, "::", solicitedNode(target), mac);
    }

    /** An advertisement to the router alone: solicited, and to replace what was known. */
    public static Icmp6Frame isAt(String target, String mac, String to) {
        return about(136, target, target, to, mac).flags(SOLICITED | OVERRIDE).option(2, mac);
    }

    public static Icmp6Frame routerSolicitation(String source, String mac) {
        return new Icmp6Frame(133, 8, source, "ff02::2", mac).option(1, mac);
    }

    public static Icmp6Frame echo(String source, String mac, String destination) {
        final Icmp6Frame frame = new Icmp6Frame(128, 64, source, destination, mac);
        frame.hopLimit = 64;
        return frame;
    }

    /** To the port's own MAC address where the destination is one host. */
    public Icmp6Frame to(String address) {
        destination = address;
        return this;
    }

    public Icmp6Frame toMac(String mac) {
        toMac = mac;
        return this;
    }

    /** To everybody, and so not solicited. */
    public Icmp6Frame toAll() {
        return to(ALL_NODES).unsolicited();
    }

    public Icmp6Frame unsolicited() {
        message[FLAGS] &= ~SOLICITED;
        return this;
    }

    /** Not to replace a MAC address that is known. */
    public Icmp6Frame withoutOverride() {
        message[FLAGS] &= ~OVERRIDE;
        return this;
    }

    public Icmp6Frame fromRouter() {
        return flags(ROUTER);
    }

    private Icmp6Frame flags(int more) {
        message[FLAGS] |= (byte) more;
        return this;
    }

    public Icmp6Frame withoutOption() {
        options = new byte[0];
        return this;
    }

    /** In place of others. */
    public Icmp6Frame options(String hex) {
        options = HexFormat.of().parseHex(hex.replace(" ", "").replace(":", ""));
        return this;
    }

    public Icmp6Frame hopLimit(int hops) {
        hopLimit = hops;
        return this;
    }

    public Icmp6Frame vlan(int id) {
        vlan = id;
        return this;
    }

    /** Bytes 4 and 5 of an echo. */
    public Icmp6Frame identifier(int value) {
        WireFormat.u16(message, 4, value);
        return this;
    }

    private Icmp6Frame option(int type, String mac) {
        return options("%02x01".formatted(type) + mac);
    }

    @Override
    public byte[] bytes(byte[] portMac) {
        final int ip = ETHERNET + (vlan == 0 ? 0 : TAG);
        final int length = message.length + options.length;
        final byte[] frame = new byte[Math.max(60, ip + HEADER + length)];
        final byte[] group = bytes(destination);
        System.arraycopy(
                toMac != null
                        ? WireFormat.mac(toMac)
                        : group[0] == (byte) 0xFF ? groupMac(group) : portMac,
                0,
                frame,
                0,
                6);
        System.arraycopy(WireFormat.mac(fromMac), 0, frame, 6, 6);
        if (vlan != 0) {
            WireFormat.u16(frame, 12, 0x8100);
            WireFormat.u16(frame, 14, vlan);
        }
        WireFormat.u16(frame, ip - 2, 0x86DD);
        frame[ip] = 0x60;
        WireFormat.u16(frame, ip + 4, length);
        frame[ip + 6] = 58;
        frame[ip + 7] = (byte) hopLimit;
        System.arraycopy(bytes(source), 0, frame, ip + 8, 16);
        System.arraycopy(group, 0, frame, ip + 24, 16);
        final int icmp = ip + HEADER;
        System.arraycopy(message, 0, frame, icmp, message.length);
        System.arraycopy(options, 0, frame, icmp + message.length, options.length);
        WireFormat.u16(frame, icmp + 2, checksum(frame, ip, length));
        return frame;
    }

    /** Over the pseudo-header too (RFC 8200 §8.1); 0 where the message carries the right one. */
    static int checksum(byte[] frame, int ip, int length) {
        final byte[] covered = new byte[HEADER + length];
        System.arraycopy(frame, ip + 8, covered, 0, 32);
        WireFormat.u16(covered, 34, length);
        covered[39] = 58;
        System.arraycopy(frame, ip + HEADER, covered, HEADER, length);
        return WireFormat.checksum(covered, 0, covered.length);
    }

    private static byte[] groupMac(byte[] group) {
        final byte[] mac = {0x33, 0x33, 0, 0, 0, 0};
        System.arraycopy(group, 12, mac, 2, 4);
        return mac;
    }

    private static byte[] bytes(String address) {
        return InetAddress.ofLiteral(address).getAddress();
    }

    /** ff02::1:ff and the last three bytes (RFC 4291 §2.7.1). */
    static String solicitedNode(String address) {
        final byte[] last = Arrays.copyOfRange(bytes(address), 13, 16);
        return "ff02::1:ff%02x:%02x%02x".formatted(last[0], last[1], last[2]);
    }
}
