package io.gatun.dataplane.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that commits is killed with SIGKILL at random moments: what it acknowledged is never
 * lost, and what is found is always a whole revision. {@code -Dgatun.kill.commits} sets how many.
 */
@Timeout(300)
class KillTest {

    private static final int COMMITS = Integer.getInteger("gatun.kill.commits", 1_000);
    private static final int LINES_OF_A_LIFE = 250;

    @TempDir private Path folder;

    private final Map<Integer, String> acknowledged = new TreeMap<>();
    private final Set<String> possible = new HashSet<>();

    @Test
    void killedAtRandomMoments_leavesAWholeRevisionAndLosesNone() throws Exception {
        final Path file = folder.resolve("edge.yaml");
        Files.writeString(file, "number: 0\n");
        possible.add(RevisionFile.digest("number: 0\n"));
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        int kills = 0;
        while (acknowledged.size() < COMMITS) {
            live(file, random);
            kills++;
            isWhole(file, "seed " + seed + ", kill " + kills);
        }
        assertThat(kills).isGreaterThan(COMMITS / LINES_OF_A_LIFE);
    }

    /** One life of the process, from its start to the moment it is killed. */
    private void live(Path file, SplittableRandom random) throws IOException {
        final Process process =
                new ProcessBuilder(command(file, random.nextLong()))
                        .redirectError(folder.resolve("errors").toFile())
                        .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            assertThat(line).as(Files.readString(folder.resolve("errors"))).isEqualTo("opened");
            final int last = 1 + random.nextInt(LINES_OF_A_LIFE);
            for (int i = 0; i < last && line != null; i++) {
                line = lines.readLine();
                hear(line);
            }
            // somewhere in the microseconds after a line
            final long until = System.nanoTime() + random.nextLong(5_000_000);
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            process.toHandle().destroyForcibly(); // its streams stay open
            for (line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(line);
            }
        }
    }

    private static List<String> command(Path file, long seed) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(StoreWriter.class.getName(), file.toString(), Long.toString(seed)));
        return command;
    }

    private void hear(String line) {
        final String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "tries" -> possible.add(words[1]);
            case "waits" -> acknowledged.put(Integer.parseInt(words[1]), words[2]);
            case "has" -> {
                acknowledged.put(Integer.parseInt(words[1]), words[2]);
                possible.clear();
                possible.add(words[2]);
            }
            default -> throw new AssertionError(line);
        }
    }

    private void isWhole(Path file, String when) throws Exception {
        try (RevisionStore store = RevisionStore.open(file)) {
            final String running = RevisionFile.digest(store.current());
            assertThat(possible).as(when).contains(running);
            assertThat(Files.readString(file)).as(when).isEqualTo(store.current());
            assertThat(store.isEdited()).as("%s: the file is of no revision", when).isFalse();
            final int oldestKept = store.revisions().getFirst().number();
            for (final var each : acknowledged.entrySet()) {
                if (each.getKey() < oldestKept) {
                    continue;
                }
                final Optional<Revision> kept = store.revision(each.getKey());
                assertThat(kept).as("%s: revision %d", when, each.getKey()).isPresent();
                assertThat(RevisionFile.digest(store.text(kept.get())))
                        .as(when)
                        .isEqualTo(each.getValue());
            }
            assertThat(store.revisions()).as(when).isNotEmpty();
            possible.clear();
            possible.add(running);
        }
    }
}
