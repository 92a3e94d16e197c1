package io.gatun.perf.bench;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.channel.RouterSocket;
import io.gatun.mgmt.cli.Gatun;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ledger;
import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The router itself, as {@code gatun run} starts it: this JVM's program, class path and flags. */
final class Router implements Contestant {

    private static final String MAIN_CLASS = Gatun.class.getName();

    private static final String TABLE = "table.txt";

    private final String name;
    private final int vector;
    private final Destinations destinations;
    private final String more;

    /**
     * @param vector packets in a batch at most
     * @param destinations what it has routes for
     */
    Router(String name, int vector, Destinations destinations) {
        this(name, vector, destinations, "");
    }

    /**
     * @param more sections of its configuration
     */
    Router(String name, int vector, Destinations destinations, String more) {
        this.name = name;
        this.vector = vector;
        this.destinations = destinations;
        this.more = more;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String leavesOut() {
        return "";
    }

    @Override
    public void prepare() {
        // runs from the class path this program runs from
    }

    @Override
    public ProcessBuilder process(Wiring wiring) throws IOException {
        final Path file = wiring.folder().resolve("gatun.yaml");
        Files.writeString(file, configuration(wiring));
        if (destinations instanceof Destinations.Full full) {
            full.table().writeTo(wiring.folder().resolve(TABLE));
        }
        // its worker moves to its own CPU, everything else of the JVM stays off it
        final List<String> command =
                new ArrayList<>(List.of("taskset", "-c", "" + wiring.controlCore()));
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(jvmFlags());
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        MAIN_CLASS,
                        "run",
                        "-c",
                        file.toString()));
        final ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("GATUN_RUN_DIR", wiring.folder().toString());
        return builder;
    }

    @Override
    public Rewrite rewrite(MacAddress outPort) {
        return new Rewrite.Hop(BenchNetwork.NEXT_HOP_MAC, BenchNetwork.OUT_MAC);
    }

    @Override
    public Optional<Ledger> ledger(Wiring wiring) throws BenchFailure {
        final RouterSocket socket = RouterSocket.of(wiring.folder(), wiring.instance());
        try (ManagementClient client = ManagementClient.connect(socket)) {
            return Optional.of(client.list(ResourceKind.LEDGER, Ledger.class).getFirst());
        } catch (IOException | RefusedException e) {
            throw new BenchFailure("the router does not show its ledger: " + e.getMessage(), e);
        }
    }

    String configuration(Wiring wiring) {
        final boolean isIpv4 = destinations.family() == 4;
        return """
        router: { name: %s }
        dpdk: { hugepages: %s, buffers: %d }
        workers: { cores: [%d], idle: spin, vector: %d }
        ports:
          in: { device: "%s" }
          out: { device: "%s" }
        interfaces:
          in: { addresses: ["%s"] }
          out: { addresses: ["%s"] }
        %s
        neighbors:
        %s
        %s
        """
                .formatted(
                        wiring.instance(),
                        wiring.hugepages() ? "required" : "off",
                        BUFFERS + wiring.flows(),
                        wiring.workerCore(),
                        vector,
                        wiring.inDevice(),
                        wiring.outDevice(),
                        isIpv4 ? BenchNetwork.IN_ADDRESS + "/24" : BenchNetwork.IN_ADDRESS6 + "/64",
                        isIpv4
                                ? BenchNetwork.OUT_ADDRESS + "/24"
                                : BenchNetwork.OUT_ADDRESS6 + "/64",
                        routes(),
                        nextHops().stream().map(Router::neighbor).collect(Collectors.joining("\n")),
                        more);
    }

    private List<String> nextHops() {
        return BenchNetwork.nextHops(destinations.family());
    }

    private String routes() {
        return switch (destinations) {
            case Destinations.Full full ->
                    "imports:\n  - { file: %s, via: [%s] }"
                            .formatted(
                                    TABLE,
                                    nextHops().stream()
                                            .map(hop -> '"' + hop + '"')
                                            .collect(Collectors.joining(", ")));
            case Destinations.Few4 few -> routes(BenchNetwork.ROUTES);
            case Destinations.Few6 few -> routes(BenchNetwork.ROUTES6);
        };
    }

    private String routes(List<? extends IpPrefix> prefixes) {
        final StringBuilder out = new StringBuilder("routes:");
        for (final IpPrefix prefix : prefixes) {
            out.append(
                    "\n  - { prefix: \"%s\", via: \"%s\" }"
                            .formatted(prefix, nextHops().getFirst()));
        }
        return out.toString();
    }

    private static String neighbor(String address) {
        return "  - { address: \"%s\", interface: out, mac: \"%s\" }"
                .formatted(address, BenchNetwork.NEXT_HOP_MAC);
    }

    /**
     * As the launcher gave them, less what watches this JVM and is not for another, and with the
     * class cache that routers start from.
     */
    private static List<String> jvmFlags() {
        final List<String> flags =
                new ArrayList<>(
                        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                                .filter(flag ->
                                        !flag.startsWith("-agent")
                                                && !flag.startsWith("-javaagent"))
                                .toList());
        final String cache = System.getProperty("gatun.router.cache");
        if (cache != null) {
            flags.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off"));
        }
        return flags;
    }
}
