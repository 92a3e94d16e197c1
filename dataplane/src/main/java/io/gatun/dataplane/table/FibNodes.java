package io.gatun.dataplane.table;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * The nodes of a {@link Fib} with what only the writer needs of them: for each value which length
 * of prefix it owes its result to. So a new prefix takes over the values that shorter ones hold,
 * and a prefix that goes leaves its own values to the next shorter one.
 */
final class FibNodes {

    /** The depths in bits at which nodes below the root stand: 24, 32, ... 120. */
    private static final int DEPTHS = 13;

    private static final int ROOT_DEPTH = 16;
    private static final int LEVELS = DEPTHS + 1;
    private static final int SLOTS = Fib.WORD_SLOTS;
    private static final int ALL_SLOTS_BITS = 5;
    private static final int FIRST_NODES = Fib.ROOT_NODES + (1 << 8);
    private static final int FIRST_RESULTS = 1 << 10;
    private static final int FIRST_ENTRIES = 1 << 14;

    private final LongSupplier nextGeneration;
    private final FibBlocks blocks = new FibBlocks();
    private final int[] nodesByDepth = new int[DEPTHS];
    private final int[] path = new int[LEVELS];

    // the 32 values of the word in work, for each level of recursion
    private final int[] value = new int[LEVELS * SLOTS];
    private final int[] owner = new int[LEVELS * SLOTS];

    private Fib fib = new Fib(FIRST_NODES, FIRST_RESULTS, FIRST_ENTRIES);
    private byte[] entryOwner = new byte[FIRST_ENTRIES];
    private byte[] wordOwner = new byte[FIRST_NODES * Fib.NODE_WORDS]; // of a word with one result
    private int[] longer = new int[FIRST_NODES]; // prefixes longer than the depth of the node

    FibNodes(LongSupplier nextGeneration) {
        this.nextGeneration = nextGeneration;
    }

    Fib fib() {
        return fib;
    }

    List<Integer> nodesByDepth() {
        return IntStream.of(nodesByDepth).boxed().toList();
    }

    int usedEntries() {
        return blocks.usedEntries();
    }

    int usedNodes() {
        return blocks.usedNodes();
    }

    long heapBytes() {
        return entryOwner.length + wordOwner.length + 4L * longer.length;
    }

    void reclaim(long seen) {
        blocks.reclaim(seen);
    }

    /** {@code added} is 1 for a prefix that was not there. */
    void add(long high, long low, int length, int result, int added) {
        int node = (int) (high >>> 48);
        int level = 0;
        for (int depth = ROOT_DEPTH; length > depth + Byte.SIZE; depth += Byte.SIZE) {
            final int octet = Fib.octet(high, low, depth);
            node = childOrNew(node, octet, depth + Byte.SIZE);
            longer[node] += added;
            level++;
        }
        paintPrefix(level, node, high, low, length, 0, length, result, length);
    }

    /** Leaves the values of the prefix to {@code heir}, the length of the next shorter one. */
    void remove(long high, long low, int length, int result, int heir) {
        int node = (int) (high >>> 48);
        int level = 0;
        for (int depth = ROOT_DEPTH; length > depth + Byte.SIZE; depth += Byte.SIZE) {
            path[level++] = node;
            node = child(node, Fib.octet(high, low, depth));
            longer[node]--;
        }
        paintPrefix(level, node, high, low, length, length, length, result, heir);
        for (; level > 0 && longer[node] == 0; node = path[level]) {
            level--;
            final int depth = ROOT_DEPTH + level * Byte.SIZE;
            collapse(path[level], Fib.octet(high, low, depth), node, depth + Byte.SIZE);
        }
    }

