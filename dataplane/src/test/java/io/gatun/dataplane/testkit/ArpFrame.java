package io.gatun.dataplane.testkit;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Builds an ARP message (RFC 826) in its frame; every field may be made wrong. */
public final class ArpFrame implements Frame {

    private static final String BROADCAST = "ff:ff:ff:ff:ff:ff";
    private static final String NOBODY = "00:00:00:00:00:00";

    private final int operation;
    private final String senderMac;
    private final String senderAddress;
    private String targetMac;
    private final String targetAddress;
    private String destination;
    private int hardware = 1;
    private int protocol = 0x0800;
    private int hardwareLength = 6;
    private int protocolLength = 4;
    private int length = 60;
    private int vlan;

    private ArpFrame(
            int operation,
            String senderMac,
            String senderAddress,
            String targetMac,
            String targetAddress,
            String destination) {
        this.operation = operation;
        this.senderMac = senderMac;
        this.senderAddress = senderAddress;
        this.targetMac = targetMac;
        this.targetAddress = targetAddress;
        this.destination = destination;
    }

    /** A request by broadcast: who has the target? */
    public static ArpFrame whoHas(String target, String senderAddress, String senderMac) {
        return new ArpFrame(1, senderMac, senderAddress, NOBODY, target, BROADCAST);
    }

    /** A reply to the port alone, about the sender, for the target. */
    public static ArpFrame isAt(String senderAddress, String senderMac, String target) {
        return new ArpFrame(2, senderMac, senderAddress, NOBODY, target, null);
    }

    public static ArpFrame operation(int operation, String sender, String mac, String target) {
        return new ArpFrame(operation, mac, sender, NOBODY, target, BROADCAST);
    }

    public ArpFrame toMac(String mac) {
        destination = mac;
        return this;
    }

    public ArpFrame broadcast() {
        return toMac(BROADCAST);
    }

    public ArpFrame targetMac(String mac) {
        targetMac = mac;
        return this;
    }

    public ArpFrame hardware(int type) {
        hardware = type;
        return this;
    }

    public ArpFrame protocol(int type) {
        protocol = type;
        return this;
    }

    public ArpFrame lengths(int hardwareBytes, int protocolBytes) {
        hardwareLength = hardwareBytes;
        protocolLength = protocolBytes;
        return this;
    }

    public ArpFrame vlan(int id) {
        vlan = id;
        return this;
    }

    /** Of the whole frame: below 42 the message is cut, above it is padded. */
    public ArpFrame length(int bytes) {
        length = bytes;
        return this;
    }

    @Override
    public byte[] bytes(byte[] portMac) {
        final ByteBuffer out = ByteBuffer.allocate(128);
        out.put(destination == null ? portMac : WireFormat.mac(destination));
        out.put(WireFormat.mac(senderMac));
        if (vlan != 0) {
            out.putShort((short) 0x8100).putShort((short) vlan);
        }
        out.putShort((short) 0x0806);
        out.putShort((short) hardware).putShort((short) protocol);
        out.put((byte) hardwareLength).put((byte) protocolLength);
        out.putShort((short) operation);
        out.put(WireFormat.mac(senderMac)).put(WireFormat.ipv4(senderAddress));
        out.put(WireFormat.mac(targetMac)).put(WireFormat.ipv4(targetAddress));
        return Arrays.copyOf(out.array(), length);
    }
}
