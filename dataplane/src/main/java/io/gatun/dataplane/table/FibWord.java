package io.gatun.dataplane.table;

/** What the 64 bits of a word of a {@link Fib} say; a word of zeros says {@code NO_ROUTE}. */
final class FibWord {

    private FibWord() {}

    /** All its values share one result, which lies before the entries. */
    static boolean hasOneResult(long word) {
        return (int) word == 0;
    }

    static int oneResult(long word) {
        return word == 0 ? RouteResult.NO_ROUTE : ~firstEntry(word);
    }

    static long ofOneResult(int result) {
        return result == RouteResult.NO_ROUTE ? 0 : (long) ~result << Integer.SIZE;
    }

    static long of(int firstEntry, int vector) {
        return (long) firstEntry << Integer.SIZE | Integer.toUnsignedLong(vector);
    }

    static int firstEntry(long word) {
        return (int) (word >> Integer.SIZE);
    }

    static int entries(long word) {
        return Integer.bitCount((int) word) + 1;
    }

    /** Where the entry of the value lies whose last five bits are the last of {@code bits}. */
    static long indexOf(long word, int bits) {
        return (word >> Integer.SIZE) + Integer.bitCount((int) word << ~bits);
    }
}
