package io.gatun.dataplane.testkit;

import io.gatun.dataplane.control.ConfigurationFile;
import io.gatun.dataplane.control.Requests;
import io.gatun.mgmt.channel.Limits;
import io.gatun.mgmt.channel.ManagementServer;
import io.gatun.mgmt.channel.RouterAddress;
import io.gatun.mgmt.cli.Gatun;
import io.gatun.mgmt.message.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** A test router that the commands of an operator reach over its socket, run by a thread. */
public final class ManagedRouter implements AutoCloseable {

    public static final String NAME = "edge-1";

    /** What a command printed, and its exit code. */
    public record Result(int code, String out, String err) {}

    private final TestRouter router;
    private final Path folder;
    private final ManagementServer server;
    private final Requests requests;
    private final IntSupplier tasks;
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean running = true;

    private ManagedRouter(TestRouter router, Path folder, ConfigurationFile file, IntSupplier tasks)
            throws IOException {
        this.tasks = tasks;
        this.router = router;
        this.folder = folder;
        server = ManagementServer.open(folder, NAME, Limits.DEFAULT, faults::add);
        requests =
                new Requests(
                        router.router().control(),
                        () -> {
                            throw new IllegalStateException("a test router has no process");
                        },
                        file);
        thread = Thread.ofPlatform().name("managed-router").start(this::run);
    }

    /**
     * From now on nobody else may use the router.
     *
     * @param folder where it keeps its socket
     */
    public static ManagedRouter of(TestRouter router, Path folder) throws IOException {
        return of(router, folder, ConfigurationFile.NONE, () -> 0);
    }

    /**
     * As a router that has a configuration file.
     *
     * @param tasks what else control does in a round; returns the work done
     */
    public static ManagedRouter of(
            TestRouter router, Path folder, ConfigurationFile file, IntSupplier tasks)
            throws IOException {
        return new ManagedRouter(router, folder, file, tasks);
    }

    private void run() {
        while (running) {
            if (server.poll(requests) + tasks.getAsInt() == 0) {
                LockSupport.parkNanos(100_000);
            }
            router.router().settle();
        }
    }

    /** Runs a command, such as {@code route add ...}. */
    public Result gatun(String line) {
        return gatun(List.of(line.split(" ")));
    }

    /** Runs a command whose words may hold blanks. */
    public Result gatun(List<String> line) {
        return gatun(line, true);
    }

    /**
     * Runs a command.
     *
     * @param asksRouter whether it has options that say which router to ask
     */
    public Result gatun(List<String> line, boolean asksRouter) {
        final List<String> words = new ArrayList<>(line);
        if (asksRouter) {
            words.addAll(List.of("--run-dir", folder.toString()));
        }
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int code =
                Gatun.commandLine()
                        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(words.toArray(String[]::new));
        return new Result(code, out.toString(), err.toString());
    }

    /** Where somebody in this process opens sessions. */
    public RouterAddress local(String name, Role role, String from) {
        return server.local(name, role, from);
    }

    /** What went wrong while requests were answered. */
    public List<Throwable> faults() {
        return faults;
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }
}
