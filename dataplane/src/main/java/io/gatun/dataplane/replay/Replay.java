package io.gatun.dataplane.replay;

import io.gatun.dataplane.Router;
import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.node.hook.Hooks;
import io.gatun.dataplane.packet.MemoryBuffers;
import io.gatun.dataplane.port.MemoryPort;
import io.gatun.dataplane.port.Port;
import io.gatun.mgmt.config.PortConfiguration;
import io.gatun.mgmt.pcap.PcapPacket;
import io.gatun.mgmt.pcap.PcapWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The router without a NIC: packets from capture files in the order of their time stamps, on a
 * clock that follows the stamps, what leaves into capture files. The same input gives the same
 * bytes out.
 */
final class Replay implements AutoCloseable {

    private static final int BUFFERS = 8_192;
    private static final int LEAST_CAPACITY = 2_048;
    private static final int FRAMING = 18;
    private static final long SEED = 0x6761_7475_6EL;
    private static final long NS_PER_S = 1_000_000_000L;

    private final Arrivals arrivals;
    private final Map<String, PcapWriter> captures = new LinkedHashMap<>();
    private final Map<String, MemoryPort> ports = new LinkedHashMap<>();
    private final VirtualClock clock;
    private final Router router;
    private final MemoryBuffers buffers;

    /** {@code inputs} names captures by port, in the order of the configuration's ports. */
    Replay(RouterConfiguration configuration, Map<String, Path> inputs, Path folder)
            throws IOException {
        this.arrivals = new Arrivals(inputs);
        final long first = arrivals.nextTimeNs();
        this.clock = new VirtualClock(first == Long.MAX_VALUE ? 0 : first);
        final int longest =
                configuration.ports().stream().mapToInt(PortConfiguration::mtu).max().orElse(0);
        this.buffers = MemoryBuffers.of(BUFFERS, Math.max(LEAST_CAPACITY, longest + FRAMING));
        Files.createDirectories(folder);
        for (PortConfiguration port : configuration.ports()) {
            final PcapWriter capture = new PcapWriter(folder.resolve(port.name() + ".pcap"));
            captures.put(port.name(), capture);
            ports.put(
                    port.name(),
                    new MemoryPort(
                            port.name(),
                            port.mac().bits(),
                            port.mtu(),
                            buffers.view(),
                            frame -> write(capture, frame)));
        }
        this.router =
                new Router(
                        configuration,
                        List.<Port>copyOf(ports.values()),
                        new Router.Surroundings(buffers::view, clock, Hooks::none, 1, SEED));
    }

    private void write(PcapWriter capture, byte[] frame) {
        try {
            capture.write(new PcapPacket(clock.nanoTime(), frame));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets every packet arrive and the clock run on after the last, so that timers fire. */
    void run(int settleSeconds) throws IOException {
        router.settle();
        while (arrivals.nextTimeNs() != Long.MAX_VALUE) {
            final long now = arrivals.nextTimeNs();
            runTimersUntil(now);
            while (arrivals.nextTimeNs() <= now) {
                final Arrivals.Arrival arrival = arrivals.next();
                ports.get(arrival.port()).deliver(arrival.packet().frame());
            }
            router.settle();
        }
        runTimersUntil(clock.nanoTime() + settleSeconds * NS_PER_S);
        router.control().onClose();
        router.workers().getFirst().doWork();
    }

    private void runTimersUntil(long timeNs) {
        while (router.control().nextDeadlineNs() <= timeNs) {
            clock.advanceTo(router.control().nextDeadlineNs());
            router.settle();
        }
        clock.advanceTo(timeNs);
    }

    ReplaySummary summary() {
        return ReplaySummary.of(router.sight());
    }

    @Override
    public void close() throws IOException {
        arrivals.close();
        for (PcapWriter capture : captures.values()) {
            capture.close();
        }
    }
}
