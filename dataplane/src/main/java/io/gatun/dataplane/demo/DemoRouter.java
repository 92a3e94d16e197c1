package io.gatun.dataplane.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** The router of the demo: a {@code gatun run} in a process and session of its own. */
final class DemoRouter {

    private static final Duration READY_WITHIN = Duration.ofMinutes(1);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(15);
    private static final long GLANCE_NS = 20_000_000;

    private final ProcessHandle process;

    private DemoRouter(ProcessHandle process) {
        this.process = process;
    }

    static DemoRouter start() {
        final Path log = DemoFiles.log();
        // its own session: Ctrl-C in the terminal is for the demo, which then ends the router
        final var words = new ArrayList<>(List.of("setsid"));
        words.addAll(JavaCommand.gatun("run", "-c", DemoFiles.configuration().toString()));
        try {
            final Process started =
                    new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(log.toFile())
                            .start();
            DemoFiles.write(DemoFiles.pid(), Long.toString(started.pid()));
            return new DemoRouter(started.toHandle());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The router of an earlier demo, when it still runs. */
    static Optional<DemoRouter> ofEarlierDemo() {
        return DemoFiles.read(DemoFiles.pid())
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                .filter(ProcessHandle::isAlive)
                .filter(DemoRouter::hasDemoConfiguration)
                .map(DemoRouter::new);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the line {@code ready} and returns how long it took. */
    Duration awaitReady() throws NotProven {
        final long startedAtNs = System.nanoTime();
        while (!saysReady()) {
            if (!process.isAlive()) {
                throw new NotProven("a line 'ready' from the router", "it ended: " + lastWords());
            }
            if (System.nanoTime() - startedAtNs > READY_WITHIN.toNanos()) {
                throw new NotProven(
                        "a line 'ready' within %d s".formatted(READY_WITHIN.toSeconds()),
                        lastWords());
            }
            LockSupport.parkNanos(GLANCE_NS);
        }
        return Duration.ofNanos(System.nanoTime() - startedAtNs);
    }

    /** Asks the router to end; false when it had to be killed. */
    boolean stop() {
        process.destroy();
        if (hasEndedWithin(ENDS_WITHIN)) {
            return true;
        }
        process.destroyForcibly();
        hasEndedWithin(ENDS_WITHIN);
        return false;
    }

    private boolean hasEndedWithin(Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private static boolean saysReady() {
        return DemoFiles.read(DemoFiles.log())
                .filter(log -> log.lines().anyMatch("ready"::equals))
                .isPresent();
    }

    private static String lastWords() {
        final String log = DemoFiles.read(DemoFiles.log()).orElse("").strip();
        return log.isEmpty() ? "nothing in its log" : log.substring(log.lastIndexOf('\n') + 1);
    }

    /** Guards against a pid that was given to another program since. */
    private static boolean hasDemoConfiguration(ProcessHandle candidate) {
        return candidate
                .info()
                .commandLine()
                .filter(line -> line.contains(DemoFiles.configuration().toString()))
                .isPresent();
    }
}
