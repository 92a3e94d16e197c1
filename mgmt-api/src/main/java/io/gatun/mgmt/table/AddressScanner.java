package io.gatun.mgmt.table;

/**
 * Reads the plain forms of addresses out of bytes: four decimal octets, or hexadecimal groups with
 * or without "::". What it cannot read may still be an address in another form.
 */
final class AddressScanner {

    private static final int GROUPS = 8;
    private static final int GROUP_BITS = 16;

    private int width;
    private long high;
    private long low;

    /** The width of the address last read, 32 or 128. */
    int width() {
        return width;
    }

    /** An IPv4 address stands in the upper half. */
    long high() {
        return high;
    }

    long low() {
        return low;
    }

    boolean read(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '.') {
                return readIpv4(bytes, from, to);
            }
            if (bytes[i] == ':') {
                return readIpv6(bytes, from, to);
            }
        }
        return false;
    }

    private boolean readIpv4(byte[] bytes, int from, int to) {
        int bits = 0;
        int dots = 0;
        int octet = -1;
        for (int i = from; i < to; i++) {
            final int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9 && octet != 0) { // no leading zero
                octet = Math.max(octet, 0) * 10 + digit;
                if (octet > 255) {
                    return false;
                }
            } else if (bytes[i] == '.' && octet >= 0) {
                bits = bits << 8 | octet;
                octet = -1;
                dots++;
            } else {
                return false;
            }
        }
        width = Integer.SIZE;
        high = (long) (bits << 8 | octet) << Integer.SIZE;
        low = 0;
        return dots == 3 && octet >= 0;
    }

    private boolean readIpv6(byte[] bytes, int from, int to) {
        width = 2 * Long.SIZE;
        high = 0;
        low = 0;
        long frontHigh = 0;
        long frontLow = 0;
        int front = -1; // groups before "::"
        int groups = 0;
        int i = from;
        while (i < to) {
            if (bytes[i] == ':') {
                final boolean isGap = i + 1 < to && bytes[i + 1] == ':';
                if (!isGap || front >= 0) {
                    return false;
                }
                front = groups;
                frontHigh = high;
                frontLow = low;
                high = 0;
                low = 0;
                i += 2;
                continue;
            }
            final int end = groupEnd(bytes, i, to);
            if (end == i || ++groups > GROUPS) {
                return false;
            }
            i = end;
            if (i < to && bytes[i] == ':' && !(i + 1 < to && bytes[i + 1] == ':')) {
                i++;
                if (i == to) {
                    return false; // a single colon at the end
                }
            }
        }
        if (front < 0) {
            return groups == GROUPS;
        }
        prepend(frontHigh, frontLow, (GROUPS - front) * GROUP_BITS);
        return groups < GROUPS;
    }

    /** Shifts one group in; the end of its digits, or {@code from} when there is no group. */
    private int groupEnd(byte[] bytes, int from, int to) {
        int group = 0;
        int i = from;
        while (i < to && bytes[i] != ':') {
            final int digit = digit(bytes[i]);
            if (digit < 0 || i - from == 4) {
                return from;
            }
            group = group << 4 | digit;
            i++;
        }
        high = high << GROUP_BITS | low >>> (Long.SIZE - GROUP_BITS);
        low = low << GROUP_BITS | group;
        return i;
    }

    private static int digit(byte c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        final int letter = (c | 0x20) - 'a';
        return letter >= 0 && letter < 6 ? letter + 10 : -1;
    }

    /** Lays groups in front of those read, shifted left by 16 to 128 bits. */
    private void prepend(long frontHigh, long frontLow, int by) {
        if (by < Long.SIZE) {
            high |= frontHigh << by | frontLow >>> (Long.SIZE - by);
            low |= frontLow << by;
        } else if (by < 2 * Long.SIZE) {
            high |= frontLow << (by - Long.SIZE);
        }
    }
}
