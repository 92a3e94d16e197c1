package io.gatun.perf.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A contestant's process: what it prints goes to a file, its standard input stays open while it
 * runs.
 */
final class ChildProcess implements AutoCloseable {

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final int LINES_OF_BLAME = 15;

    /**
     * What else runs here is not to take the worker's CPU. Where the kernel shares out CPUs among
     * sessions first (sched(7), autogroup), the process needs a session of its own and that one the
     * priority.
     */
    private static final List<String> FIRST_IN_LINE =
            List.of(
                    "setsid",
                    "nice",
                    "-n",
                    "-20",
                    "sh",
                    "-c",
                    "[ ! -e /proc/self/autogroup ] || echo -20 >/proc/$$/autogroup; exec \"$@\"",
                    "sh");

    private final String name;
    private final String filePrefix;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, String filePrefix, Process process, Path log) {
        this.name = name;
        this.filePrefix = filePrefix;
        this.process = process;
        this.log = log;
    }

    static ChildProcess start(Contestant contestant, Wiring wiring) throws BenchFailure {
        final Path log = wiring.folder().resolve("log");
        try {
            final ProcessBuilder builder =
                    contestant
                            .process(wiring)
                            .directory(wiring.folder().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            if (User.isRoot()) {
                builder.command().addAll(0, FIRST_IN_LINE);
            }
            // EAL would put its sockets there, see RuntimeFolder
            builder.environment().remove("RUNTIME_DIRECTORY");
            return new ChildProcess(contestant.name(), wiring.filePrefix(), builder.start(), log);
        } catch (IOException e) {
            throw new BenchFailure(contestant.name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** A question that has no answer yet, or one. */
    interface Question<T> {
        Optional<T> ask() throws BenchFailure;
    }

    /** Something that becomes true. */
    interface Condition {
        boolean holds() throws BenchFailure;
    }

    /**
     * Asks until there is an answer; a process that ended or took too long is a failure with its
     * last words.
     */
    <T> T await(String what, Duration limit, Question<T> question) throws BenchFailure {
        final long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            final Optional<T> answer = question.ask();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (!process.isAlive()) {
                throw new BenchFailure(
                        name
                                + " ended with "
                                + process.exitValue()
                                + " before "
                                + what
                                + lastWords());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new BenchFailure(
                        name
                                + " did not get as far as "
                                + what
                                + " within "
                                + limit.toSeconds()
                                + " s"
                                + lastWords());
            }
            pause(BETWEEN_LOOKS);
        }
    }

    void awaitThat(String what, Duration limit, Condition condition) throws BenchFailure {
        await(what, limit, () -> condition.holds() ? Optional.of(what) : Optional.empty());
    }

    CpuTimes cpuTimes() throws BenchFailure {
        return CpuTimes.of(process.pid());
    }

    /** Lets it run for a while; one that ends meanwhile is a failure. */
    void letRun(Duration time) throws BenchFailure {
        try {
            if (process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new BenchFailure(
                        name
                                + " ended with "
                                + process.exitValue()
                                + " while it was measured"
                                + lastWords());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** SIGTERM, and after a while SIGKILL; what DPDK leaves in its runtime folder is deleted. */
    @Override
    public void close() throws BenchFailure {
        process.destroy();
        boolean stopped = false;
        try {
            stopped = process.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            if (!stopped) {
                process.destroyForcibly();
            }
            deleteRuntimeFolder();
        }
        if (!stopped) {
            throw new BenchFailure(
                    name
                            + " did not stop within "
                            + STOPS_WITHIN.toSeconds()
                            + " s of SIGTERM"
                            + lastWords());
        }
    }

    private void deleteRuntimeFolder() throws BenchFailure {
        final Path folder = RuntimeFolder.of(filePrefix);
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new BenchFailure("could not delete " + folder + ": " + e.getMessage(), e);
        }
    }

    private String lastWords() {
        try {
            final List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return "; its last words:\n"
                    + String.join(
                            "\n",
                            lines.subList(
                                    Math.max(0, lines.size() - LINES_OF_BLAME), lines.size()));
        } catch (IOException e) {
            return " and its output cannot be read: " + e.getMessage();
        }
    }

    private static void pause(Duration time) throws BenchFailure {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static BenchFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BenchFailure("the run was interrupted", e);
    }
}
