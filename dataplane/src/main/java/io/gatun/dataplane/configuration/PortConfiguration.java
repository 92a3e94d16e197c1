package io.gatun.dataplane.configuration;

import io.gatun.mgmt.model.MacAddress;
import java.util.Optional;

/**
 * A port: a device with queues.
 *
 * @param device PCI address or virtual device of DPDK; absent only for replay
 */
public record PortConfiguration(
        String name,
        Optional<String> device,
        int mtu,
        MacAddress mac,
        int queues,
        int rxDescriptors,
        int txDescriptors,
        boolean promiscuous,
        boolean checksumOffload) {

    public static final int DEFAULT_MTU = 1500;
    private static final long FIRST_MAC = 0x0200_0000_0001L;

    /** 02:00:00:00:00:01, :02, ... by the port's place in the file, counted from 0. */
    public static MacAddress defaultMac(int place) {
        return new MacAddress(FIRST_MAC + place);
    }
}
