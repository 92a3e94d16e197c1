package io.gatun.dataplane.explain;

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
import io.gatun.dataplane.replay.VirtualClock;
import io.gatun.mgmt.channel.RequestHandler;
import io.gatun.mgmt.cli.CandidateRouter;
import io.gatun.mgmt.cli.Version;
import io.gatun.mgmt.config.PortConfiguration;
import io.gatun.mgmt.model.RouterStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The router a configuration file would make, on ports in memory, asked by one client. */
public final class CandidateConfiguration implements CandidateRouter {

    private static final int BUFFERS = 1_024;
    private static final int LEAST_CAPACITY = 2_048;
    private static final int FRAMING = 18;
    private static final long SEED = 0;

    @Override
    public RequestHandler of(Path file) throws ConfigurationException, IOException {
        final RouterConfiguration configuration = ConfigurationReader.read(file, Purpose.REPLAY);
        final int longest =
                configuration.ports().stream().mapToInt(PortConfiguration::mtu).max().orElse(0);
        final MemoryBuffers buffers =
                MemoryBuffers.of(BUFFERS, Math.max(LEAST_CAPACITY, longest + FRAMING));
        final List<Port> ports = new ArrayList<>();
        for (PortConfiguration port : configuration.ports()) {
            ports.add(
                    new MemoryPort(
                            port.name(), port.mac().bits(), port.mtu(), buffers.view(), _ -> {}));
        }
        final Router router =
                new Router(
                        configuration,
                        ports,
                        new Router.Surroundings(
                                buffers::view, new VirtualClock(0), Hooks::none, 1, SEED));
        router.settle();
        return new Requests(
                router.control(), () -> status(configuration, file), ConfigurationFile.NONE);
    }

    private static RouterStatus status(RouterConfiguration configuration, Path file) {
        return new RouterStatus(
                configuration.name(),
                Version.current(),
                ProcessHandle.current().pid(),
                file.toAbsolutePath().toString(),
                1,
                0,
                0);
    }
}
