package io.gatun.dpdk;

import io.gatun.linux.HostFacts;
import java.util.List;

/** Decides whether the EAL takes hugepages, and says why when it does not. */
final class MemoryChoice {

    private MemoryChoice() {}

    static boolean choose(EalOptions options, HostFacts host, List<String> warnings) {
        long free = host.freeHugepageMib();
        boolean enough = free >= options.memoryMib();
        String shortage =
                "%d MiB of hugepages are free, %d are wanted; reserve them with: echo %d > /sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages"
                        .formatted(free, options.memoryMib(), (options.memoryMib() + 1) / 2);
        return switch (options.hugepages()) {
            case OFF -> false;
            case REQUIRED -> {
                if (!enough) {
                    throw new DpdkException(shortage);
                }
                yield true;
            }
            case AUTO -> {
                if (!enough) {
                    warnings.add("running without hugepages, slower: " + shortage);
                }
                yield enough;
            }
        };
    }
}
