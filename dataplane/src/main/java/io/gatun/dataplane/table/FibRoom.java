package io.gatun.dataplane.table;

/** How much room a table has, and whether it is enough, asked before anything changes. */
final class FibRoom {

    private static final int ROOT_DEPTH = 16;
    private static final int WORD_BITS = 3; // of an octet say which word of the node
    private static final int MOST_NODES_A_PREFIX = 13;
    private static final int PLENTY_OF_ENTRIES = 1 << 12;

    /** What a new node and the value that leads to it can take. */
    private static final int ENTRIES_A_NODE = Fib.WORD_SLOTS + 2;

    /** A table that is full grows by one in so many, as a power of two. */
    private static final int GROWTH = 3;

    /** And by so many bytes at least: each growth copies the root too, which is 4 MB. */
    private static final int LEAST_GROWTH_BYTES = 1 << 17;

    private FibRoom() {}

    /** How many nodes or entries a table has room for that had too few. */
    static int grown(int capacity, int bytesOfEach) {
        return capacity + Math.max(capacity >>> GROWTH, LEAST_GROWTH_BYTES / bytesOfEach);
    }

    static void check(FibCapacity capacity, FibNodes nodes, long high, long low, int length)
            throws FibFullException {
        if (capacity.nodes() - usedNodes(nodes) < MOST_NODES_A_PREFIX) {
            checkNodes(capacity, nodes, missingNodes(nodes, high, low, length));
        }
        final int used = nodes.usedEntries();
        if (capacity.entries() - used < used + PLENTY_OF_ENTRIES) { // a change may write all anew
            final int added = missingNodes(nodes, high, low, length) * ENTRIES_A_NODE;
            checkEntries(capacity, nodes, added + rewritten(nodes, high, low, length));
        }
    }

    private static int missingNodes(FibNodes nodes, long high, long low, int length) {
        int node = (int) (high >>> 48);
        for (int depth = ROOT_DEPTH; length > depth + Byte.SIZE; depth += Byte.SIZE) {
            node = nodes.childOrNone(node, Fib.octet(high, low, depth));
            if (node == FibBlocks.NONE) {
                return (length - depth - 1) / Byte.SIZE;
            }
        }
        return 0;
    }

    /** The most entries that a change of this prefix writes anew, but for those of new nodes. */
    private static int rewritten(FibNodes nodes, long high, long low, int length) {
        int node = (int) (high >>> 48);
        int depth = ROOT_DEPTH;
        for (; length > depth + Byte.SIZE; depth += Byte.SIZE) {
            node = nodes.childOrNone(node, Fib.octet(high, low, depth));
            if (node == FibBlocks.NONE) {
                return 0;
            }
        }
        final int octet = length > depth ? Fib.octet(high, low, depth) : 0;
        final int word = node * Fib.NODE_WORDS + octet / Fib.WORD_SLOTS;
        final int words = 1 << Math.max(0, depth + WORD_BITS - length);
        return rewritten(nodes.fib(), word, words) + 2;
    }

    private static int rewritten(Fib fib, int from, int words) {
        int sum = 0;
        for (int at = from; at < from + words; at++) {
            final long word = fib.word(at);
            if (FibWord.hasOneResult(word)) {
                continue;
            }
            final int first = FibWord.firstEntry(word);
            sum += FibWord.entries(word);
            for (int entry = first; entry < first + FibWord.entries(word); entry++) {
                if (fib.entry(entry) < 0) {
                    final int child = fib.entry(entry) & ~Fib.CHILD;
                    sum += rewritten(fib, child * Fib.NODE_WORDS, Fib.NODE_WORDS);
                }
            }
        }
        return sum;
    }

    private static int usedNodes(FibNodes nodes) {
        return nodes.usedNodes() - Fib.ROOT_NODES;
    }

    static void checkNodes(FibCapacity capacity, FibNodes nodes, int needed)
            throws FibFullException {
        if (usedNodes(nodes) + needed > capacity.nodes()) {
            throw new FibFullException("nodes", usedNodes(nodes), needed, capacity.nodes());
        }
    }

    static void checkEntries(FibCapacity capacity, FibNodes nodes, int needed)
            throws FibFullException {
        if (nodes.usedEntries() + needed > capacity.entries()) {
            throw new FibFullException("entries", nodes.usedEntries(), needed, capacity.entries());
        }
    }
}
