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
        final String length = text.substring(slash + 1);
        if (length.isEmpty()
                || length.length() > 3
                || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' is not "
                            + what
                            + ": prefix length '"
                            + length
                            + "' is not a number");
        }
        return new AddressAndLength(
                IpAddress.parse(text.substring(0, slash)), Integer.parseInt(length));
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
