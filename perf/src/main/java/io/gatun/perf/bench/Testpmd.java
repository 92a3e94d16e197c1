package io.gatun.perf.bench;

import io.gatun.mgmt.model.MacAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * DPDK's testpmd in its io mode: bursts from one port to the other, unread. The floor under every
 * router.
 */
final class Testpmd implements Contestant {

    private final DebianPackages packages;

    Testpmd(Console console) {
        this.packages = new DebianPackages(console);
    }

    @Override
    public String name() {
        return "testpmd-io";
    }

    @Override
    public String leavesOut() {
        return "reads no packet: no checks, no lookup, no TTL, no checksum, no new MACs";
    }

    @Override
    public void prepare() throws BenchFailure {
        packages.require("testpmd", List.of("dpdk-dev"));
    }

    @Override
    public ProcessBuilder process(Wiring wiring) {
        final List<String> command =
                new ArrayList<>(
                        List.of(
                                "dpdk-testpmd",
                                "-l",
                                wiring.controlCore() + "," + wiring.workerCore(),
                                "--main-lcore=" + wiring.controlCore()));
        command.addAll(EalArguments.of(wiring));
        command.addAll(
                List.of(
                        "--",
                        "--forward-mode=io",
                        "--auto-start",
                        "--nb-cores=1",
                        "--no-lsc-interrupt",
                        "--no-flush-rx",
                        "--mbcache=256",
                        "--total-num-mbufs=" + (BUFFERS + wiring.flows())));
        return new ProcessBuilder(command);
    }

    @Override
    public Rewrite rewrite(MacAddress outPort) {
        return new Rewrite.Nothing();
    }
}