    private void paintPrefix(
            int level,
            int node,
            long high,
            long low,
            int length,
            int shortest,
            int longest,
            int result,
            int newOwner) {
        final int depth = ROOT_DEPTH + level * Byte.SIZE;
        if (length < depth + Byte.SIZE - ALL_SLOTS_BITS) { // one word or many, all of them whole
            final int octet = length > depth ? Fib.octet(high, low, depth) : 0;
            final int first = node * Fib.NODE_WORDS + (octet >>> ALL_SLOTS_BITS);
            final int count = 1 << (depth + Byte.SIZE - ALL_SLOTS_BITS - length);
            for (int word = first; word < first + count; word++) {
                paint(level, word, 0, SLOTS, shortest, longest, result, newOwner);
            }
            return;
        }
        final int octet = Fib.octet(high, low, depth);
        final int from = octet & (SLOTS - 1);
        final int to = from + (1 << (depth + Byte.SIZE - length));
        final int word = node * Fib.NODE_WORDS + (octet >>> ALL_SLOTS_BITS);
        paint(level, word, from, to, shortest, longest, result, newOwner);
    }

    /** Gives the values whose owner's length is within bounds a new result and owner. */
    private void paint(
            int level,
            int word,
            int from,
            int to,
            int shortest,
            int longest,
            int result,
            int newOwner) {
        final long was = fib.word(word);
        if (hasOneResult(was)) {
            final int before = wordOwner[word] & 0xFF;
            if (before < shortest || before > longest) {
                return;
            }
            if (to - from == SLOTS) {
                publishOneResult(word, result, newOwner);
                return;
            }
        }
        decode(level, word, was);
        boolean isChanged = false;
        for (int i = level * SLOTS + from; i < level * SLOTS + to; i++) {
            if (value[i] >= Fib.CHILD) {
                final int first = (value[i] - Fib.CHILD) * Fib.NODE_WORDS;
                for (int below = first; below < first + Fib.NODE_WORDS; below++) {
                    paint(level + 1, below, 0, SLOTS, shortest, longest, result, newOwner);
                }
            } else if (owner[i] >= shortest && owner[i] <= longest) {
                value[i] = result;
                owner[i] = newOwner;
                isChanged = true;
            }
        }
        if (isChanged) {
            encode(level, word, was);
        }
    }

    static boolean hasOneResult(long word) {
        return word >>> Integer.SIZE == 0;
    }

    /**
     * A word of zeros points to entry 0 and says NO_ROUTE; other results lie before the entries.
     */
    private static int oneResult(long word) {
        return word == 0 ? RouteResult.NO_ROUTE : ~(int) word;
    }

    static long wordOf(int result) {
        return result == RouteResult.NO_ROUTE ? 0 : Integer.toUnsignedLong(~result);
    }

    private void publishOneResult(int word, int result, int newOwner) {
        wordOwner[word] = (byte) newOwner;
        fib.publish(word, wordOf(result));
    }

    private void decode(int level, int word, long content) {
        final int at = level * SLOTS;
        if (hasOneResult(content)) {
            Arrays.fill(value, at, at + SLOTS, oneResult(content));
            Arrays.fill(owner, at, at + SLOTS, wordOwner[word] & 0xFF);
            return;
        }
        final int vector = (int) (content >>> Integer.SIZE);
        int entry = (int) content;
        for (int slot = 0; slot < SLOTS; slot++) {
            entry += vector >>> slot & 1;
            value[at + slot] = fib.entry(entry);
            owner[at + slot] = entryOwner[entry] & 0xFF;
        }
    }

    /** Writes the values in work as new entries, publishes the word and gives up its old ones. */
    private void encode(int level, int word, long was) {
        final int at = level * SLOTS;
        int vector = 0;
        for (int slot = 1; slot < SLOTS; slot++) {
            if (value[at + slot] != value[at + slot - 1]
                    || owner[at + slot] != owner[at + slot - 1]) {
                vector |= 1 << slot;
            }
        }
        if (vector == 0) {
            publishOneResult(word, value[at], owner[at]);
        } else {
            final int first = takeEntries(Integer.bitCount(vector) + 1);
            int entry = first;
            for (int slot = 0; slot < SLOTS; slot++) {
                if (slot == 0 || (vector >>> slot & 1) != 0) {
                    fib.entry(entry, value[at + slot]);
                    entryOwner[entry++] = (byte) owner[at + slot];
                }
            }
            fib.publish(word, (long) vector << Integer.SIZE | first);
        }
        giveUpEntries(was);
    }

