package io.gatun.dataplane.table;

/**
 * Changes entries where they stand, which a reader notices least: one store to one cache line,
 * where writing the word's entries anew takes three. The price is <em>slack</em>: neighbors that
 * have become alike stay two runs until their word is next written anew. Slack is counted and
 * bounded.
 */
final class FibSlack {

    /** Of the entries in use, one in so many may be slack. */
    private static final int SHARE = 32;

    private static final int ALWAYS = 1 << 10;

    private int entries;

    /** Whether values from {@code from} to {@code to} are whole runs of the word. */
    static boolean areWholeRuns(long word, int from, int to) {
        final long begins = Integer.toUnsignedLong((int) word) | 1L | (1L << Fib.WORD_SLOTS);
        return !FibWord.hasOneResult(word) && ((begins >>> from) & (begins >>> to) & 1) != 0;
    }

    /**
     * Gives the values between, whose owner's length is within bounds, a new result and owner;
     * those with a node below keep it.
     *
     * @param most entries in use
     * @return whether the word should be written anew: it has become one run, or slack is at its
     *     bound
     */
    boolean paint(
            Fib fib,
            byte[] owners,
            long word,
            int from,
            int to,
            int shortest,
            int longest,
            int result,
            int newOwner,
            int most) {
        final int first = (int) FibWord.indexOf(word, from);
        final int last = (int) FibWord.indexOf(word, to - 1);
        final int before = alike(fib, owners, word, first, last + 1);
        for (int entry = first; entry <= last; entry++) {
            final int owner = owners[entry] & 0xFF;
            if (fib.entry(entry) >= 0 && owner >= shortest && owner <= longest) {
                owners[entry] = (byte) newOwner;
                fib.publishEntry(entry, result);
            }
        }
        final int added = alike(fib, owners, word, first, last + 1) - before;
        entries += added;
        return added > 0
                && (entries > ALWAYS + most / SHARE
                        || in(fib, owners, word) == FibWord.entries(word) - 1);
    }

    /** The word is written anew, and its slack is gone. */
    void rewritten(Fib fib, byte[] owners, long word) {
        if (entries > 0 && !FibWord.hasOneResult(word)) {
            entries -= in(fib, owners, word);
        }
    }

    private static int in(Fib fib, byte[] owners, long word) {
        final int first = FibWord.firstEntry(word);
        return alike(fib, owners, word, first, first + FibWord.entries(word));
    }

    /** How many entries from {@code from} to {@code to} of a word are like the one before. */
    private static int alike(Fib fib, byte[] owners, long word, int from, int to) {
        final int first = FibWord.firstEntry(word);
        int alike = 0;
        for (int entry = Math.max(from, first + 1);
                entry <= Math.min(to, first + FibWord.entries(word) - 1);
                entry++) {
            if (owners[entry] == owners[entry - 1] && fib.entry(entry) == fib.entry(entry - 1)) {
                alike++;
            }
        }
        return alike;
    }
}
