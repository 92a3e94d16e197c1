package io.gatun.mgmt.model;

/** The text of IPv6 addresses: RFC 4291 §2.2 in, RFC 5952 §4 and §5 out. */
final class Ipv6Text {

    private static final int GROUPS = 8;

    private Ipv6Text() {}

    static Ipv6Address parse(String text) {
        final int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            throw flaw(text, "'::' stands in it more than once");
        }
        final int[] groups = new int[GROUPS];
        if (gap < 0) {
            final int count = groups(text, text, groups, true);
            if (count != GROUPS) {
                throw flaw(text, "it has " + count + " groups and needs 8");
            }
            return of(groups);
        }
        final int[] tail = new int[GROUPS];
        final int front = groups(text, text.substring(0, gap), groups, false);
        final int back = groups(text, text.substring(gap + 2), tail, true);
        if (front + back >= GROUPS) {
            throw flaw(text, "'::' leaves no room for a group of zeros");
        }
        System.arraycopy(tail, 0, groups, GROUPS - back, back);
        return of(groups);
    }

    /** Reads the groups of {@code part} into {@code groups}; dotted IPv4 may stand at the end. */
    private static int groups(String text, String part, int[] groups, boolean mayEndInIpv4) {
        if (part.isEmpty()) {
            return 0;
        }
        final String[] words = part.split(":", -1);
        int count = 0;
        for (int i = 0; i < words.length; i++) {
            final boolean dotted =
                    mayEndInIpv4 && i == words.length - 1 && words[i].indexOf('.') >= 0;
            if (count + (dotted ? 2 : 1) > GROUPS) {
                throw flaw(text, "it has more than 8 groups");
            }
            if (dotted) {
                final int ipv4 = Ipv4Address.parse(words[i]).bits();
                groups[count++] = ipv4 >>> 16;
                groups[count++] = ipv4 & 0xFFFF;
            } else {
                groups[count++] = group(text, words[i]);
            }
        }
        return count;
    }

    private static int group(String text, String word) {
        if (word.isEmpty() || word.length() > 4) {
            throw flaw(text, "group '" + word + "' does not have 1 to 4 digits");
        }
        int group = 0;
        for (int i = 0; i < word.length(); i++) {
            final char c = word.charAt(i);
            final int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw flaw(text, "'" + c + "' is not a hexadecimal digit");
            }
            group = group << 4 | digit;
        }
        return group;
    }

    private static Ipv6Address of(int[] groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = high << 16 | groups[i];
            low = low << 16 | groups[4 + i];
        }
        return new Ipv6Address(high, low);
    }

    static String format(Ipv6Address address) {
        final StringBuilder text = new StringBuilder();
        if (address.isIpv4Mapped()) { // RFC 5952 §5
            return text.append("::ffff:").append(new Ipv4Address((int) address.low())).toString();
        }
        final int gap = longestZeroRun(address);
        final int gapEnd = gap < 0 ? -1 : gap + zeroRun(address, gap);
        for (int i = 0; i < GROUPS; i++) {
            if (i == gap) {
                text.append("::");
                i = gapEnd - 1;
                continue;
            }
            if (i > 0 && i != gapEnd) {
                text.append(':');
            }
            text.append(Integer.toHexString(address.group(i)));
        }
        return text.toString();
    }

    /** The first of the longest runs of at least two zero groups (RFC 5952 §4.2), or -1. */
    private static int longestZeroRun(Ipv6Address address) {
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            final int length = zeroRun(address, i);
            if (length > bestLength) {
                best = i;
                bestLength = length;
            }
        }
        return best;
    }

    private static int zeroRun(Ipv6Address address, int from) {
        int end = from;
        while (end < GROUPS && address.group(end) == 0) {
            end++;
        }
        return end - from;
    }

    private static IllegalArgumentException flaw(String text, String why) {
        return new IllegalArgumentException("'" + text + "' is not an IPv6 address: " + why);
    }
}
