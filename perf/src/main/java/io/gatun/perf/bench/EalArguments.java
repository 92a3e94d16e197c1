package io.gatun.perf.bench;

import java.util.ArrayList;
import java.util.List;

/** The part of a peer's command line that DPDK itself reads. */
final class EalArguments {

    private static final String MEGABYTES_WITHOUT_HUGEPAGES = "512";

    private EalArguments() {}

    static List<String> of(Wiring wiring) {
        final List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--no-pci",
                                "--file-prefix=" + wiring.filePrefix(),
                                "--vdev=" + wiring.inDevice(),
                                "--vdev=" + wiring.outDevice()));
        if (wiring.hugepages()) {
            arguments.add("--huge-unlink");
        } else {
            arguments.addAll(List.of("--no-huge", "-m", MEGABYTES_WITHOUT_HUGEPAGES));
        }
        return arguments;
    }
}
