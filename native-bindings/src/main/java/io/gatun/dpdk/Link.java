package io.gatun.dpdk;

/**
 * What a port knows of its link.
 *
 * @param speedMbps megabits a second, or {@link #SPEED_UNKNOWN}
 */
public record Link(boolean up, long speedMbps, boolean fullDuplex) {

    public static final long SPEED_UNKNOWN = 0xFFFF_FFFFL;
}
