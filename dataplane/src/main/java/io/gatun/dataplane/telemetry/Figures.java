package io.gatun.dataplane.telemetry;

/** Some of the router's numbers and their places in the counters file. For control's thread. */
interface Figures {

    /** Copies them into the file; takes no more than some tens of microseconds. */
    void update();
}
