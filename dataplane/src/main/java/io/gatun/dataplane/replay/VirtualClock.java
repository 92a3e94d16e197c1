package io.gatun.dataplane.replay;

import io.gatun.dataplane.graph.Clock;

/** Stands still until it is told the time; never goes back. */
public final class VirtualClock implements Clock {

    private long nowNs;

    public VirtualClock(long nowNs) {
        this.nowNs = nowNs;
    }

    @Override
    public long nanoTime() {
        return nowNs;
    }

    public void advanceTo(long timeNs) {
        nowNs = Math.max(nowNs, timeNs);
    }
}
