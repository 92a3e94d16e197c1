package io.gatun.dataplane.table;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Longest-prefix match for one family. A lookup returns a {@link RouteResult}. Written by one
 * {@link FibWriter} while workers read.
 */
public final class Fib {

    record Row(long high, long low, int length, int result) {}

    private volatile Row[] rows = new Row[0];

    Fib() {}

    public static Fib empty() {
        return new Fib();
    }

    void rows(Row[] next) {
        final Row[] sorted = next.clone();
        Arrays.sort(sorted, Comparator.comparingInt((Row row) -> -row.length()));
        rows = sorted;
    }

    /** The {@link RouteResult} of the longest prefix that covers an IPv4 address. */
    public int lookup(int address) {
        return lookup((long) address << Integer.SIZE, 0);
    }

    /** The {@link RouteResult} of the longest prefix that covers an IPv6 address. */
    public int lookup(long high, long low) {
        for (Row row : rows) {
            if (((high ^ row.high) & FibWriter.highMask(row.length)) == 0
                    && ((low ^ row.low) & FibWriter.lowMask(row.length)) == 0) {
                return row.result;
            }
        }
        return RouteResult.NO_ROUTE;
    }

    /**
     * Whether an address needs a second look before it is believed as a source: it may be of a
     * special network, the router's own, or a broadcast address. {@code raw} is the address as the
     * machine loads it, its first octet in the lowest bits. A no is certain and takes a few
     * instructions.
     */
    public boolean isSuspectSource(int raw) {
        final int first = raw & 0xFF;
        return first == 0
                || first == 127
                || first == 169
                || first >= 224
                || !RouteResult.isForward(lookup(Integer.reverseBytes(raw)));
    }

    /** Memory that lookups read, in bytes. */
    public long bytes() {
        return rows.length * 32L;
    }
}
