package io.gatun.dataplane.revision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.revision.MemoryDisk.PowerCut;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The power is cut before every single step the store takes on its disk. */
class CrashTest {

    private static final Path FILE = Path.of("/etc/gatun/edge.yaml");
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-26T10:00:00Z"));
    private static final int SEEDS = 20;
    private static final int MORE_STEPS_THAN_THERE_ARE = 200;

    /** What an operator does, and what he was told. */
    private static final class Day {

        private final Map<Integer, String> acknowledged = new TreeMap<>();
        private String inFlight = "start: 1\n";
        private Optional<Integer> unconfirmed = Optional.empty();
        private boolean hasEnded;

        void live(MemoryDisk disk) throws StoreException {
            try (RevisionStore store = RevisionStore.open(FILE, disk, CLOCK)) {
                told(store.adopt(draft(Cause.START, "start: 1\n")), "start: 1\n");
                commits(store, "commit: 2\n");
                inFlight = "unconfirmed: 3\n";
                told(
                        store.commit(
                                draft(Cause.COMMIT, inFlight), Optional.of(Duration.ofMinutes(5))),
                        inFlight);
                // while that is under way, both are right
                unconfirmed = Optional.empty();
                inFlight = "commit: 2\n";
                store.confirm();
                inFlight = "unconfirmed: 3\n";
                commits(store, "commit: 4\n");
                inFlight = "undone: 5\n";
                store.commit(draft(Cause.COMMIT, inFlight), Optional.empty());
                store.undo();
                commits(store, "commit: 5\n");
                inFlight = "unconfirmed: 6\n";
                told(
                        store.commit(
                                draft(Cause.COMMIT, inFlight), Optional.of(Duration.ofMinutes(5))),
                        inFlight);
                unconfirmed = Optional.of(6);
                inFlight = "commit: 5\n";
                told(
                        store.commit(
                                new Draft(inFlight, "eve", Cause.ROLLBACK, OptionalInt.of(5), ""),
                                Optional.empty()),
                        inFlight);
                unconfirmed = Optional.empty();
                store.confirm();
                hasEnded = true;
            }
        }

        private void commits(RevisionStore store, String text) throws StoreException {
            inFlight = text;
            told(store.commit(draft(Cause.COMMIT, text), Optional.empty()), text);
        }

        private void told(Revision revision, String text) {
            acknowledged.put(revision.number(), text);
        }

        private static Draft draft(Cause cause, String text) {
            return new Draft(text, "eve", cause, OptionalInt.empty(), "because: of this");
        }
    }

    @Test
    void powerCutBeforeAnyStep_leavesAWholeRevisionAndEveryAcknowledgedOne() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            int cuts = 0;
            for (int step = 1; step < MORE_STEPS_THAN_THERE_ARE; step++) {
                final MemoryDisk disk = new MemoryDisk(seed, FILE, "start: 1\n");
                final Day day = new Day();
                disk.cutAt(step);
                try {
                    day.live(disk);
                } catch (PowerCut e) {
                    cuts++;
                }
                disk.restart();
                isWhole(disk, day, "seed " + seed + ", cut before step " + step);
                if (day.hasEnded) {
                    break;
                }
            }
            assertThat(cuts).as("cuts of seed %d", seed).isGreaterThan(60);
        }
    }

    /** The cut comes while the store mends what the first one left. */
    @Test
    void secondPowerCutDuringTheStart_leavesAWholeRevisionToo() throws Exception {
        for (int step = 1; step < MORE_STEPS_THAN_THERE_ARE; step++) {
            for (int second = 1; second < 30; second++) {
                final MemoryDisk disk = new MemoryDisk(step, FILE, "start: 1\n");
                final Day day = new Day();
                disk.cutAt(step);
                try {
                    day.live(disk);
                } catch (PowerCut e) {
                    // as wanted
                }
                disk.restart();
                disk.cutAt(second);
                try (RevisionStore store = RevisionStore.open(FILE, disk, CLOCK)) {
                    assertThat(store.current()).isNotEmpty();
                } catch (PowerCut e) {
                    // as wanted
                }
                disk.restart();
                isWhole(disk, day, "cut before step " + step + " and then " + second);
            }
        }
    }

    private static void isWhole(MemoryDisk disk, Day day, String when) throws StoreException {
        try (RevisionStore store = RevisionStore.open(FILE, disk, CLOCK)) {
            final String running = store.current();
            assertThat(store.notes()).as(when).allMatch(note -> note.contains("was not confirmed"));
            assertThat(disk.text(FILE)).as(when).isEqualTo(running);
            final int newest = day.acknowledged.keySet().stream().reduce(0, Math::max);
            if (day.unconfirmed.isPresent()) {
                assertThat(running)
                        .as(when)
                        .isIn(day.inFlight, day.acknowledged.get(newest - 1))
                        .isNotEqualTo(day.acknowledged.get(newest));
            } else {
                assertThat(running)
                        .as(when)
                        .isIn(day.inFlight, day.acknowledged.getOrDefault(newest, "start: 1\n"));
            }
            for (final var told : day.acknowledged.entrySet()) {
                final Optional<Revision> kept = store.revision(told.getKey());
                assertThat(kept).as("%s: revision %d", when, told.getKey()).isPresent();
                assertThat(store.text(kept.get())).as(when).isEqualTo(told.getValue());
            }
            assertThat(store.unconfirmed()).as(when).isEmpty();
            if (newest > 0) {
                assertThat(store.isEdited()).as("%s: the file is of no revision", when).isFalse();
            }
            final Revision next =
                    store.commit(Draft.commit("next: 1\n", "eve", ""), Optional.empty());
            assertThat(next.number()).as(when).isGreaterThan(newest);
            assertThat(disk.text(FILE)).as(when).isEqualTo("next: 1\n");
        }
    }
}
