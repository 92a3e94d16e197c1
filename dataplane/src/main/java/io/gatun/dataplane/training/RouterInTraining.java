package io.gatun.dataplane.training;

import io.gatun.dataplane.Router;
import io.gatun.dataplane.configuration.ConfigurationException;
import io.gatun.dataplane.configuration.ConfigurationReader;
import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.control.ConfigurationFile;
import io.gatun.dataplane.control.Requests;
import io.gatun.dataplane.node.hook.Hooks;
import io.gatun.dataplane.packet.MemoryBuffers;
import io.gatun.dataplane.port.MemoryPort;
import io.gatun.dataplane.port.Port;
import io.gatun.mgmt.channel.Limits;
import io.gatun.mgmt.channel.ManagementServer;
import io.gatun.mgmt.cli.Version;
import io.gatun.mgmt.model.RouterStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code gatun train-router}: a router in memory that clients in training ask, until it is killed.
 */
@Command(name = "train-router", description = "Answer clients in training.", hidden = true)
public final class RouterInTraining implements Callable<Integer> {

    static final String NAME = "training";

    private static final int BUFFERS = 512;
    private static final int BUFFER_BYTES = 2048;

    private static final String TABLE = "table";
    private static final int PREFIXES = 2000;

    private static final String CONFIGURATION =
            """
            ports: { west: {}, east: {} }
            interfaces:
              west: { addresses: [192.0.2.1/24, "2001:db8::1/64"] }
              east: { addresses: [198.51.100.1/24] }
            neighbors:
              - { address: 198.51.100.9, interface: east, mac: "02:00:00:00:00:09" }
            imports:
              - { file: table, via: [198.51.100.9, "2001:db8::9"] }
            """;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "Where its socket comes.")
    private Path folder;

    @Override
    public Integer call() throws ConfigurationException, IOException {
        Files.write(folder.resolve(TABLE), table());
        final Router router = router(folder);
        try (ManagementServer server =
                ManagementServer.open(folder, NAME, Limits.DEFAULT, Throwable::printStackTrace)) {
            final Requests requests =
                    new Requests(
                            router.control(), RouterInTraining::status, ConfigurationFile.NONE);
            while (!Thread.interrupted()) {
                if (server.poll(requests) == 0) {
                    LockSupport.parkNanos(100_000);
                }
                router.settle();
            }
        }
        return 0;
    }

    /** Some prefixes of either family. */
    private static List<String> table() {
        return IntStream.range(0, PREFIXES)
                .mapToObj(i ->
                        i % 2 == 0
                                ? "10.%d.%d.0/24".formatted(i >> 8, i & 0xFF)
                                : "2001:1000:%x::/48".formatted(i))
                .toList();
    }

    private static Router router(Path folder) throws ConfigurationException {
        final RouterConfiguration configuration =
                ConfigurationReader.readText(CONFIGURATION, NAME, folder, Purpose.REPLAY);
        final MemoryBuffers buffers = MemoryBuffers.of(BUFFERS, BUFFER_BYTES);
        final List<Port> ports =
                configuration.ports().stream()
                        .<Port>map(port ->
                                new MemoryPort(
                                        port.name(),
                                        port.mac().bits(),
                                        port.mtu(),
                                        buffers.view(),
                                        _ -> {}))
                        .toList();
        return new Router(
                configuration,
                ports,
                new Router.Surroundings(buffers::view, System::nanoTime, Hooks::none, 1, 1));
    }

    private static RouterStatus status() {
        return new RouterStatus(
                NAME, Version.current(), ProcessHandle.current().pid(), NAME, 1, 0, 0);
    }
}
