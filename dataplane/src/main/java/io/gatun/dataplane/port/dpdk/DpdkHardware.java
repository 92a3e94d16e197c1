package io.gatun.dataplane.port.dpdk;

import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.packet.Buffers;
import io.gatun.dataplane.port.Port;
import io.gatun.dpdk.Eal;
import io.gatun.dpdk.EalOptions;
import io.gatun.dpdk.EthPort;
import io.gatun.dpdk.Hugepages;
import io.gatun.dpdk.Mempool;
import io.gatun.dpdk.PortOptions;
import io.gatun.mgmt.config.DpdkConfiguration;
import io.gatun.mgmt.config.PortConfiguration;
import java.util.ArrayList;
import java.util.List;

/**
 * DPDK as one router uses it: the environment, one pool of buffers, and the ports, started. One per
 * process.
 */
public final class DpdkHardware implements AutoCloseable {

    private static final int POOL_CACHE = 512;

    /** Ethernet header and a tag. */
    private static final int FRAMING = 18;

    /** What most devices want at least behind the headroom (RTE_MBUF_DEFAULT_DATAROOM). */
    private static final int LEAST_CAPACITY = 2048;

    private final Eal eal;
    private final List<Port> ports = new ArrayList<>();
    private final List<EthPort> attached = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Mempool pool;
    private final int capacity;

    private DpdkHardware(RouterConfiguration configuration, int workers) {
        eal = Eal.start(options(configuration));
        try {
            notes.addAll(eal.warnings());
            final int longest =
                    configuration.ports().stream().mapToInt(PortConfiguration::mtu).max().orElse(0);
            capacity = Math.max(LEAST_CAPACITY, (longest + FRAMING + 63) & ~63);
            pool =
                    eal.createPool(
                            "gatun",
                            configuration.dpdk().buffers() * configuration.ports().size(),
                            POOL_CACHE,
                            capacity + Buffers.HEADROOM);
            for (PortConfiguration port : configuration.ports()) {
                ports.add(open(port, workers));
            }
        } catch (RuntimeException e) {
            eal.close();
            throw e;
        }
    }

    /** Starts DPDK and every port of the configuration, with a queue pair for each worker. */
    public static DpdkHardware open(RouterConfiguration configuration, int workers) {
        return new DpdkHardware(configuration, workers);
    }

    private static EalOptions options(RouterConfiguration configuration) {
        final DpdkConfiguration dpdk = configuration.dpdk();
        final List<String> pci =
                configuration.ports().stream()
                        .map(port -> port.device().orElseThrow())
                        .filter(device -> device.matches("[0-9a-fA-F]{4}:.*"))
                        .toList();
        return EalOptions.defaults()
                .withFilePrefix("gatun-" + configuration.name())
                .withHugepages(Hugepages.valueOf(dpdk.hugepages().name()))
                .withMemoryMib(dpdk.memoryMib())
                .withPciDevices(pci);
    }

    private Port open(PortConfiguration wished, int workers) {
        final EthPort port = eal.attach(wished.device().orElseThrow());
        attached.add(port);
        final PortOptions options =
                PortOptions.defaults(pool)
                        .withQueues(Math.max(workers, wished.queues()), workers)
                        .withDescriptors(wished.rxDescriptors(), wished.txDescriptors())
                        .withMtu(wished.mtu())
                        .withMac(wished.mac().bits())
                        .withRxChecksum(wished.checksumOffload())
                        .withPromiscuous(wished.promiscuous());
        port.configure(options);
        port.notes().forEach(note -> notes.add("port " + wished.name() + ": " + note));
        port.start();
        return new DpdkPort(wished.name(), wished.device().orElseThrow(), port, options);
    }

    public List<Port> ports() {
        return List.copyOf(ports);
    }

    /** What DPDK or a device could not do as wished, in plain sentences. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** The pool, for one thread. */
    public Buffers buffers() {
        return new MbufBuffers(pool, capacity);
    }

    /** Makes the calling thread known to DPDK, which gives it a cache of the pool. */
    public void registerThread() {
        eal.registerThread();
    }

    public void unregisterThread() {
        eal.unregisterThread();
    }

    /** Buffers that are neither in the pool nor in a queue of a device's. */
    public int buffersInUse() {
        return pool.inUse();
    }

    @Override
    public void close() {
        ports.forEach(Port::close);
        eal.close();
    }
}
