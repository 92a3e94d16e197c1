package io.gatun.mgmt.model;

import java.util.BitSet;

/** Some of the 256 types of ICMP or ICMPv6. Immutable. */
public final class IcmpTypeRanges {

    private static final int MOST = 255;

    private final String text;
    private final BitSet types = new BitSet();

    private IcmpTypeRanges(String text) {
        this.text = text;
        for (final String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            final String[] ends = part.split("-", 2);
            add(type(ends[0]), type(ends[ends.length - 1]));
        }
    }

    /**
     * Of numbers and ranges as Linux writes a bitmap: {@code 0-1,3-127}.
     *
     * @throws IllegalArgumentException where it is not of this form
     */
    public static IcmpTypeRanges parse(String text) {
        try {
            return new IcmpTypeRanges(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'%s' is not a list of types like 0-1,3-127: %s"
                            .formatted(text, e.getMessage()),
                    e);
        }
    }

    private static int type(String number) {
        try {
            final int type = Integer.parseInt(number.strip());
            if (type >= 0 && type <= MOST) {
                return type;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + number + "' is no number", e);
        }
        throw new IllegalArgumentException(number + " is not within 0.." + MOST);
    }

    private void add(int first, int last) {
        if (first > last) {
            throw new IllegalArgumentException(first + "-" + last + " runs backwards");
        }
        types.set(first, last + 1);
    }

    /** Bit n of all: type n is among them. */
    public BitSet types() {
        return (BitSet) types.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IcmpTypeRanges ranges && ranges.types.equals(types);
    }

    @Override
    public int hashCode() {
        return types.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
