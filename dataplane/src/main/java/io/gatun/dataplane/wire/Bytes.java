package io.gatun.dataplane.wire;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.nativeOrder;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Packet bytes by absolute address. {@code u8 u16 u32 u64} are in network byte order and unsigned
 * where the width allows; {@code raw*} are in the machine's order, for comparing and moving whole
 * words. Unchecked, unless {@link Bounds#CHECKED}.
 */
public final class Bytes {

    @SuppressWarnings("restricted") // packets lie wherever a device or a pool put them
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private static final ValueLayout.OfShort NET16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfInt NET32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfLong NET64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfShort RAW16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(nativeOrder());
    private static final ValueLayout.OfInt RAW32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(nativeOrder());
    private static final ValueLayout.OfLong RAW64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(nativeOrder());

    private Bytes() {}

    public static int u8(long at) {
        check(at, 1);
        return Byte.toUnsignedInt(ALL.get(ValueLayout.JAVA_BYTE, at));
    }

    public static void u8(long at, int value) {
        check(at, 1);
        ALL.set(ValueLayout.JAVA_BYTE, at, (byte) value);
    }

    public static int u16(long at) {
        check(at, 2);
        return Short.toUnsignedInt(ALL.get(NET16, at));
    }

    public static void u16(long at, int value) {
        check(at, 2);
        ALL.set(NET16, at, (short) value);
    }

    /** All 32 bits as an int: an IPv4 address compares and hashes as it is. */
    public static int u32(long at) {
        check(at, 4);
        return ALL.get(NET32, at);
    }

    public static void u32(long at, int value) {
        check(at, 4);
        ALL.set(NET32, at, value);
    }

    public static long u64(long at) {
        check(at, 8);
        return ALL.get(NET64, at);
    }

    public static void u64(long at, long value) {
        check(at, 8);
        ALL.set(NET64, at, value);
    }

    /** A MAC address in the low 48 bits. */
    public static long u48(long at) {
        check(at, 6);
        return (Integer.toUnsignedLong(ALL.get(NET32, at)) << 16)
                | Short.toUnsignedLong(ALL.get(NET16, at + 4));
    }

    public static void u48(long at, long value) {
        check(at, 6);
        ALL.set(NET32, at, (int) (value >>> 16));
        ALL.set(NET16, at + 4, (short) value);
    }

    public static int raw16(long at) {
        check(at, 2);
        return Short.toUnsignedInt(ALL.get(RAW16, at));
    }

    public static void raw16(long at, int value) {
        check(at, 2);
        ALL.set(RAW16, at, (short) value);
    }

    public static int raw32(long at) {
        check(at, 4);
        return ALL.get(RAW32, at);
    }

    public static void raw32(long at, int value) {
        check(at, 4);
        ALL.set(RAW32, at, value);
    }

    public static long raw64(long at) {
        check(at, 8);
        return ALL.get(RAW64, at);
    }

    public static void raw64(long at, long value) {
        check(at, 8);
        ALL.set(RAW64, at, value);
    }

    public static void copy(long from, long to, int length) {
        check(from, length);
        check(to, length);
        MemorySegment.copy(ALL, from, ALL, to, length);
    }

    public static void copyIn(byte[] from, int offset, long to, int length) {
        check(to, length);
        MemorySegment.copy(from, offset, ALL, ValueLayout.JAVA_BYTE, to, length);
    }

    public static void copyOut(long from, byte[] to, int offset, int length) {
        check(from, length);
        MemorySegment.copy(ALL, ValueLayout.JAVA_BYTE, from, to, offset, length);
    }

    public static void zero(long at, int length) {
        check(at, length);
        for (int i = 0; i < length; i++) {
            ALL.set(ValueLayout.JAVA_BYTE, at + i, (byte) 0);
        }
    }

    private static void check(long at, int length) {
        if (Bounds.CHECKED) {
            Bounds.check(at, length);
        }
    }
}
