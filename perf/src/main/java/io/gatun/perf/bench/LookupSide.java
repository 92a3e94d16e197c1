package io.gatun.perf.bench;

import java.time.Duration;
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

    /**
     * What filling the empty structure took.
     *
     * @param isEstimate it was stopped and filled by other means
     */
    record Load(double seconds, boolean isEstimate) {}

    /**
     * Fills the empty structure; called once.
     *
     * @param atMost after this long a side that would take minutes fills itself by other means
     */
    Load load(RouteTable table, Duration atMost, Progress progress) throws BenchFailure;

    /** Whether {@link #remove} and {@link #restore} are its own, and can be measured. */
    default boolean canChange() {
        return true;
    }

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
