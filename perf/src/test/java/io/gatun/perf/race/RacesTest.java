package io.gatun.perf.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.Main;

/** Every race of this package, each for a moment; longer runs are made by hand. */
@Tag("race")
class RacesTest {

    private static final Pattern PASSED =
            Pattern.compile("(\\d+) planned; (\\d+) passed, 0 failed");

    private static final int SHOWN_LINES = 30;

    @Test
    void everyOutcome_isAnAcceptableOne(@TempDir Path folder)
            throws IOException, InterruptedException {
        final Path output = folder.resolve("output");
        final Process jcstress =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "-m",
                                "sanity",
                                "-jvmArgsPrepend", // as the launcher has it, for Agrona
                                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                                "-t",
                                "io.gatun.perf.race")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();

        final int exitCode = jcstress.waitFor();

        final List<String> lines = Files.readAllLines(output);
        final int from = Math.max(0, lines.size() - SHOWN_LINES);
        assertThat(exitCode)
                .as("%s", String.join("\n", lines.subList(from, lines.size())))
                .isZero();
        assertThat(lines)
                .anyMatch(line -> PASSED.matcher(line).find() && !line.contains("; 0 passed"));
    }
}
