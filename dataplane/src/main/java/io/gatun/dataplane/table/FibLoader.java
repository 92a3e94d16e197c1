package io.gatun.dataplane.table;

import java.util.Arrays;

/**
 * Builds a whole table from sorted routes, every word once. In the order of {@link FibRoutes} a
 * prefix comes after all that cover it, so the later one overwrites its part of the earlier.
 */
final class FibLoader {

    private static final int ROOT_DEPTH = 16;
    private static final int OCTETS = 1 << Byte.SIZE;
    private static final int NODES_AT_ONCE = 16;
    private static final int NONE = -1;

    private final FibRoutes routes;
    private final FibNodes nodes;
    private final FibCapacity capacity;
    private final int[][] values = new int[NODES_AT_ONCE][OCTETS];
    private final byte[][] owners = new byte[NODES_AT_ONCE][OCTETS];

    FibLoader(FibRoutes routes, FibNodes nodes, FibCapacity capacity) {
        this.routes = routes;
        this.nodes = nodes;
        this.capacity = capacity;
    }

    /** Into empty nodes. */
    void load() throws FibFullException {
        nodes.expect(
                Math.min(nodesBelowRoot(), capacity.nodes()),
                Math.min(routes.size(), capacity.entries()));
        final int[] rootValues = new int[Fib.ROOT_NODES];
        final byte[] rootOwners = new byte[Fib.ROOT_NODES];
        int node = 0; // the first one not laid
        for (int i = 0; i < routes.size(); ) {
            nodes.needResult(routes.result(i));
            final int at = (int) (routes.high(i) >>> 48);
            if (routes.length(i) <= ROOT_DEPTH) {
                if (routes.length(i) > 0) {
                    final int end = at + (1 << (ROOT_DEPTH - routes.length(i)));
                    Arrays.fill(rootValues, at, end, routes.result(i));
                    Arrays.fill(rootOwners, at, end, (byte) routes.length(i));
                }
                i++;
                continue;
            }
            // covering prefixes of the nodes before came before, too
            layRoot(node, at, rootValues, rootOwners);
            final int end = endOfGroup(i, ROOT_DEPTH);
            lay(0, at, ROOT_DEPTH, i, end, rootValues[at], rootOwners[at]);
            node = at + 1;
            i = end;
        }
        layRoot(node, Fib.ROOT_NODES, rootValues, rootOwners);
        nodes.trim();
    }

    /** Each is a group of routes that go on behind the same bits. */
    private int nodesBelowRoot() {
        final int[] last = new int[NODES_AT_ONCE]; // of the routes that go deeper, one before each
        Arrays.fill(last, NONE);
        int count = 0;
        for (int i = 0; i < routes.size(); i++) {
            int level = 0;
            for (int depth = ROOT_DEPTH + Byte.SIZE; depth < routes.length(i); depth += Byte.SIZE) {
                if (last[level] == NONE || !isSameGroup(last[level], i, depth)) {
                    count++;
                }
                last[level++] = i;
            }
        }
        return count;
    }

    private boolean isSameGroup(int i, int other, int depth) {
        return ((routes.high(other) ^ routes.high(i)) & FibWriter.highMask(depth)) == 0
                && ((routes.low(other) ^ routes.low(i)) & FibWriter.lowMask(depth)) == 0;
    }

    private void layRoot(int from, int to, int[] rootValues, byte[] rootOwners) {
        for (int node = from; node < to; node++) {
            if (rootOwners[node] != 0) {
                nodes.layOne(node, rootValues[node], rootOwners[node]);
            }
        }
    }

    /** Where the routes end that share the first {@code depth} bits with route {@code i}. */
    private int endOfGroup(int i, int depth) {
        int end = i + 1;
        while (end < routes.size() && isSameGroup(i, end, depth)) {
            end++;
        }
        return end;
    }

    /** Lays a node and those below it from the routes that lie in it. */
    private void lay(int level, int node, int depth, int from, int to, int inherited, byte owner)
            throws FibFullException {
        final int[] value = values[level];
        final byte[] owned = owners[level];
        Arrays.fill(value, inherited);
        Arrays.fill(owned, owner);
        int prefixes = 0;
        for (int i = from; i < to; ) {
            nodes.needResult(routes.result(i));
            final int octet = Fib.octet(routes.high(i), routes.low(i), depth);
            if (routes.length(i) <= depth + Byte.SIZE) {
                final int end = octet + (1 << (depth + Byte.SIZE - routes.length(i)));
                Arrays.fill(value, octet, end, routes.result(i));
                Arrays.fill(owned, octet, end, (byte) routes.length(i));
                prefixes++;
                i++;
                continue;
            }
            final int end = endOfGroup(i, depth + Byte.SIZE);
            final int child = newNode(depth + Byte.SIZE);
            lay(level + 1, child, depth + Byte.SIZE, i, end, value[octet], owned[octet]);
            value[octet] = Fib.CHILD | child;
            owned[octet] = 0;
            prefixes += end - i;
            i = end;
        }
        nodes.longer(node, prefixes);
        for (int word = 0; word < Fib.NODE_WORDS; word++) {
            nodes.lay(node * Fib.NODE_WORDS + word, value, owned, word * Fib.WORD_SLOTS);
        }
        FibRoom.checkEntries(capacity, nodes, 0);
    }

    private int newNode(int depth) throws FibFullException {
        FibRoom.checkNodes(capacity, nodes, 1);
        return nodes.newNode(depth);
    }
}
