package io.gatun.dataplane.control;

import java.util.BitSet;

/**
 * Which interfaces an administrator has up, and which have a carrier. One that is new is up, and
 * believed to have a carrier until its port is asked.
 */
final class LinkStates {

    private final BitSet down = new BitSet();
    private final BitSet withoutCarrier = new BitSet();
    private boolean ignoresRoutesWithoutCarrier;
    private long changes;

    LinkStates(boolean ignoresRoutesWithoutCarrier) {
        this.ignoresRoutesWithoutCarrier = ignoresRoutesWithoutCarrier;
    }

    /** Whether this is news. */
    boolean ignoreRoutesWithoutCarrier(boolean isIgnored) {
        final boolean isNews = ignoresRoutesWithoutCarrier != isIgnored;
        ignoresRoutesWithoutCarrier = isIgnored;
        return isNews;
    }

    /** How often an interface has gone up or down, or its carrier has. */
    long changes() {
        return changes;
    }

    /** Of an interface that is no more nothing is known. */
    void forget(int index) {
        down.clear(index);
        withoutCarrier.clear(index);
    }

    boolean isUp(int index) {
        return !down.get(index);
    }

    boolean hasCarrier(int index) {
        return !withoutCarrier.get(index);
    }

    /** Whether this is news. */
    boolean up(int index, boolean isUp) {
        final boolean isNews = isUp(index) != isUp;
        down.set(index, !isUp);
        changes += isNews ? 1 : 0;
        return isNews;
    }

    /** Whether this is news that routes care for. */
    boolean carrier(int index, boolean hasCarrier) {
        final boolean isNews = hasCarrier(index) != hasCarrier;
        withoutCarrier.set(index, !hasCarrier);
        changes += isNews ? 1 : 0;
        return isNews && ignoresRoutesWithoutCarrier;
    }

    /** Whether routes may lead there (NH-08). */
    boolean carriesRoutes(int index) {
        return isUp(index) && (hasCarrier(index) || !ignoresRoutesWithoutCarrier);
    }
}