    private int takeEntries(int count) {
        int first = blocks.entries(count, fib.entryCapacity());
        if (first == FibBlocks.NONE) {
            growEntries(fib.entryCapacity() + (fib.entryCapacity() >>> 2));
            first = blocks.entries(count, fib.entryCapacity());
        }
        return first;
    }

    private void giveUpEntries(long word) {
        if (!hasOneResult(word)) {
            final int count = Integer.bitCount((int) (word >>> Integer.SIZE)) + 1;
            blocks.retireEntries((int) word, count, nextGeneration.getAsLong());
        }
    }

    /** The value of an octet in a node: a result, or {@link Fib#CHILD} and above. */
    private int slot(int node, int octet) {
        return slot(fib.word(node * Fib.NODE_WORDS + (octet >>> ALL_SLOTS_BITS)), octet);
    }

    private int slot(long word, int octet) {
        return hasOneResult(word) ? oneResult(word) : fib.entry(entryIndex(word, octet));
    }

    private static int entryIndex(long word, int octet) {
        return (int) word + Integer.bitCount((int) (word >>> Integer.SIZE) << ~octet);
    }

    /** The node behind an octet, or {@link FibBlocks#NONE}. */
    int childOrNone(int node, int octet) {
        final int slot = slot(node, octet);
        return slot >= Fib.CHILD ? slot - Fib.CHILD : FibBlocks.NONE;
    }

    private int child(int node, int octet) {
        return slot(node, octet) - Fib.CHILD;
    }

    private int childOrNew(int node, int octet, int depth) {
        final int known = childOrNone(node, octet);
        if (known != FibBlocks.NONE) {
            return known;
        }
        final int word = node * Fib.NODE_WORDS + (octet >>> ALL_SLOTS_BITS);
        final long content = fib.word(word);
        final int inherited =
                hasOneResult(content) ? wordOwner[word] : entryOwner[entryIndex(content, octet)];
        final int result = slot(content, octet);
        final int added = newNode(depth);
        for (int below = 0; below < Fib.NODE_WORDS; below++) {
            publishOneResult(added * Fib.NODE_WORDS + below, result, inherited);
        }
        replace(word, octet, Fib.CHILD + added, 0);
        return added;
    }

    int newNode(int depth) {
        int node = blocks.node(fib.nodeCapacity());
        if (node == FibBlocks.NONE) {
            growNodes(fib.nodeCapacity() + ((fib.nodeCapacity() - Fib.ROOT_NODES) >>> 2));
            node = blocks.node(fib.nodeCapacity());
        }
        nodesByDepth[(depth - ROOT_DEPTH) / Byte.SIZE - 1]++;
        longer[node] = 0;
        return node;
    }

    /** No prefix is left below: all values of the node are one, which its parent can tell. */
    private void collapse(int parent, int octet, int node, int depth) {
        final int first = node * Fib.NODE_WORDS;
        final int word = parent * Fib.NODE_WORDS + (octet >>> ALL_SLOTS_BITS);
        replace(word, octet, oneResult(fib.word(first)), wordOwner[first] & 0xFF);
        nodesByDepth[(depth - ROOT_DEPTH) / Byte.SIZE - 1]--;
        blocks.retireNode(node, nextGeneration.getAsLong());
    }

    private void replace(int word, int octet, int newValue, int newOwner) {
        final long was = fib.word(word);
        decode(0, word, was);
        value[octet & (SLOTS - 1)] = newValue;
        owner[octet & (SLOTS - 1)] = newOwner;
        encode(0, word, was);
    }

