package io.gatun.dataplane;

import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.dataplane.configuration.ManagementReader;
import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.control.Control;
import io.gatun.dataplane.control.Requests;
import io.gatun.dataplane.lifecycle.ConfigurationDesk;
import io.gatun.dataplane.lifecycle.ConfigurationThread;
import io.gatun.dataplane.lifecycle.ControlTasks;
import io.gatun.dataplane.lifecycle.Secrets;
import io.gatun.dataplane.node.hook.Hooks;
import io.gatun.dataplane.port.dpdk.DpdkHardware;
import io.gatun.dataplane.telemetry.Telemetry;
import io.gatun.dataplane.worker.AgentThread;
import io.gatun.dataplane.worker.Worker;
import io.gatun.linux.ThreadAffinity;
import io.gatun.mgmt.channel.Limits;
import io.gatun.mgmt.channel.ManagementServer;
import io.gatun.mgmt.channel.RemoteEnd;
import io.gatun.mgmt.channel.RouterSocket;
import io.gatun.mgmt.cli.Version;
import io.gatun.mgmt.config.ImportConfiguration;
import io.gatun.mgmt.config.ManagementConfiguration;
import io.gatun.mgmt.config.WorkerConfiguration;
import io.gatun.mgmt.counters.CountersWriter;
import io.gatun.mgmt.model.RouterStatus;
import io.gatun.mgmt.table.TableCounts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.jline.utils.Signals;

/** A router on real devices, from the start of DPDK to the last buffer given back. */
final class RouterProcess {

    private static final long STOP_PATIENCE_S = 10;
    private static final long CONTROL_MAX_PARK_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long WORKER_MAX_PARK_NS = TimeUnit.MICROSECONDS.toNanos(50);

    private final StartConfiguration start;
    private final RouterConfiguration configuration;
    private final Path file;
    private final PrintStream out;
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Throwable> death = new AtomicReference<>();
    private final long startedNs = System.nanoTime();

    RouterProcess(StartConfiguration start, Path file, PrintStream out) {
        this.start = start;
        this.configuration = start.configuration();
        this.file = file;
        this.out = out;
    }

    /** Runs until {@link #stop} or the death of an agent, which it throws. */
    void run() throws IOException, InterruptedException {
        try {
            runOnDevices();
        } finally {
            ended.countDown();
        }
    }

    private void runOnDevices() throws IOException, InterruptedException {
        final List<OptionalInt> cores = workerCores();
        final List<Integer> all = ThreadAffinity.allowed();
        leaveToWorkers(cores);
        try (DpdkHardware hardware = DpdkHardware.open(configuration, cores.size());
                ManagementServer server = listen();
                CountersWriter counters = counters();
                Facade facade = facade(server)) {
            facade.address().ifPresent(at -> out.println("listening on " + at));
            hardware.notes().forEach(note -> out.println("note: " + note));
            final int buffersBefore = hardware.buffersInUse();
            forward(hardware, new Ends(server, counters), cores, all);
            out.println(
                    "buffers in use: %d at the start, %d at the end"
                            .formatted(buffersBefore, hardware.buffersInUse()));
        }
        if (death.get() != null) {
            throw new IllegalStateException(
                    "the router stopped because a thread died: " + death.get(), death.get());
        }
    }

    /**
     * Ends the router and waits until everything is given back.
     *
     * @return false when it had ended before
     */
    boolean stop() throws InterruptedException {
        if (ended.getCount() == 0) {
            return false;
        }
        end.countDown();
        return ended.await(STOP_PATIENCE_S, TimeUnit.SECONDS);
    }

    /** Where others look into the router. */
    private record Ends(ManagementServer server, CountersWriter counters) {}

    private Facade facade(ManagementServer server) throws IOException {
        return Facade.open(
                configuration,
                server,
                fault -> out.println("note: an HTTP request failed: " + fault));
    }

    private CountersWriter counters() throws IOException {
        return CountersWriter.create(
                RouterSocket.folder(), configuration.name(), Version.current());
    }

    private ManagementServer listen() throws IOException {
        return ManagementServer.open(
                RouterSocket.folder(),
                configuration.name(),
                Limits.DEFAULT,
                fault -> out.println("note: a request failed: " + fault),
                remoteEnd(configuration.management()));
    }

    private static Optional<RemoteEnd> remoteEnd(ManagementConfiguration management) {
        return management
                .listen()
                .map(listen ->
                        new RemoteEnd(
                                ManagementReader.address(listen),
                                management.identity().orElseThrow(),
                                Set.copyOf(management.refuse()),
                                RemoteEnd.PATIENCE));
    }

    private void forward(
            DpdkHardware hardware, Ends ends, List<OptionalInt> cores, List<Integer> all)
            throws InterruptedException {
        final Router router =
                configuration.imports().isEmpty()
                        ? router(hardware, cores)
                        : importing(hardware, cores, all);
        final List<AgentThread> threads = new ArrayList<>();
        for (int i = 0; i < cores.size(); i++) {
            final Worker worker = router.workers().get(i);
            threads.add(thread(worker, workerIdle(), new OnCore(hardware, cores.get(i))));
        }
        final ControlTasks tasks = new ControlTasks(router.control().configuration());
        final ConfigurationThread life = configurationThread(tasks);
        final AgentThread control =
                thread(
                        new ManagedControl(
                                router.control(),
                                ends.server(),
                                requests(router, life),
                                telemetry(router, ends.counters()),
                                tasks),
                        new BackoffIdleStrategy(1, 1, 1_000, CONTROL_MAX_PARK_NS),
                        new OnCore(hardware, configuration.workers().controlCore()));
        control.start();
        threads.forEach(AgentThread::start);
        Signals.register("HUP", () -> life.reload("SIGHUP"));
        out.println("ready");
        end.await();
        if (death.get() != null) {
            tasks.close(); // control may be the one that died
        }
        life.close();
        for (AgentThread worker : threads) {
            worker.stop();
        }
        control.stop();
        tasks.close();
        if (death.get() == null) {
            router.control().onClose();
            router.workers().forEach(Worker::doWork); // what control still sent down goes out
        }
        out.println(Farewell.of(router.sight()));
    }

