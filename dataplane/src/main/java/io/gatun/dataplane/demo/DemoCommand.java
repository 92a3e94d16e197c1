package io.gatun.dataplane.demo;

import io.gatun.linux.HostFacts;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatun demo}: 0 when every step held, 1 when one did not. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Two hosts in network namespaces talk through a router on DPDK virtual devices;"
                    + " every step is proven with real traffic, then all of it is removed."
        })
public final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--device",
            defaultValue = "AF_PACKET",
            description = {
                "The router's devices: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).",
                "af_packet needs nothing but root; tap needs /dev/net/tun and the kernel's bridge;",
                "af_xdp needs a kernel with CONFIG_XDP_SOCKETS."
            })
    private DeviceKind device;

    @Option(
            names = "--megabytes",
            defaultValue = "100",
            description = "Size of the TCP transfer (default ${DEFAULT-VALUE}).")
    private int megabytes;

    @Option(names = "--keep", description = "Leave hosts and router running afterwards.")
    private boolean keep;

    @Option(names = "--clean", description = "Remove what an earlier demo left, and end.")
    private boolean clean;

    @Override
    public Integer call() {
        final var report = new Report(System.out);
        if (!HostFacts.ofThisHost().isRoot()) {
            System.err.println(
                    "gatun demo makes network namespaces, so it needs root: sudo gatun demo");
            return 1;
        }
        if (clean) {
            return report.step("earlier demo removed", Demo::removeEarlier) ? 0 : 1;
        }
        final List<String> existing = Topology.existing();
        if (!existing.isEmpty()) {
            System.err.printf(
                    "an earlier demo is still there (%s); remove it with: gatun demo --clean%n",
                    String.join(", ", existing));
            return 1;
        }
        return run(report) ? 0 : 1;
    }

    private boolean run(Report report) {
        final var demo = new Demo(device, megabytes, report);
        final var hook = new Thread(demo::cleanUp, "demo-clean-up");
        Runtime.getRuntime().addShutdownHook(hook);
        final boolean proven = demo.run();
        if (keep && proven) {
            Runtime.getRuntime().removeShutdownHook(hook);
            KeptDemo.explain(report);
            return true;
        }
        demo.cleanUp();
        return report.isClean();
    }
}