    /** The most entries that a change of this prefix writes anew, but for those of new nodes. */
    int rewritten(long high, long low, int length) {
        int node = (int) (high >>> 48);
        int depth = ROOT_DEPTH;
        for (; length > depth + Byte.SIZE; depth += Byte.SIZE) {
            node = childOrNone(node, Fib.octet(high, low, depth));
            if (node == FibBlocks.NONE) {
                return 0;
            }
        }
        final int octet = length > depth ? Fib.octet(high, low, depth) : 0;
        final int first = node * Fib.NODE_WORDS + (octet >>> ALL_SLOTS_BITS);
        final int words = Math.max(1, 1 << Math.max(0, depth + Byte.SIZE - 5 - length));
        return rewritten(first, words) + 2;
    }

    private int rewritten(int first, int words) {
        int sum = 0;
        for (int word = first; word < first + words; word++) {
            final long content = fib.word(word);
            if (hasOneResult(content)) {
                continue;
            }
            final int entries = Integer.bitCount((int) (content >>> Integer.SIZE)) + 1;
            sum += entries;
            for (int entry = (int) content; entry < (int) content + entries; entry++) {
                if (fib.entry(entry) >= Fib.CHILD) {
                    final int child = fib.entry(entry) - Fib.CHILD;
                    sum += rewritten(child * Fib.NODE_WORDS, Fib.NODE_WORDS);
                }
            }
        }
        return sum;
    }

    /** Makes sure that the row of all results has this one. */
    void needResult(int result) {
        if (result >= fib.results()) {
            final int results = Math.max(result + 1, 2 * fib.results());
            fib = fib.resized(fib.nodeCapacity(), results, fib.entryCapacity());
        }
    }

    private void growEntries(int capacity) {
        fib = fib.resized(fib.nodeCapacity(), fib.results(), capacity);
        entryOwner = Arrays.copyOf(entryOwner, capacity);
    }

    private void growNodes(int capacity) {
        fib = fib.resized(capacity, fib.results(), fib.entryCapacity());
        wordOwner = Arrays.copyOf(wordOwner, capacity * Fib.NODE_WORDS);
        longer = Arrays.copyOf(longer, capacity);
    }

    /** By the loader: the values of a word of a new table, 32 from {@code at} on. */
    void lay(int word, int[] values, byte[] owners, int at) {
        boolean hasOne = true;
        for (int slot = 0; slot < SLOTS; slot++) {
            value[slot] = values[at + slot];
            owner[slot] = owners[at + slot] & 0xFF;
            hasOne &= value[slot] == value[0] && owner[slot] == owner[0];
        }
        if (hasOne) {
            publishOneResult(word, value[0], owner[0]);
        } else {
            encode(0, word, 0);
        }
    }

    /** By the loader: a node of the root in which nothing is told apart. */
    void layOne(int node, int result, int newOwner) {
        for (int word = 0; word < Fib.NODE_WORDS; word++) {
            publishOneResult(node * Fib.NODE_WORDS + word, result, newOwner);
        }
    }

    void longer(int node, int prefixes) {
        longer[node] = prefixes;
    }

    /** By the loader: gives memory that is not needed back, but for an eighth to change in. */
    void trim() {
        final int spareNodes = (blocks.usedNodes() - Fib.ROOT_NODES) / 8;
        final int nodeCapacity = Math.max(FIRST_NODES, blocks.usedNodes() + spareNodes);
        final int entryCapacity =
                Math.max(FIRST_ENTRIES, blocks.usedEntries() + blocks.usedEntries() / 8);
        if (nodeCapacity < fib.nodeCapacity() || entryCapacity < fib.entryCapacity()) {
            fib = fib.resized(nodeCapacity, fib.results(), entryCapacity);
            entryOwner = Arrays.copyOf(entryOwner, entryCapacity);
            wordOwner = Arrays.copyOf(wordOwner, nodeCapacity * Fib.NODE_WORDS);
            longer = Arrays.copyOf(longer, nodeCapacity);
        }
    }
}
