package io.gatun.dataplane.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs programs to their end, within a limit. */
final class Programs {

    /** What a shell reports for a program that ran into its limit. */
    static final int TIMED_OUT = 124;

    private Programs() {}

    static Outcome run(Duration limit, List<String> words) {
        try {
            final Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            final CompletableFuture<String> output =
                    CompletableFuture.supplyAsync(() -> everythingFrom(process));
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                return new Outcome(
                        TIMED_OUT,
                        output.join() + "(ended after %d s)".formatted(limit.toSeconds()));
            }
            return new Outcome(process.exitValue(), output.join());
        } catch (IOException e) {
            throw new DemoException(
                    "'%s' does not start: %s".formatted(words.getFirst(), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted during '%s'".formatted(words.getFirst()), e);
        }
    }

    /** Runs a command line, split at its spaces, that must succeed; the failure quotes both. */
    static void require(String commandLine) {
        final Outcome outcome = run(Duration.ofSeconds(30), words(commandLine));
        if (!outcome.isSuccess()) {
            throw new DemoException(
                    "'%s' ended with %d: %s"
                            .formatted(commandLine, outcome.exitCode(), outcome.output().strip()));
        }
    }

    static List<String> words(String commandLine) {
        return List.of(commandLine.split(" ", -1));
    }

    private static String everythingFrom(Process process) {
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            return reader.readAllAsString();
        } catch (IOException e) {
            return "(output lost: %s)".formatted(e.getMessage());
        }
    }
}
