package io.gatun.mgmt.model;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** A 48-bit MAC address; the first octet on the wire is the most significant. */
public record MacAddress(long bits) {

    private static final Pattern TEXT = Pattern.compile("\\p{XDigit}{2}(:\\p{XDigit}{2}){5}");
    private static final long MAX = 0xFFFF_FFFF_FFFFL;
    private static final long GROUP_BIT = 1L << 40;

    public MacAddress {
        if (bits < 0 || bits > MAX) {
            throw new IllegalArgumentException(
                    "MAC address 0x" + Long.toHexString(bits) + " does not fit in 48 bits");
        }
    }

    public static MacAddress parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' is not a MAC address: it needs six pairs of hexadecimal digits with ':' between");
        }
        return new MacAddress(HexFormat.fromHexDigitsToLong(text.replace(":", "")));
    }

    public boolean isZero() {
        return bits == 0;
    }

    /** The group bit, which the broadcast address carries too (IEEE 802 §8.2.2). */
    public boolean isMulticast() {
        return (bits & GROUP_BIT) != 0;
    }

    public boolean isBroadcast() {
        return bits == MAX;
    }

    @Override
    public String toString() {
        final byte[] octets = new byte[6];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (bits >>> (40 - 8 * i));
        }
        return HexFormat.ofDelimiter(":").formatHex(octets);
    }
}
