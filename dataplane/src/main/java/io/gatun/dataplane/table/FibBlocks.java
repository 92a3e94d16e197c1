package io.gatun.dataplane.table;

/**
 * Which entries and nodes of a {@link Fib} are in use. What is given up is used again only when
 * every worker has seen a later generation; until then it is <em>retired</em>.
 */
final class FibBlocks {

    /** A block of entries begins anywhere and has 2 to 32 of them. */
    private static final int MOST_ENTRIES = Fib.WORD_SLOTS;

    private static final int A_NODE = 0; // in place of a block's size
    static final int NONE = -1;

    private final IntStack[] freeBlocks = new IntStack[MOST_ENTRIES + 1];
    private final IntStack freeNodes = new IntStack();
    private final RetiredQueue retired = new RetiredQueue();
    private int nextEntry = 1; // entry 0 says NO_ROUTE: what a word of zeros points to
    private int nextNode = Fib.ROOT_NODES;
    private int usedEntries = 1;
    private int usedNodes = Fib.ROOT_NODES;

    FibBlocks() {
        for (int size = 1; size <= MOST_ENTRIES; size++) {
            freeBlocks[size] = new IntStack();
        }
    }

    /** The first of so many entries, or {@link #NONE} when the table must grow. */
    int entries(int count, int capacity) {
        final int at = take(count, capacity);
        if (at != NONE) {
            usedEntries += count;
        }
        return at;
    }

    private int take(int count, int capacity) {
        if (!freeBlocks[count].isEmpty()) {
            return freeBlocks[count].pop();
        }
        if (nextEntry + count <= capacity) {
            nextEntry += count;
            return nextEntry - count;
        }
        for (int larger = count + 1; larger <= MOST_ENTRIES; larger++) {
            if (!freeBlocks[larger].isEmpty()) {
                final int at = freeBlocks[larger].pop();
                freeBlocks[larger - count].push(at + count);
                return at;
            }
        }
        return NONE;
    }

    /** The number of a node, or {@link #NONE} when the table must grow. */
    int node(int capacity) {
        if (freeNodes.isEmpty() && nextNode == capacity) {
            return NONE;
        }
        usedNodes++;
        return freeNodes.isEmpty() ? nextNode++ : freeNodes.pop();
    }

    void retireEntries(int first, int count, long generation) {
        retired.add(first, count, generation);
    }

    void retireNode(int node, long generation) {
        retired.add(node, A_NODE, generation);
    }

    void reclaim(long seen) {
        while (retired.oldestGeneration() <= seen) {
            final int size = retired.oldestSize();
            if (size == A_NODE) {
                freeNodes.push(retired.remove());
                usedNodes--;
            } else {
                freeBlocks[size].push(retired.remove());
                usedEntries -= size;
            }
        }
    }

    /** In use, or retired and not yet to be had again. */
    int usedEntries() {
        return usedEntries;
    }

    int usedNodes() {
        return usedNodes;
    }
}
