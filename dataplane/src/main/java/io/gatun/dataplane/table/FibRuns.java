package io.gatun.dataplane.table;

/**
 * The 32 values of a word as runs of equal ones: where each begins, its entry, and the length of
 * the prefix it is owed to. Two values that look the same to a reader are two runs where their
 * owners differ.
 */
final class FibRuns {

    private final int[] start = new int[Fib.WORD_SLOTS + 1];
    private final int[] value = new int[Fib.WORD_SLOTS];
    private final int[] owner = new int[Fib.WORD_SLOTS];
    private int count;

    FibRuns clear() {
        count = 0;
        return this;
    }

    /** The values from {@code from} on to where the next run begins. */
    void add(int from, int newValue, int newOwner) {
        if (count == 0 || value[count - 1] != newValue || owner[count - 1] != newOwner) {
            start[count] = from;
            value[count] = newValue;
            owner[count] = newOwner;
            count++;
        }
    }

    /**
     * The runs of a word as it is.
     *
     * @param owners of entries
     * @param owner of a word that has one result
     */
    FibRuns read(Fib fib, byte[] owners, long word, int owner) {
        clear();
        if (FibWord.hasOneResult(word)) {
            add(0, FibWord.oneResult(word), owner);
            return this;
        }
        int entry = FibWord.firstEntry(word);
        add(0, fib.entry(entry), owners[entry] & 0xFF);
        for (int vector = (int) word; vector != 0; vector &= vector - 1) {
            entry++;
            add(Integer.numberOfTrailingZeros(vector), fib.entry(entry), owners[entry] & 0xFF);
        }
        return this;
    }

    /** Takes over a run of others, but for the part of it between two values. */
    void edit(FibRuns others, int run, int from, int to, int newValue, int newOwner) {
        if (others.start(run) < from) {
            add(others.start(run), others.value(run), others.owner(run));
        }
        if (others.start(run) < to && others.end(run) > from) {
            add(Math.max(others.start(run), from), newValue, newOwner);
            if (others.end(run) > to) {
                add(to, others.value(run), others.owner(run));
            }
        }
    }

    int count() {
        return count;
    }

    int start(int run) {
        return start[run];
    }

    int end(int run) {
        return run + 1 == count ? Fib.WORD_SLOTS : start[run + 1];
    }

    int value(int run) {
        return value[run];
    }

    int owner(int run) {
        return owner[run];
    }

    /** A bit for every value at which a run begins, but for the first. */
    int vector() {
        int vector = 0;
        for (int run = 1; run < count; run++) {
            vector |= 1 << start[run];
        }
        return vector;
    }
}
