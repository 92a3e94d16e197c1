package io.gatun.dataplane.wire;

/**
 * The Internet checksum (RFC 1071). Sums are kept in the machine's byte order, which ones'
 * complement addition allows (RFC 1071 §2 B), and turned round only where a value is stored.
 */
public final class Checksum {

    private static final long LOW32 = 0xFFFF_FFFFL;

    /** 0xFFFF times this is 1 modulo 2^64. */
    private static final long INVERSE_OF_FFFF = 0xFFFE_FFFE_FFFE_FFFFL;

    private Checksum() {}

    /**
     * The value a checksum field over these bytes must hold, were the field zero; 0 when the field
     * is among the bytes and right. In network order, as {@link Bytes#u16} stores it.
     */
    public static int over(long at, int length) {
        return finish(partial(at, length));
    }

    /** Unfolded sum of bytes in the machine's order; add such sums, then {@link #finish}. */
    public static long partial(long at, int length) {
        long sum = 0;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            final long word = Bytes.raw64(at + i);
            sum += (word & LOW32) + (word >>> 32);
        }
        for (; i + 2 <= length; i += 2) {
            sum += Bytes.raw16(at + i);
        }
        if (i < length) {
            sum += lastByte(Bytes.u8(at + i));
        }
        return sum;
    }

    /** A byte with no partner is padded with zero on the wire's right (RFC 1071 §4.1). */
    private static long lastByte(int value) {
        return Short.toUnsignedLong(swapped(value << 8));
    }

    /**
     * Whether an IPv4 header of 20 bytes, loaded in the machine's order, carries the right
     * checksum: its words add up to a multiple of 0xFFFF (RFC 1071 §1 (3)). Divisible is what times
     * the inverse modulo 2^64 is small: the quotient.
     */
    public static boolean isRight(long first, long second, int third) {
        final long sum =
                (first & LOW32)
                        + (first >>> 32)
                        + (second & LOW32)
                        + (second >>> 32)
                        + (third & LOW32);
        return (sum * INVERSE_OF_FFFF) >>> 32 == 0;
    }

    /** The pseudo-header of UDP, TCP over IPv4 (RFC 768), unfolded, in the machine's order. */
    public static long pseudoHeader(int source, int destination, int protocol, int length) {
        return Integer.toUnsignedLong(Integer.reverseBytes(source))
                + Integer.toUnsignedLong(Integer.reverseBytes(destination))
                + Short.toUnsignedLong(swapped(protocol))
                + Short.toUnsignedLong(swapped(length));
    }

    public static int finish(long sum) {
        return Short.toUnsignedInt(swapped(~fold(sum)));
    }

    /** To 16 bits; 0xFFFF stands for zero unless every byte was zero. */
    static int fold(long sum) {
        long folded = (sum & LOW32) + (sum >>> 32);
        folded = (folded & 0xFFFF) + (folded >>> 16);
        folded = (folded & 0xFFFF) + (folded >>> 16);
        return (int) ((folded & 0xFFFF) + (folded >>> 16));
    }

    private static short swapped(int value) {
        return Short.reverseBytes((short) value);
    }

    /**
     * The checksum after one 16-bit word under it changed: RFC 1624 eq. 3, HC' = ~(~HC + ~m + m').
     * All values in network order.
     */
    public static int updated(int checksum, int oldWord, int newWord) {
        final int sum = (~checksum & 0xFFFF) + (~oldWord & 0xFFFF) + (newWord & 0xFFFF);
        final int folded = (sum & 0xFFFF) + (sum >>> 16);
        return ~((folded & 0xFFFF) + (folded >>> 16)) & 0xFFFF;
    }
}
