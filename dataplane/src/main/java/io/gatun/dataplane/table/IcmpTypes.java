package io.gatun.dataplane.table;

/** Some of the 256 types of ICMPv6. Immutable. */
public final class IcmpTypes {

    private static final int MOST = 255;

    private final String text;
    private final long[] bits = new long[(MOST + 1) / Long.SIZE];

    private IcmpTypes(String text) {
        this.text = text;
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            final String[] ends = part.split("-", 2);
            add(type(ends[0]), type(ends[ends.length - 1]));
        }
    }

    /**
     * Of numbers and ranges as Linux writes a bitmap: {@code 0-1,3-127}.
     *
     * @throws IllegalArgumentException where it is not of this form
     */
    public static IcmpTypes parse(String text) {
        return new IcmpTypes(text);
    }

    private static int type(String number) {
        try {
            final int type = Integer.parseInt(number.strip());
            if (type >= 0 && type <= MOST) {
                return type;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(number + " is no number", e);
        }
        throw new IllegalArgumentException(number + " is not within 0.." + MOST);
    }

    private void add(int first, int last) {
        if (first > last) {
            throw new IllegalArgumentException(first + "-" + last + " runs backwards");
        }
        for (int type = first; type <= last; type++) {
            bits[type >>> 6] |= 1L << type;
        }
    }

    public boolean contains(int type) {
        return (bits[type >>> 6] & (1L << type)) != 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IcmpTypes types && types.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
