package io.gatun.perf.bench;

import java.nio.file.Path;

/**
 * What one process of a contestant gets.
 *
 * @param folder where it may write
 * @param instance a name that no other process has
 * @param inDevice the device frames come from
 * @param outDevice the device they leave by
 * @param flows frames in the in port's file, each of which holds a buffer while it is replayed
 * @param workerCore the CPU of its only worker
 * @param hugepages whether it may use them
 */
record Wiring(
        Path folder,
        String instance,
        String inDevice,
        String outDevice,
        int flows,
        int workerCore,
        boolean hugepages) {

    /** Of DPDK: the router makes it of its name like this. */
    String filePrefix() {
        return "gatun-" + instance;
    }

    /** Any other CPU than the worker's, for what is not packets. */
    int controlCore() {
        return workerCore == 0 ? 1 : 0;
    }

    String inName() {
        return name(inDevice);
    }

    String outName() {
        return name(outDevice);
    }

    /** The name DPDK gives a device: what stands before its arguments. */
    private static String name(String device) {
        final int comma = device.indexOf(',');
        return comma < 0 ? device : device.substring(0, comma);
    }
}
