package io.gatun.dataplane.table;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The broadcast addresses of all attached subnets, and the way by which packets that are forwarded
 * reach everybody there. Immutable.
 */
public final class Broadcasts {

    /** No adjacency has this index. */
    public static final int NO_WAY = 0;

    private final int[] sorted;
    private final int[] ways;

    private Broadcasts(int[] sorted, int[] ways) {
        this.sorted = sorted;
        this.ways = ways;
    }

    /** The ways by address: adjacencies, or {@link #NO_WAY}. */
    public static Broadcasts of(Map<Integer, Integer> ways) {
        final TreeMap<Integer, Integer> inOrder = new TreeMap<>(ways);
        return new Broadcasts(
                inOrder.keySet().stream().mapToInt(address -> address).toArray(),
                inOrder.values().stream().mapToInt(way -> way).toArray());
    }

    public boolean contains(int address) {
        return Arrays.binarySearch(sorted, address) >= 0;
    }

    /** The adjacency to all of the subnet; {@link #NO_WAY} also where there is no such subnet. */
    public int way(int address) {
        final int at = Arrays.binarySearch(sorted, address);
        return at < 0 ? NO_WAY : ways[at];
    }
}
