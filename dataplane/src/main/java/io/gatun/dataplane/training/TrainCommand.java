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
import io.gatun.mgmt.cli.Gatun;
import io.gatun.mgmt.cli.Version;
import io.gatun.mgmt.model.RouterStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code gatun train-client}: does once what clients do, against a router in memory, while the JVM
 * writes down which classes that takes ({@code -XX:AOTCacheOutput}). The launcher runs it after a
 * build; clients start in half the time.
 */
@Command(name = "train-client", description = "Do once what clients do.", hidden = true)
public final class TrainCommand implements Callable<Integer> {

    private static final String NAME = "training";
    private static final int BUFFERS = 512;
    private static final int BUFFER_BYTES = 2048;

    private static final String CONFIGURATION =
            """
            ports: { west: {}, east: {} }
            interfaces:
              west: { addresses: [192.0.2.1/24, "2001:db8::1/64"] }
              east: { addresses: [198.51.100.1/24] }
            neighbors:
              - { address: 198.51.100.9, interface: east, mac: "02:00:00:00:00:09" }
            """;

    private static final List<String> LINES =
            List.of(
                    "show ports",
                    "show interfaces",
                    "show neighbors",
                    "show routes",
                    "show routes -j",
                    "show fib",
                    "show counters",
                    "show drops",
                    "show graph",
                    "route add 203.0.113.0/24 via 198.51.100.9",
                    "route get 203.0.113.9",
                    "route delete 203.0.113.0/24");

    private volatile boolean running = true;

    @Override
    public Integer call() throws ConfigurationException, IOException, InterruptedException {
        final Path folder = Files.createTempDirectory("gatun-training");
        final Router router = router(folder);
        try (ManagementServer server =
                ManagementServer.open(folder, NAME, Limits.DEFAULT, Throwable::printStackTrace)) {
            final Requests requests =
                    new Requests(router.control(), TrainCommand::status, ConfigurationFile.NONE);
            final Thread control =
                    Thread.ofPlatform().name(NAME).start(() -> answer(router, server, requests));
            try {
                return train(folder);
            } finally {
                running = false;
                control.join();
            }
        } finally {
            remove(folder);
        }
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

    private void answer(Router router, ManagementServer server, Requests requests) {
        while (running) {
            if (server.poll(requests) == 0) {
                LockSupport.parkNanos(100_000);
            }
            router.settle();
        }
    }

    private static int train(Path folder) {
        int code = 0;
        for (final String line : LINES) {
            final String[] words = (line + " --run-dir " + folder).split(" ");
            code |=
                    Gatun.commandLine(words)
                            .setOut(new PrintWriter(Writer.nullWriter()))
                            .execute(words);
        }
        return code;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
