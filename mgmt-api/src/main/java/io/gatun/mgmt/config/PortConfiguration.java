package io.gatun.mgmt.config;

import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.schema.Entry;
import io.gatun.mgmt.schema.Setting;
import java.util.Optional;

/** A port: a device with queues. */
@Entry(word = "port", name = "[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
public record PortConfiguration(
        String name,
        @Setting(
                        value = "The device: a PCI address or a virtual device of DPDK.",
                        form =
                                "a PCI address such as 0000:3b:00.0 or a virtual device such as"
                                        + " net_tap0,iface=gw0",
                        otherwise = "none, which only a replay can do with")
                Optional<String> device,
        @Setting(
                        value = "The longest packet the device takes and sends, without its frame.",
                        unit = "bytes",
                        fallback = "1500",
                        min = 68,
                        floor = "the least a router must forward whole (RFC 791 §3.2)",
                        max = 9600,
                        ceiling = "the most that jumbo frames of common devices hold")
                int mtu,
        @Setting(
                        value = "The MAC address the router has on this port.",
                        otherwise =
                                "02:00:00:00:00:01 for the first port of the file, :02 for the"
                                        + " second, and so on")
                MacAddress mac,
        @Setting(
                        value =
                                "The receive queues, and the transmit queues; workers share them out.",
                        unit = "queues",
                        fallback = "1",
                        min = 1,
                        floor = "for a port without queues moves nothing",
                        max = 64,
                        ceiling = "the most queues of one port")
                int queues,
        @Setting(
                        value = "The length of the ring of each receive queue.",
                        unit = "packets",
                        fallback = "1024",
                        min = 64,
                        floor = "the shortest ring that keeps a batch",
                        max = 32_768,
                        ceiling = "the longest ring of common devices")
                int rxDescriptors,
        @Setting(
                        value = "The length of the ring of each transmit queue.",
                        unit = "packets",
                        fallback = "1024",
                        min = 64,
                        floor = "the shortest ring that keeps a batch",
                        max = 32_768,
                        ceiling = "the longest ring of common devices")
                int txDescriptors,
        @Setting(
                        value = "Whether frames to other MAC addresses are taken from the device.",
                        fallback = "false")
                boolean promiscuous,
        @Setting(
                        value =
                                "Whether the device's word on checksums is taken, where it gives one.",
                        fallback = "true")
                boolean checksumOffload) {

    private static final long FIRST_MAC = 0x0200_0000_0001L;

    /** 02:00:00:00:00:01, :02, ... by the port's place in the file, counted from 0. */
    public static MacAddress defaultMac(int place) {
        return new MacAddress(FIRST_MAC + place);
    }
}
