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
    private static final Fib.Size FIRST =
            new Fib.Size(Fib.ROOT_NODES + (1 << 8), 1 << 10, 1 << 14, false);

    /** Of what is in use, one in so many is kept free after loading. */
    private static final int SPARE = 128;

    private final LongSupplier nextGeneration;
    private final FibBlocks blocks = new FibBlocks();
    private final FibSlack slack = new FibSlack();
    private final int[] nodesByDepth = new int[DEPTHS];
    private final int[] path = new int[LEVELS];

    // the word in work, as it is at each level of recursion and as it is to be
    private final FibRuns[] read = new FibRuns[LEVELS];
    private final FibRuns edited = new FibRuns();

    private Fib fib = new Fib(FIRST);
    private byte[] entryOwner = new byte[FIRST.entries()];
    private byte[] wordOwner =
            new byte[FIRST.nodes() * Fib.NODE_WORDS]; // of a word with one result
    private int[] longer = new int[FIRST.nodes()]; // prefixes longer than the depth of the node

    FibNodes(LongSupplier nextGeneration) {
        this.nextGeneration = nextGeneration;
        Arrays.setAll(read, _ -> new FibRuns());
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

    /** Goes on in a copy, at which nobody looks. */
    void detach() {
        fib = fib.resized(fib.size());
        blocks.reclaim(Long.MAX_VALUE - 1);
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
            node = childOrNone(node, Fib.octet(high, low, depth));
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
        if (FibWord.hasOneResult(was)) {
            final int before = wordOwner[word] & 0xFF;
            if (before < shortest || before > longest) {
                return;
            }
            if (to - from == SLOTS) {
                publishOneResult(word, result, newOwner);
                return;
            }
        }
        if (FibSlack.areWholeRuns(was, from, to)) {
            paintWholeRuns(level, word, was, from, to, shortest, longest, result, newOwner);
            return;
        }
        final FibRuns runs = read(word, was, read[level]);
        for (int run = 0; run < runs.count(); run++) {
            if (runs.start(run) < to && runs.end(run) > from) {
                paintBelow(level, runs.value(run), shortest, longest, result, newOwner);
            }
        }
        boolean isChanged = false;
        edited.clear();
        for (int run = 0; run < runs.count(); run++) {
            final boolean isIn =
                    runs.value(run) >= 0
                            && runs.owner(run) >= shortest
                            && runs.owner(run) <= longest
                            && runs.start(run) < to
                            && runs.end(run) > from;
            isChanged |= isIn;
            edited.edit(runs, run, isIn ? from : SLOTS, isIn ? to : SLOTS, result, newOwner);
        }
        if (isChanged) {
            write(word, was, edited);
        }
    }

    private void paintWholeRuns(
            int level,
            int word,
            long was,
            int from,
            int to,
            int shortest,
            int longest,
            int result,
            int newOwner) {
        final int last = (int) FibWord.indexOf(was, to - 1);
        for (int entry = (int) FibWord.indexOf(was, from); entry <= last; entry++) {
            paintBelow(level, fib.entry(entry), shortest, longest, result, newOwner);
        }
        if (slack.paint(
                fib,
                entryOwner,
                was,
                from,
                to,
                shortest,
                longest,
                result,
                newOwner,
                blocks.usedEntries())) {
            write(word, was, read(word, was, read[level]));
        }
    }

    /** What the prefix covers in a node, and in those below. */
    private void paintBelow(
            int level, int entry, int shortest, int longest, int result, int newOwner) {
        if (entry < 0) {
            final int first = (entry & ~Fib.CHILD) * Fib.NODE_WORDS;
            for (int word = first; word < first + Fib.NODE_WORDS; word++) {
                paint(level + 1, word, 0, SLOTS, shortest, longest, result, newOwner);
            }
        }
    }

    private void publishOneResult(int word, int result, int newOwner) {
        wordOwner[word] = (byte) newOwner;
        fib.publish(word, FibWord.ofOneResult(result));
    }

    private FibRuns read(int word, long content, FibRuns into) {
        return into.read(fib, entryOwner, content, wordOwner[word] & 0xFF);
    }

    /** Writes the runs as new entries, publishes the word and gives up its old ones. */
    private void write(int word, long was, FibRuns runs) {
        slack.rewritten(fib, entryOwner, was);
        if (runs.count() == 1) {
            publishOneResult(word, runs.value(0), runs.owner(0));
        } else {
            final int first = takeEntries(runs.count());
            for (int run = 0; run < runs.count(); run++) {
                fib.entry(first + run, runs.value(run));
                entryOwner[first + run] = (byte) runs.owner(run);
            }
            fib.publish(word, FibWord.of(first, runs.vector()));
        }
        giveUpEntries(was);
    }

    private int takeEntries(int count) {
        int first = blocks.entries(count, fib.size().entries());
        if (first == FibBlocks.NONE) {
            resize(
                    fib.size().nodes(),
                    fib.size().results(),
                    FibRoom.grown(fib.size().entries(), Short.BYTES));
            first = blocks.entries(count, fib.size().entries());
        }
        return first;
    }

    private void giveUpEntries(long word) {
        if (!FibWord.hasOneResult(word)) {
            blocks.retireEntries(
                    FibWord.firstEntry(word), FibWord.entries(word), nextGeneration.getAsLong());
        }
    }

    /** The value of an octet in a node: a result, or with {@link Fib#CHILD}. */
    private int slot(int node, int octet) {
        return slot(fib.word(node * Fib.NODE_WORDS + (octet >>> ALL_SLOTS_BITS)), octet);
    }

    private int slot(long word, int octet) {
        return FibWord.hasOneResult(word)
                ? FibWord.oneResult(word)
                : fib.entry(FibWord.indexOf(word, octet));
    }

    /** The node behind an octet, or {@link FibBlocks#NONE}. */
    int childOrNone(int node, int octet) {
        final int slot = slot(node, octet);
        return slot < 0 ? slot & ~Fib.CHILD : FibBlocks.NONE;
    }

    private int childOrNew(int node, int octet, int depth) {
        final int known = childOrNone(node, octet);
        if (known != FibBlocks.NONE) {
            return known;
        }
        final int word = node * Fib.NODE_WORDS + (octet >>> ALL_SLOTS_BITS);
        final long content = fib.word(word);
        final int inherited =
                FibWord.hasOneResult(content)
                        ? wordOwner[word]
                        : entryOwner[(int) FibWord.indexOf(content, octet)];
        final int result = slot(content, octet);
        final int added = newNode(depth);
        for (int below = 0; below < Fib.NODE_WORDS; below++) {
            publishOneResult(added * Fib.NODE_WORDS + below, result, inherited);
        }
        replace(word, octet, Fib.CHILD | added, 0);
        return added;
    }

    int newNode(int depth) {
        int node = blocks.node(fib.size().nodes());
        if (node == FibBlocks.NONE) {
            final int more =
                    Fib.ROOT_NODES
                            + FibRoom.grown(fib.size().nodes() - Fib.ROOT_NODES, Fib.NODE_BYTES);
            resize(more, fib.size().results(), fib.size().entries());
            node = blocks.node(fib.size().nodes());
        }
        nodesByDepth[(depth - ROOT_DEPTH) / Byte.SIZE - 1]++;
        longer[node] = 0;
        return node;
    }

    /** No prefix is left below: all values of the node are one, which its parent can tell. */
    private void collapse(int parent, int octet, int node, int depth) {
        final int first = node * Fib.NODE_WORDS;
        final int word = parent * Fib.NODE_WORDS + (octet >>> ALL_SLOTS_BITS);
        replace(word, octet, FibWord.oneResult(fib.word(first)), wordOwner[first] & 0xFF);
        nodesByDepth[(depth - ROOT_DEPTH) / Byte.SIZE - 1]--;
        blocks.retireNode(node, nextGeneration.getAsLong());
    }

    private void replace(int word, int octet, int newValue, int newOwner) {
        final long was = fib.word(word);
        final FibRuns runs = read(word, was, read[0]);
        final int slot = octet & (SLOTS - 1);
        edited.clear();
        for (int run = 0; run < runs.count(); run++) {
            final boolean isIn = runs.start(run) <= slot && runs.end(run) > slot;
            edited.edit(
                    runs, run, isIn ? slot : SLOTS, isIn ? slot + 1 : SLOTS, newValue, newOwner);
        }
        write(word, was, edited);
    }

    /** Makes sure that the row of all results has this one. */
    void needResult(int result) {
        if (result >= fib.size().results()) {
            final int results = Math.max(result + 1, 2 * fib.size().results());
            resize(fib.size().nodes(), results, fib.size().entries());
        }
    }

    private void resize(int nodes, int results, int entries) {
        final boolean isWide =
                fib.size().isWide()
                        || results > Fib.NARROW_LIMIT
                        || nodes > Fib.ROOT_NODES + Fib.NARROW_LIMIT;
        fib = fib.resized(new Fib.Size(nodes, results, entries, isWide));
        entryOwner = Arrays.copyOf(entryOwner, entries);
        wordOwner = Arrays.copyOf(wordOwner, nodes * Fib.NODE_WORDS);
        longer = Arrays.copyOf(longer, nodes);
    }

    /**
     * By the loader: makes room at once for what is to come, for each growth copies all there is.
     */
    void expect(int nodesBelowRoot, int entries) {
        resize(
                Math.max(FIRST.nodes(), Fib.ROOT_NODES + nodesBelowRoot),
                fib.size().results(),
                Math.max(FIRST.entries(), entries));
    }

    /** By the loader: the values of a word of a new table, 32 from {@code at} on. */
    void lay(int word, int[] values, byte[] owners, int at) {
        edited.clear();
        for (int slot = 0; slot < SLOTS; slot++) {
            edited.add(slot, values[at + slot], owners[at + slot] & 0xFF);
        }
        write(word, 0, edited);
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

    /** By the loader: gives back memory that is not needed, but for a bit to change in. */
    void trim() {
        final int spare = (blocks.usedNodes() - Fib.ROOT_NODES) / SPARE;
        resize(
                Math.max(FIRST.nodes(), blocks.usedNodes() + spare),
                fib.size().results(),
                Math.max(FIRST.entries(), blocks.usedEntries() + blocks.usedEntries() / SPARE));
    }
}
