package io.gatun.perf.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that is run to its end and whose output is kept. */
final class ShellCommand {

    private static final int LINES_OF_BLAME = 8;

    private ShellCommand() {}

    /**
     * @param exitCode what the program ended with, 127 when it is not there
     */
    record Outcome(int exitCode, String output) {
        boolean isSuccess() {
            return exitCode == 0;
        }

        /** The last lines: where programs say why they gave up. */
        String blame() {
            final List<String> lines = output.lines().toList();
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LINES_OF_BLAME), lines.size()));
        }
    }

    static Outcome run(Path folder, List<String> command) throws BenchFailure {
        final ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("DEBIAN_FRONTEND", "noninteractive", "LC_ALL", "C"));
        final Process process;
        try {
            process = builder.start();
        } catch (IOException absent) {
            return new Outcome(127, absent.getMessage());
        }
        try {
            process.getOutputStream().close();
            final String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            throw new BenchFailure(
                    "the output of " + command.getFirst() + " cannot be read: " + e.getMessage(),
                    e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted while " + command.getFirst() + " was running", e);
        }
    }

    /** Output of a program that has to succeed; {@code purpose} completes "could not". */
    static String require(String purpose, Path folder, List<String> command) throws BenchFailure {
        final Outcome outcome = run(folder, command);
        if (!outcome.isSuccess()) {
            throw new BenchFailure(
                    "could not "
                            + purpose
                            + ": '"
                            + String.join(" ", command)
                            + "' ended with "
                            + outcome.exitCode()
                            + "\n"
                            + outcome.blame());
        }
        return outcome.output();
    }
}
