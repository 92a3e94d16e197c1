package io.gatun.dataplane.port;

/** Whether there is a carrier, and its speed in Mbit/s where the device tells; 0 where not. */
public record LinkState(boolean up, long speedMbps) {}
