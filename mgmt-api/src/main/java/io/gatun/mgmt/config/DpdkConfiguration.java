package io.gatun.mgmt.config;

import io.gatun.mgmt.schema.Records;
import io.gatun.mgmt.schema.Setting;

/** How DPDK is started. */
public record DpdkConfiguration(
        @Setting(
                        value =
                                "Whether hugepages are taken when there are some, never, or are a"
                                        + " condition for the start.",
                        fallback = "auto")
                Hugepages hugepages,
        @Setting(
                        key = "memory",
                        value = "The memory of the process for packets and DPDK.",
                        unit = "MiB",
                        fallback = "512",
                        min = 64,
                        floor = "the least DPDK starts with",
                        max = 1 << 20,
                        ceiling = "a tebibyte")
                int memoryMib,
        @Setting(
                        value =
                                "The packet buffers of each port; more than its queues x"
                                        + " (rx_descriptors + tx_descriptors).",
                        unit = "packets",
                        fallback = "16384",
                        min = 1024,
                        floor = "the least that fills a pair of rings",
                        max = 1 << 22,
                        ceiling = "the most a pool of this router holds")
                int buffers) {

    public static final DpdkConfiguration DEFAULT = Records.byDefault(DpdkConfiguration.class);

    /** Whether hugepages are taken when there are some, never, or are a condition. */
    public enum Hugepages {
        AUTO,
        OFF,
        REQUIRED
    }
}
