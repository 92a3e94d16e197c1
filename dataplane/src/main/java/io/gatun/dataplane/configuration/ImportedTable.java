package io.gatun.dataplane.configuration;

import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.table.NextHops;
import io.gatun.mgmt.table.TableRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routes of a file of {@code imports} as they were when the configuration was read: each prefix
 * once, without host bits, in the order of the file. Columns of primitives in blocks, for there may
 * be a million of them; they lead a few ways.
 */
public final class ImportedTable {

    private static final int BLOCK_BITS = 14;
    private static final int BLOCK = 1 << BLOCK_BITS;

    /** The family of a route and its next hop, which is absent where an interface is enough. */
    public record Way(AddressFamily family, Optional<IpAddress> via) {}

    /** Prefixes as {@link TableRoute} has them, and the numbers of their ways. */
    private static final class Block {
        private final long[] high = new long[BLOCK];
        private final byte[] length = new byte[BLOCK];
        private final int[] way = new int[BLOCK];
        private long[] low; // null where all are 0

        private void low(int at, long value) {
            if (low == null) {
                low = new long[BLOCK];
            }
            low[at] = value;
        }
    }

    private final NextHops given;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Way> ways = new ArrayList<>();
    private final Map<Way, Integer> ofFile = new HashMap<>();
    private int size;

    /** An empty one, whose routes lead to these next hops where there are any for their family. */
    ImportedTable(NextHops given) {
        this.given = given;
        given.all().forEach(via -> ways.add(new Way(AddressFamily.of(via), Optional.of(via))));
    }

    /** Adds a route; whether it is the first to lead to a next hop that the file names. */
    boolean add(TableRoute route) {
        final int at = size & BLOCK - 1;
        if (at == 0) {
            blocks.add(new Block());
        }
        final int known = ways.size();
        final int pick = given.pick(route);
        final Block block = blocks.getLast();
        block.high[at] = route.high();
        block.length[at] = (byte) route.length();
        block.way[at] = pick == NextHops.OF_FILE ? ofFile(route) : pick;
        if (route.low() != 0) {
            block.low(at, route.low());
        }
        size++;
        return ways.size() > known;
    }

    private int ofFile(TableRoute route) {
        final AddressFamily family =
                route.width() == AddressFamily.INET.width()
                        ? AddressFamily.INET
                        : AddressFamily.INET6;
        return ofFile.computeIfAbsent(
                new Way(family, route.hop()),
                way -> {
                    ways.add(way);
                    return ways.size() - 1;
                });
    }

    /** How many routes there are; they are numbered from 0. */
    public int size() {
        return size;
    }

    private Block block(int route) {
        return blocks.get(route >>> BLOCK_BITS);
    }

    public long high(int route) {
        return block(route).high[route & BLOCK - 1];
    }

    public long low(int route) {
        final long[] low = block(route).low;
        return low == null ? 0 : low[route & BLOCK - 1];
    }

    /** Of the prefix. */
    public int length(int route) {
        return Byte.toUnsignedInt(block(route).length[route & BLOCK - 1]);
    }

    /** Where the way of a route stands among {@link #ways}. */
    public int way(int route) {
        return block(route).way[route & BLOCK - 1];
    }

    public List<Way> ways() {
        return List.copyOf(ways);
    }
}
