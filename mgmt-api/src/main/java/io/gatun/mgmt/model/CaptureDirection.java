package io.gatun.mgmt.model;

/** Where on its way through the router a frame is captured. */
public enum CaptureDirection {
    /** As it came in. */
    RX,
    /** As a device took it to send it. */
    TX,
    /** Where it was dropped, with all that had been written to it. */
    DROP
}
