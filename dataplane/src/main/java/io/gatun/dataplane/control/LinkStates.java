package io.gatun.dataplane.control;

import java.util.Arrays;

/** Which interfaces an administrator has up, and which have a carrier. */
final class LinkStates {

    private final boolean[] up;
    private final boolean[] carrier;
    private final boolean ignoresRoutesWithoutCarrier;

    /** All are up, and believed to have a carrier until their ports are asked. */
    LinkStates(int interfaces, boolean ignoresRoutesWithoutCarrier) {
        this.up = new boolean[interfaces];
        this.carrier = new boolean[interfaces];
        this.ignoresRoutesWithoutCarrier = ignoresRoutesWithoutCarrier;
        Arrays.fill(up, true);
        Arrays.fill(carrier, true);
    }

    boolean isUp(int index) {
        return up[index];
    }

    boolean hasCarrier(int index) {
        return carrier[index];
    }

    /** Whether this is news. */
    boolean up(int index, boolean isUp) {
        final boolean isNews = up[index] != isUp;
        up[index] = isUp;
        return isNews;
    }

    /** Whether this is news that routes care for. */
    boolean carrier(int index, boolean hasCarrier) {
        final boolean isNews = carrier[index] != hasCarrier;
        carrier[index] = hasCarrier;
        return isNews && ignoresRoutesWithoutCarrier;
    }

    /** Whether routes may lead there (NH-08). */
    boolean carriesRoutes(int index) {
        return up[index] && (carrier[index] || !ignoresRoutesWithoutCarrier);
    }
}
