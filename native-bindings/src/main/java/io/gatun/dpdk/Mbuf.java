package io.gatun.dpdk;

import io.gatun.dpdk.ffm.DpdkLayout;
import io.gatun.dpdk.ffm.NativeMemory;

/**
 * Fields of DPDK's packet buffer, by the buffer's address. Offsets are constants chosen by the
 * loaded DPDK release; addresses are not checked. A buffer belongs to one thread at a time.
 */
public final class Mbuf {

    private static final DpdkLayout LAYOUT = DpdkLayout.ofLoaded();

    /** Offset of the 8-byte address of the buffer. */
    public static final int BUF_ADDR = LAYOUT.offset("rte_mbuf.buf_addr");

    /** Offset of 8 bytes: data offset, reference count, number of segments, port, 16 bits each. */
    public static final int REARM = LAYOUT.offset("rte_mbuf.data_off");

    /** Offset of 8 bytes: packet length (32 bits), data length (16), VLAN tag (16). */
    public static final int LENGTHS = LAYOUT.offset("rte_mbuf.pkt_len");

    /** Offset of the 8-byte offload flags. */
    public static final int OL_FLAGS = LAYOUT.offset("rte_mbuf.ol_flags");

    /** Offset of the 8-byte address of the next segment. */
    public static final int NEXT = LAYOUT.offset("rte_mbuf.next");

    /** Room that DPDK leaves before the frame, in bytes. */
    public static final int HEADROOM = (int) LAYOUT.constant("RTE_PKTMBUF_HEADROOM");

    /** Bits of {@link #OL_FLAGS} that say what the device found about the IPv4 checksum. */
    public static final long RX_IP_CHECKSUM_MASK = LAYOUT.constant("RTE_MBUF_F_RX_IP_CKSUM_MASK");

    public static final long RX_IP_CHECKSUM_GOOD = LAYOUT.constant("RTE_MBUF_F_RX_IP_CKSUM_GOOD");
    public static final long RX_IP_CHECKSUM_BAD = LAYOUT.constant("RTE_MBUF_F_RX_IP_CKSUM_BAD");

    private static final int DATA_OFF = LAYOUT.offset("rte_mbuf.data_off");
    private static final int NB_SEGS = LAYOUT.offset("rte_mbuf.nb_segs");
    private static final int PORT = LAYOUT.offset("rte_mbuf.port");
    private static final int PACKET_TYPE = LAYOUT.offset("rte_mbuf.packet_type");
    private static final int PKT_LEN = LAYOUT.offset("rte_mbuf.pkt_len");
    private static final int DATA_LEN = LAYOUT.offset("rte_mbuf.data_len");
    private static final int VLAN_TCI = LAYOUT.offset("rte_mbuf.vlan_tci");
    private static final int VLAN_TCI_OUTER = LAYOUT.offset("rte_mbuf.vlan_tci_outer");
    private static final int BUF_LEN = LAYOUT.offset("rte_mbuf.buf_len");
    private static final int POOL = LAYOUT.offset("rte_mbuf.pool");
    private static final int TX_OFFLOAD = LAYOUT.offset("rte_mbuf.tx_offload");
    private static final long EXTERNAL = LAYOUT.constant("RTE_MBUF_F_EXTERNAL");

    private static final int NO_PORT_ONE_SEGMENT = 0xFFFF_0001;

    private Mbuf() {}

    public static long bufAddr(long mbuf) {
        return NativeMemory.getLong(mbuf + BUF_ADDR);
    }

    public static int bufferLength(long mbuf) {
        return Short.toUnsignedInt(NativeMemory.getShort(mbuf + BUF_LEN));
    }

    public static int dataOffset(long mbuf) {
        return Short.toUnsignedInt(NativeMemory.getShort(mbuf + DATA_OFF));
    }

    public static void dataOffset(long mbuf, int offset) {
        NativeMemory.putShort(mbuf + DATA_OFF, (short) offset);
    }

    /** Address of the first octet of the frame in this segment. */
    public static long frame(long mbuf) {
        return bufAddr(mbuf) + dataOffset(mbuf);
    }

    /** Octets of the frame in this segment. */
    public static int dataLength(long mbuf) {
        return Short.toUnsignedInt(NativeMemory.getShort(mbuf + DATA_LEN));
    }

    /** Octets of the frame in all segments. */
    public static int packetLength(long mbuf) {
        return NativeMemory.getInt(mbuf + PKT_LEN);
    }

    /** Sets both lengths of a frame that lies in one segment. */
    public static void length(long mbuf, int octets) {
        NativeMemory.putInt(mbuf + PKT_LEN, octets);
        NativeMemory.putShort(mbuf + DATA_LEN, (short) octets);
    }

    public static void packetLength(long mbuf, int octets) {
        NativeMemory.putInt(mbuf + PKT_LEN, octets);
    }

    public static void dataLength(long mbuf, int octets) {
        NativeMemory.putShort(mbuf + DATA_LEN, (short) octets);
    }

    public static int segments(long mbuf) {
        return Short.toUnsignedInt(NativeMemory.getShort(mbuf + NB_SEGS));
    }

    public static void segments(long mbuf, int count) {
        NativeMemory.putShort(mbuf + NB_SEGS, (short) count);
    }

    /** The port it came in by, 65535 when by none. */
    public static int port(long mbuf) {
        return Short.toUnsignedInt(NativeMemory.getShort(mbuf + PORT));
    }

    public static long olFlags(long mbuf) {
        return NativeMemory.getLong(mbuf + OL_FLAGS);
    }

    public static void olFlags(long mbuf, long flags) {
        NativeMemory.putLong(mbuf + OL_FLAGS, flags);
    }

    /** Address of the next segment, 0 in the last. */
    public static long next(long mbuf) {
        return NativeMemory.getLong(mbuf + NEXT);
    }

    public static void next(long mbuf, long segment) {
        NativeMemory.putLong(mbuf + NEXT, segment);
    }

    /** Address of the pool it returns to. */
    public static long pool(long mbuf) {
        return NativeMemory.getLong(mbuf + POOL);
    }

    /** Puts a buffer fresh from its pool into the state that DPDK's own allocation gives it. */
    public static void reset(long mbuf) {
        next(mbuf, 0);
        length(mbuf, 0);
        NativeMemory.putLong(mbuf + TX_OFFLOAD, 0);
        NativeMemory.putShort(mbuf + VLAN_TCI, (short) 0);
        NativeMemory.putShort(mbuf + VLAN_TCI_OUTER, (short) 0);
        NativeMemory.putInt(mbuf + NB_SEGS, NO_PORT_ONE_SEGMENT);
        olFlags(mbuf, olFlags(mbuf) & EXTERNAL);
        NativeMemory.putInt(mbuf + PACKET_TYPE, 0);
        dataOffset(mbuf, Math.min(HEADROOM, bufferLength(mbuf)));
    }
}
