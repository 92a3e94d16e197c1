package io.gatun.perf.bench;

import java.util.List;

/**
 * A lookup structure with a table in it. One thread changes it; one other may look up meanwhile and
 * says so by {@link #quiet}. Addresses lie in native memory: ints in the machine's order, or 16
 * octets each.
 */
interface LookupSide extends AutoCloseable {

    /** A lookup that found nothing. */
    int NOTHING = -1;

    String name();

    /** Ways to look up, of which the fastest is to be measured. */
    List<String> modes();

    void use(String mode);

    /** Fills the empty structure; called once. */
    void load(RouteTable table, Progress progress) throws BenchFailure;

    /** Takes one of the table's prefixes away. */
    void remove(int prefix);

    /** Puts one of the table's prefixes back. */
    void restore(int prefix) throws BenchFailure;

    void lookup(long addresses, long results, int n);

    /** Bytes of one result. */
    int resultBytes();

    /** The next hop a result names, or {@link #NOTHING}. */
    int nextHop(long result);

    /** By a thread that will look up: changes heed it from here on, until {@link #stopReading}. */
    default void startReading() {
        // structures that overwrite in place have no use for it
    }

    default void stopReading() {
        // as above
    }

    /** The reader is between two batches and looks at nothing it saw before. */
    default void quiet() {
        // structures that overwrite in place have no use for it
    }

    /** Bytes that lookups read. */
    long bytes();

    /** How the figures of this side come about; empty where there is nothing to say. */
    String remark();

    @Override
    void close();

    /** Told now and then how much of the table is in. */
    interface Progress {
        void at(int prefixes);
    }
}