    private Router router(DpdkHardware hardware, List<OptionalInt> cores) {
        return new Router(
                configuration,
                hardware.ports(),
                new Router.Surroundings(
                        hardware::buffers,
                        System::nanoTime,
                        Hooks::none,
                        cores.size(),
                        new SecureRandom().nextLong()));
    }

    /** While tables are loaded the workers' cores are idle: the compiler may have them. */
    private Router importing(DpdkHardware hardware, List<OptionalInt> cores, List<Integer> all) {
        configuration.imports().forEach(each -> out.println(importing(each)));
        final long beforeNs = System.nanoTime();
        ThreadAffinity.allowAllThreads(all);
        final Router router = router(hardware, cores);
        leaveToWorkers(cores);
        out.printf(
                Locale.ROOT,
                "imported in %.1f s%n",
                (System.nanoTime() - beforeNs) / (double) TimeUnit.SECONDS.toNanos(1));
        return router;
    }

    private static String importing(ImportConfiguration source) {
        final TableCounts counts = source.counts();
        return String.format(
                Locale.ROOT,
                "importing %,d IPv4 and %,d IPv6 routes of %s (%,d duplicates left out, %,d with"
                        + " host bits)",
                counts.ipv4(),
                counts.ipv6(),
                source.file(),
                counts.duplicates(),
                counts.withHostBits());
    }

    private AgentThread thread(Agent agent, IdleStrategy idle, OnCore core) {
        return new AgentThread(agent, idle, core, this::died);
    }

    private void died(Agent agent, Throwable cause) {
        death.compareAndSet(null, cause);
        out.println("thread " + agent.roleName() + " died: " + cause);
        cause.printStackTrace(out);
        end.countDown();
    }

    private ConfigurationThread configurationThread(ControlTasks tasks) {
        return new ConfigurationThread(
                new ConfigurationDesk(
                        start.store(),
                        new ConfigurationDesk.Source(start.file(), Purpose.RUN, Secrets.NONE),
                        tasks,
                        System::nanoTime,
                        out::println),
                System::nanoTime,
                out::println);
    }

    private Requests requests(Router router, ConfigurationThread life) {
        return new Requests(
                router.control(),
                () ->
                        new RouterStatus(
                                configuration.name(),
                                Version.current(),
                                ProcessHandle.current().pid(),
                                file.toAbsolutePath().toString(),
                                router.workers().size(),
                                System.nanoTime(),
                                System.nanoTime() - startedNs),
                life);
    }

    private Telemetry telemetry(Router router, CountersWriter counters) {
        return new Telemetry(
                counters,
                router.sight(),
                router.links(),
                System::nanoTime,
                System::currentTimeMillis,
                startedNs);
    }

    private IdleStrategy workerIdle() {
        return switch (configuration.workers().idle()) {
            case SPIN -> new BusySpinIdleStrategy();
            case BACKOFF -> new BackoffIdleStrategy(200, 50, 1_000, WORKER_MAX_PARK_NS);
        };
    }

    /** Compiler, collector, control and DPDK's own threads keep off the workers' cores. */
    private static void leaveToWorkers(List<OptionalInt> cores) {
        final List<Integer> others =
                ThreadAffinity.allowed().stream()
                        .filter(core -> !cores.contains(OptionalInt.of(core)))
                        .toList();
        if (!others.isEmpty()) {
            ThreadAffinity.allowAllThreads(others);
        }
    }

    /**
     * The configured cores, one worker unpinned for none, else the last one the process may use.
     */
    private List<OptionalInt> workerCores() {
        final WorkerConfiguration workers = configuration.workers();
        if (workers.cores().isEmpty()) {
            return List.of(OptionalInt.of(ThreadAffinity.allowed().getLast()));
        }
        final List<Integer> cores = workers.cores().get();
        return cores.isEmpty()
                ? List.of(OptionalInt.empty())
                : cores.stream().map(OptionalInt::of).toList();
    }

    /** Pins a thread and makes it known to DPDK. */
    private record OnCore(DpdkHardware hardware, OptionalInt core)
            implements AgentThread.Surroundings {

        @Override
        public void enter() {
            core.ifPresent(ThreadAffinity::pin);
            hardware.registerThread();
        }

        @Override
        public void leave() {
            hardware.unregisterThread();
        }
    }

    /** Control with the channel in its duty cycle. */
    private record ManagedControl(
            Control control,
            ManagementServer server,
            Requests requests,
            Telemetry telemetry,
            ControlTasks tasks)
            implements Agent {

        @Override
        public int doWork() {
            return control.doWork() + server.poll(requests) + telemetry.poll() + tasks.poll();
        }

        @Override
        public String roleName() {
            return control.roleName();
        }
    }
}
