package io.gatun.dataplane.wire;

/** ARP for IPv4 over Ethernet (RFC 826). */
public final class Arp {

    public static final int LENGTH = 28;
    public static final int REQUEST = 1;
    public static final int REPLY = 2;

    private static final int ETHERNET = 1;
    private static final int IEEE_802 = 6;

    private static final int HARDWARE_TYPE = 0;
    private static final int PROTOCOL_TYPE = 2;
    private static final int LENGTHS = 4;
    private static final int OPERATION = 6;
    private static final int SENDER_MAC = 8;
    private static final int SENDER_ADDRESS = 14;
    private static final int TARGET_MAC = 18;
    private static final int TARGET_ADDRESS = 24;

    private Arp() {}

    /** Hardware type 1 or 6, protocol IPv4, lengths 6 and 4 (ARP-08, ARP-09). */
    public static boolean isIpv4OverEthernet(long arp) {
        final int hardware = Bytes.u16(arp + HARDWARE_TYPE);
        return (hardware == ETHERNET || hardware == IEEE_802)
                && Bytes.u16(arp + PROTOCOL_TYPE) == Ethernet.TYPE_IPV4
                && Bytes.u16(arp + LENGTHS) == 0x0604;
    }

    public static int operation(long arp) {
        return Bytes.u16(arp + OPERATION);
    }

    public static long senderMac(long arp) {
        return Bytes.u48(arp + SENDER_MAC);
    }

    public static int senderAddress(long arp) {
        return Bytes.u32(arp + SENDER_ADDRESS);
    }

    public static long targetMac(long arp) {
        return Bytes.u48(arp + TARGET_MAC);
    }

    public static int targetAddress(long arp) {
        return Bytes.u32(arp + TARGET_ADDRESS);
    }

    /** Writes all 28 bytes. */
    public static void write(
            long arp,
            int operation,
            long senderMac,
            int senderAddress,
            long targetMac,
            int targetAddress) {
        Bytes.u16(arp + HARDWARE_TYPE, ETHERNET);
        Bytes.u16(arp + PROTOCOL_TYPE, Ethernet.TYPE_IPV4);
        Bytes.u16(arp + LENGTHS, 0x0604);
        Bytes.u16(arp + OPERATION, operation);
        Bytes.u48(arp + SENDER_MAC, senderMac);
        Bytes.u32(arp + SENDER_ADDRESS, senderAddress);
        Bytes.u48(arp + TARGET_MAC, targetMac);
        Bytes.u32(arp + TARGET_ADDRESS, targetAddress);
    }
}
