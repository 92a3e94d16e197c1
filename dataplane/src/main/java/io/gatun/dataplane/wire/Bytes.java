package io.gatun.dataplane.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.agrona.UnsafeApi;

/**
 * Packet bytes by absolute address. {@code u8 u16 u32 u48 u64} are in network byte order and
 * unsigned where the width allows; {@code raw*} are in the machine's order, for comparing and
 * moving whole words. Each is one load or store (decision 0002), unchecked but with {@link
 * Bounds#CHECKED}.
 */
public final class Bytes {

    @SuppressWarnings("restricted") // packets lie wherever a device or a pool put them
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    static {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new ExceptionInInitializerError("Gatun runs on little-endian machines alone");
        }
    }

    private Bytes() {}

    public static int u8(long at) {
        check(at, 1);
        return Byte.toUnsignedInt(UnsafeApi.getByte(at));
    }

    public static void u8(long at, int value) {
        check(at, 1);
        UnsafeApi.putByte(at, (byte) value);
    }

    public static int u16(long at) {
        return Short.toUnsignedInt(Short.reverseBytes((short) raw16(at)));
    }

    public static void u16(long at, int value) {
        raw16(at, Short.reverseBytes((short) value));
    }

    /** All 32 bits as an int: an IPv4 address compares and hashes as it is. */
    public static int u32(long at) {
        return Integer.reverseBytes(raw32(at));
    }

    public static void u32(long at, int value) {
        raw32(at, Integer.reverseBytes(value));
    }

    public static long u64(long at) {
        return Long.reverseBytes(raw64(at));
    }

    public static void u64(long at, long value) {
        raw64(at, Long.reverseBytes(value));
    }

    /** A MAC address in the low 48 bits. */
    public static long u48(long at) {
        return (Integer.toUnsignedLong(u32(at)) << 16) | u16(at + 4);
    }

    public static void u48(long at, long value) {
        u32(at, (int) (value >>> 16));
        u16(at + 4, (int) value);
    }

    public static int raw16(long at) {
        check(at, 2);
        return Short.toUnsignedInt(UnsafeApi.getShort(at));
    }

    public static void raw16(long at, int value) {
        check(at, 2);
        UnsafeApi.putShort(at, (short) value);
    }

    public static int raw32(long at) {
        check(at, 4);
        return UnsafeApi.getInt(at);
    }

    public static void raw32(long at, int value) {
        check(at, 4);
        UnsafeApi.putInt(at, value);
    }

    public static long raw64(long at) {
        check(at, 8);
        return UnsafeApi.getLong(at);
    }

    public static void raw64(long at, long value) {
        check(at, 8);
        UnsafeApi.putLong(at, value);
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
        UnsafeApi.setMemory(at, length, (byte) 0);
    }

    private static void check(long at, int length) {
        if (Bounds.CHECKED) {
            Bounds.check(at, length);
        }
    }
}
