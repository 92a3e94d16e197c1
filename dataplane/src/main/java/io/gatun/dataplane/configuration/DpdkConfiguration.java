package io.gatun.dataplane.configuration;

/**
 * How DPDK is started.
 *
 * @param memoryMib memory of the process, in MiB
 * @param buffers packet buffers of each port
 */
public record DpdkConfiguration(Hugepages hugepages, int memoryMib, int buffers) {

    public static final DpdkConfiguration DEFAULT =
            new DpdkConfiguration(Hugepages.AUTO, 512, 16384);

    /** Whether hugepages are taken when there are some, never, or are a condition. */
    public enum Hugepages {
        AUTO,
        OFF,
        REQUIRED
    }
}
