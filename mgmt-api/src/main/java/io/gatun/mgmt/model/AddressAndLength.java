package io.gatun.mgmt.model;

/** The two halves of {@code address/length} text, before a prefix or an interface has a say. */
record AddressAndLength(IpAddress address, int length) {

    AddressAndLength {
        check(length, address.width());
    }

    static AddressAndLength parse(String text, String what) {
        final int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not " + what + ": it has no '/' and prefix length");
        }
        int length = 0;
        for (int i = slash + 1; i < text.length(); i++) {
            final int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw noNumber(text, what, slash);
            }
            length = 10 * length + digit;
        }
        if (slash + 1 == text.length() || slash + 4 < text.length()) {
            throw noNumber(text, what, slash);
        }
        return new AddressAndLength(IpAddress.parse(text.substring(0, slash)), length);
    }

    private static IllegalArgumentException noNumber(String text, String what, int slash) {
        return new IllegalArgumentException(
                "'"
                        + text
                        + "' is not "
                        + what
                        + ": prefix length '"
                        + text.substring(slash + 1)
                        + "' is not a number");
    }

    static void check(int length, int width) {
        if (length < 0 || length > width) {
            throw new IllegalArgumentException(
                    "prefix length " + length + " is not within 0.." + width);
        }
    }

    static IllegalArgumentException bitsAfterLength(IpAddress address, int length) {
        return new IllegalArgumentException(
                address
                        + "/"
                        + length
                        + " has bits set after its prefix length; the prefix is "
                        + address.prefix(length));
    }
}
