package io.gatun.dpdk;

import io.gatun.dpdk.ffm.DpdkLibraries;
import io.gatun.dpdk.ffm.DpdkLog;
import io.gatun.dpdk.ffm.DpdkVersion;
import io.gatun.dpdk.ffm.EalCalls;
import io.gatun.dpdk.ffm.NativeAccessException;
import io.gatun.dpdk.ffm.NativeMemory;
import io.gatun.linux.HostFacts;
import io.gatun.linux.ThreadAffinity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * DPDK's environment: memory, devices and registered threads. It starts once per process, and one
 * thread controls it; {@link #registerThread} is for every worker.
 */
public final class Eal implements AutoCloseable {

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private final DpdkVersion version;
    private final EalOptions options;
    private final RuntimeFolder runtimeFolder;
    private final FileChannel claim;
    private final List<String> warnings;
    private final List<EthPort> ports = new ArrayList<>();
    private final List<Mempool> pools = new ArrayList<>();
    private boolean closed;

    private Eal(
            DpdkVersion version,
            EalOptions options,
            RuntimeFolder runtimeFolder,
            FileChannel claim,
            List<String> warnings) {
        this.version = version;
        this.options = options;
        this.runtimeFolder = runtimeFolder;
        this.claim = claim;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Loads DPDK and starts it. A second start in one process is refused, after a close as well.
     */
    public static Eal start(EalOptions options) {
        DpdkVersion version = load();
        var warnings = new ArrayList<String>();
        boolean hugepages = MemoryChoice.choose(options, HostFacts.ofThisHost(), warnings);
        if (!STARTED.compareAndSet(false, true)) {
            throw new DpdkException(
                    "DPDK has been started in this process already; it starts once per process");
        }
        List<String> arguments = options.arguments(ThreadAffinity.allowed(), hugepages);
        DpdkLog.open();
        init(arguments);
        DpdkLog.unread();
        var folder =
                new RuntimeFolder(Path.of(NativeMemory.getString(EalCalls.RUNTIME_DIR.callLong())));
        return new Eal(version, options, folder, claim(folder), warnings);
    }

    public DpdkVersion version() {
        return version;
    }

    /** What the start had to do without, in plain sentences. */
    public List<String> warnings() {
        return warnings;
    }

    /** The folder of this instance's telemetry socket. */
    public Path runtimeFolder() {
        return runtimeFolder.path();
    }

    /**
     * Makes a pool of packet buffers.
     *
     * @param cacheSize buffers that each registered thread keeps at hand
     * @param dataRoom bytes of each buffer, {@link Mbuf#HEADROOM} included
     */
    public Mempool createPool(String name, int buffers, int cacheSize, int dataRoom) {
        Mempool pool = Mempool.create(name, buffers, cacheSize, dataRoom);
        pools.add(pool);
        return pool;
    }

    /** Attaches a device, written as {@code 0000:3b:00.0} or {@code net_tap0,iface=gw0}. */
    public EthPort attach(String device) {
        Device parsed = Device.parse(device);
        if (ports.stream().anyMatch(port -> port.name().equals(parsed.name()))) {
            throw new DpdkException(
                    "device %s is attached already; give each port a device of its own"
                            .formatted(parsed));
        }
        EthPort port = Attachment.of(parsed, options, HostFacts.ofThisHost());
        ports.add(port);
        return port;
    }

    /** Closes a port before the EAL itself closes. */
    public void detach(EthPort port) {
        if (ports.remove(port)) {
            port.close();
        }
    }

    /** Frees a pool before the EAL itself closes; all its buffers must be back. */
    public void destroy(Mempool pool) {
        if (pools.remove(pool)) {
            pool.destroy();
        }
    }

    /** DPDK's log of this process, which is kept off the terminal. */
    public String log() {
        return DpdkLog.text();
    }

    /** Gives the calling thread an lcore id, and with it a cache in every pool; returns the id. */
    public int registerThread() {
        if (EalCalls.THREAD_REGISTER.callInt() != 0) {
            throw DpdkException.of(
                    EalCalls.THREAD_REGISTER.name(),
                    "thread " + Thread.currentThread().getName(),
                    EalCalls.errno());
        }
        return EalCalls.lcoreId();
    }

    /** Takes the calling thread's lcore id back; its caches are emptied into the pools. */
    public void unregisterThread() {
        EalCalls.THREAD_UNREGISTER.call();
    }

    /** Closes ports, then pools, then DPDK, and removes the run-time folder. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        var failures = new ArrayList<DpdkException>();
        ports.reversed().forEach(port -> attempt(port::close, failures));
        pools.reversed().forEach(Mempool::destroy);
        attempt(Eal::cleanUp, failures);
        runtimeFolder.delete();
        release(claim);
        if (!failures.isEmpty()) {
            DpdkException first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    /** One device that fails to close must not keep the others open. */
    private static void attempt(Runnable step, List<DpdkException> failures) {
        try {
            step.run();
        } catch (DpdkException e) {
            failures.add(e);
        }
    }

    private static FileChannel claim(RuntimeFolder folder) {
        try {
            return folder.claim();
        } catch (DpdkException e) {
            cleanUp();
            throw e;
        }
    }

    private static void release(FileChannel claim) {
        try {
            claim.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void cleanUp() {
        int result = EalCalls.CLEANUP.callInt();
        if (result < 0) {
            throw DpdkException.of(EalCalls.CLEANUP.name(), "the EAL", result);
        }
    }

    private static DpdkVersion load() {
        try {
            return DpdkLibraries.open().version();
        } catch (NativeAccessException e) {
            throw new DpdkException(e.getMessage(), e);
        }
    }

    /** DPDK keeps pointers into the arguments, so they live as long as the process. */
    private static void init(List<String> arguments) {
        Arena arena = Arena.global();
        MemorySegment argv = arena.allocate(ValueLayout.ADDRESS, arguments.size() + 1L);
        for (int i = 0; i < arguments.size(); i++) {
            argv.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(arguments.get(i)));
        }
        if (EalCalls.INIT.callInt(arguments.size(), argv.address()) < 0) {
            throw DpdkException.of(
                    EalCalls.INIT.name(),
                    "the EAL with arguments '%s'".formatted(String.join(" ", arguments)),
                    EalCalls.errno());
        }
    }
}
