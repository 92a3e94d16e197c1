package io.gatun.dataplane.table;

import java.util.Map;

/**
 * What IPv4 packets are looked up in whose type of service some route asks for. There are at most
 * seven, for Linux tells routes apart by three bits of it.
 */
public final class FibsByTos {

    /** No route asks for any. */
    public static final FibsByTos NONE = new FibsByTos(Map.of());

    private static final int SHIFT = 2;
    private static final int MASK = 7;

    private final Pair[] pairs = new Pair[MASK + 1];
    private final boolean isEmpty;

    /**
     * As for packets that ask for nothing, two tables.
     *
     * @param main what tables local and main say together
     * @param last what table default says
     */
    public record Pair(Fib main, Fib last) {}

    /**
     * By type of service.
     *
     * @param pairs the key is 4, 8, ... 28
     */
    public FibsByTos(Map<Integer, Pair> pairs) {
        this.isEmpty = pairs.isEmpty();
        pairs.forEach((tos, pair) -> this.pairs[tos >>> SHIFT & MASK] = pair);
    }

    public boolean isEmpty() {
        return isEmpty;
    }

    /** For packets of a type of service; null where no route asks for it. */
    Pair of(int tos) {
        return pairs[tos >>> SHIFT & MASK];
    }
}
