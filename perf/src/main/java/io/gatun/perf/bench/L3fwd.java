package io.gatun.perf.bench;

import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.MacAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * DPDK's l3fwd with longest-prefix match: the forwarding example that DPDK's own performance
 * reports quote.
 */
final class L3fwd implements Contestant {

    private static final int PORTS = 2;

    private final L3fwdSource source;
    private final int family;
    private Path program;

    L3fwd(Console console, int family) {
        this.source = new L3fwdSource(console);
        this.family = family;
    }

    @Override
    public String name() {
        return "l3fwd-lpm";
    }

    @Override
    public String leavesOut() {
        return (family == 4 ? "verifies no header checksum" : "does not lower the hop limit")
                + ", has 16 routes, knows no neighbors, no interfaces' own addresses, no counters, no ICMP";
    }

    @Override
    public void prepare() throws BenchFailure {
        program = source.program();
    }

    @Override
    public ProcessBuilder process(Wiring wiring) throws IOException {
        final Path routes4 = wiring.folder().resolve("routes4");
        final Path routes6 = wiring.folder().resolve("routes6");
        Files.writeString(
                routes4,
                BenchNetwork.ROUTES.stream().map(L3fwd::route).collect(Collectors.joining()));
        Files.writeString(
                routes6,
                BenchNetwork.ROUTES6.stream().map(L3fwd::route).collect(Collectors.joining()));
        // the worker is the main core, for l3fwd asks of each port a transmit queue per core
        final List<String> command =
                new ArrayList<>(List.of(program.toString(), "-l", "" + wiring.workerCore()));
        command.addAll(EalArguments.of(wiring));
        command.addAll(
                List.of(
                        "--",
                        "-p",
                        "0x3",
                        "--config=(0,0,"
                                + wiring.workerCore()
                                + "),(1,0,"
                                + wiring.workerCore()
                                + ")",
                        "--lookup=lpm",
                        "--rule_ipv4=" + routes4,
                        "--rule_ipv6=" + routes6,
                        "--parse-ptype",
                        "--rx-queue-size=" + queueSize(wiring.flows()),
                        "--eth-dest=1," + BenchNetwork.NEXT_HOP_MAC));
        return new ProcessBuilder(command);
    }

    @Override
    public Rewrite rewrite(MacAddress outPort) {
        return family == 4
                ? new Rewrite.Hop(BenchNetwork.NEXT_HOP_MAC, outPort)
                : new Rewrite.Macs(BenchNetwork.NEXT_HOP_MAC, outPort);
    }

    private static String route(IpPrefix prefix) {
        return "R" + prefix + " 1\n";
    }

    /**
     * Its buffer pool grows with the receive queues of its two ports, and the replayed file lives
     * in that pool.
     */
    private static int queueSize(int flows) {
        return (flows + BUFFERS) / PORTS;
    }
}
