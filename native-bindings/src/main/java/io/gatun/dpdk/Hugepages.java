package io.gatun.dpdk;

/** Whether the EAL takes its memory from hugepages. */
public enum Hugepages {
    /** When enough are free; else ordinary pages and a warning. */
    AUTO,
    /** Never. */
    OFF,
    /** Refuse to start without. */
    REQUIRED
}
