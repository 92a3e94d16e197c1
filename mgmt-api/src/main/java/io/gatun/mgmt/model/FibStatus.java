package io.gatun.mgmt.model;

import java.util.List;
import java.util.Objects;

/**
 * The forwarding table of one family, by its size.
 *
 * @param routes in the tables it is made of, used or not
 * @param prefixes it tells apart, neighbors' host routes included
 * @param forwardingObjects its entries lead to
 * @param levels from the root down; nodes of one depth each
 * @param entries of all nodes
 * @param bytes memory that lookups read
 * @param capacityNodes the most nodes there may be below the root
 * @param capacityEntries the most entries there may be
 * @param updates since the router started
 */
public record FibStatus(
        AddressFamily family,
        long routes,
        long prefixes,
        long forwardingObjects,
        List<Level> levels,
        long entries,
        long bytes,
        long capacityNodes,
        long capacityEntries,
        long updates)
        implements Resource {

    /**
     * The nodes of one depth.
     *
     * @param firstBit of the address that they look at, from 0
     * @param bits of the address that they look at
     */
    public record Level(int firstBit, int bits, long nodes) {}

    public FibStatus {
        Objects.requireNonNull(family, "family");
        levels = List.copyOf(levels);
    }

    /** What {@code capacityNodes} bounds: the root has all its nodes from the start. */
    public long nodesBelowRoot() {
        return levels.stream().skip(1).mapToLong(Level::nodes).sum();
    }
}
