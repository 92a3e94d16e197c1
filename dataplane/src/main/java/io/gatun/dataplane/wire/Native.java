package io.gatun.dataplane.wire;

import org.agrona.UnsafeApi;

/**
 * Memory of tables and scratch columns by absolute address, each access one load or store. Unlike
 * {@link Bytes} it is never judged by {@link Bounds}, which know buffers of packets alone.
 */
public final class Native {

    private Native() {}

    public static int u8(long at) {
        return Byte.toUnsignedInt(UnsafeApi.getByte(at));
    }

    public static void u8(long at, int value) {
        UnsafeApi.putByte(at, (byte) value);
    }

    /** In network byte order. */
    public static long u64(long at) {
        return Long.reverseBytes(raw64(at));
    }

    public static int raw16(long at) {
        return Short.toUnsignedInt(UnsafeApi.getShort(at));
    }

    public static void raw16(long at, int value) {
        UnsafeApi.putShort(at, (short) value);
    }

    public static int raw32(long at) {
        return UnsafeApi.getInt(at);
    }

    public static void raw32(long at, int value) {
        UnsafeApi.putInt(at, value);
    }

    public static long raw64(long at) {
        return UnsafeApi.getLong(at);
    }

    public static void raw64(long at, long value) {
        UnsafeApi.putLong(at, value);
    }

    /** Everything written before is visible to whoever reads this value. */
    public static void release16(long at, int value) {
        UnsafeApi.putShortRelease(null, at, (short) value);
    }

    /** Everything written before is visible to whoever reads this value. */
    public static void release32(long at, int value) {
        UnsafeApi.putIntRelease(null, at, value);
    }

    /** Everything written before is visible to whoever reads this value. */
    public static void release64(long at, long value) {
        UnsafeApi.putLongRelease(null, at, value);
    }
}
