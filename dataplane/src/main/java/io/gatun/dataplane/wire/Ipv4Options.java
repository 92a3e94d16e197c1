package io.gatun.dataplane.wire;

/** The options behind the fixed part of an IPv4 header (RFC 791 §3.1). */
public final class Ipv4Options {

    private static final int END_OF_LIST = 0;
    private static final int NO_OPERATION = 1;
    private static final int COPIED = 0x80;

    private Ipv4Options() {}

    /**
     * Overwrites with no-ops what belongs into the first fragment only: options without the copied
     * flag. Stops at the end of the list and at an option whose length cannot be (FRAG-07,
     * FRAG-08).
     */
    public static void keepCopied(long ip, int headerLength) {
        final long end = ip + headerLength;
        long at = ip + Ipv4Header.MIN_LENGTH;
        while (at < end) {
            final int type = Bytes.u8(at);
            if (type == END_OF_LIST) {
                return;
            }
            if (type == NO_OPERATION) {
                at++;
                continue;
            }
            if (at + 1 >= end) {
                return;
            }
            final int length = Bytes.u8(at + 1);
            if (length < 2 || at + length > end) {
                return;
            }
            if ((type & COPIED) == 0) {
                for (int i = 0; i < length; i++) {
                    Bytes.u8(at + i, NO_OPERATION);
                }
            }
            at += length;
        }
    }
}
