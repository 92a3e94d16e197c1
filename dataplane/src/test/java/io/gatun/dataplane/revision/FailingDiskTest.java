package io.gatun.dataplane.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Every single step of the store on its disk fails, once or until the disk is mended. */
class FailingDiskTest {

    private static final Path FILE = Path.of("/etc/gatun/edge.yaml");
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-26T10:00:00Z"));
    private static final Optional<Duration> CONFIRM = Optional.of(Duration.ofMinutes(5));
    private static final int FOR_EVER = 1_000;

    private final MemoryDisk disk = new MemoryDisk(1, FILE, "old: 1\n");

    private RevisionStore store() throws StoreException {
        final RevisionStore store = RevisionStore.open(FILE, disk, CLOCK);
        if (store.isEdited()) {
            store.adopt(new Draft(store.current(), "eve", Cause.START, OptionalInt.empty(), ""));
        }
        return store;
    }

    private static Draft draft(String text) {
        return Draft.commit(text, "eve", "");
    }

    private void isAsBefore(RevisionStore store) throws StoreException {
        assertThat(store.current()).isEqualTo("old: 1\n");
        assertThat(store.fileText()).isEqualTo("old: 1\n");
        assertThat(store.revisions()).hasSize(1);
        assertThat(store.unconfirmed()).isEmpty();
    }

    private int stepsOfACommit(Optional<Duration> confirm) throws StoreException {
        final MemoryDisk healthy = new MemoryDisk(1, FILE, "old: 1\n");
        try (RevisionStore store = RevisionStore.open(FILE, healthy, CLOCK)) {
            store.adopt(new Draft("old: 1\n", "eve", Cause.START, OptionalInt.empty(), ""));
            healthy.failAt(Integer.MAX_VALUE, 0);
            store.commit(draft("new: 1\n"), confirm);
            return healthy.steps();
        }
    }

    @Test
    void oneFailedStep_refusesTheCommitAndNothingHasChanged() throws Exception {
        for (final Optional<Duration> confirm : List.of(CONFIRM, Optional.<Duration>empty())) {
            final int steps = stepsOfACommit(confirm);
            assertThat(steps).isGreaterThanOrEqualTo(10);
            for (int step = 1; step <= steps; step++) {
                final MemoryDisk failing = new MemoryDisk(1, FILE, "old: 1\n");
                try (RevisionStore store = RevisionStore.open(FILE, failing, CLOCK)) {
                    store.adopt(new Draft("old: 1\n", "eve", Cause.START, OptionalInt.empty(), ""));
                    failing.failAt(step, 1);

                    assertThatThrownBy(() -> store.commit(draft("new: 1\n"), confirm))
                            .as("step %d", step)
                            .isInstanceOf(StoreException.class)
                            .hasMessage(
                                    "the revision cannot be written: the disk is full; nothing has"
                                            + " changed");

                    isAsBefore(store);
                    assertThat(store.commit(draft("new: 2\n"), confirm).number()).isEqualTo(2);
                    assertThat(failing.text(FILE)).isEqualTo("new: 2\n");
                }
            }
        }
    }

    @Test
    void diskThatStaysBroken_isMendedByTheNextCommit() throws Exception {
        final int steps = stepsOfACommit(CONFIRM);
        for (int step = 1; step <= steps; step++) {
            final MemoryDisk failing = new MemoryDisk(1, FILE, "old: 1\n");
            try (RevisionStore store = RevisionStore.open(FILE, failing, CLOCK)) {
                store.adopt(new Draft("old: 1\n", "eve", Cause.START, OptionalInt.empty(), ""));
                failing.failAt(step, FOR_EVER);

                assertThatThrownBy(() -> store.commit(draft("new: 1\n"), CONFIRM))
                        .as("step %d", step)
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("the disk is full");
                assertThat(store.current()).isEqualTo("old: 1\n");
                failing.cutNever();

                assertThat(store.commit(draft("new: 2\n"), Optional.empty()).number())
                        .as("step %d", step)
                        .isEqualTo(2);
                assertThat(failing.text(FILE)).isEqualTo("new: 2\n");
                assertThat(store.unconfirmed()).isEmpty();
            }
            try (RevisionStore again = RevisionStore.open(FILE, failing, CLOCK)) {
                assertThat(again.current()).isEqualTo("new: 2\n");
                assertThat(again.revisions()).hasSize(2);
            }
        }
    }

    @Test
    void folderThatCannotBeMade_letsTheRouterStartAndRefusesCommits() throws Exception {
        disk.failAt(1, FOR_EVER);
        try (RevisionStore store = RevisionStore.open(FILE, disk, CLOCK)) {
            assertThat(store.current()).isEqualTo("old: 1\n");
            assertThat(store.notes()).isEmpty();
            assertThatThrownBy(() -> store.commit(draft("new: 1\n"), Optional.empty()))
                    .hasMessage(
                            "revisions cannot be kept in /etc/gatun/edge.yaml.revisions (the disk is"
                                    + " full); let the router write there and start it again");
            assertThat(store.isWritable()).isFalse();
            assertThat(disk.text(FILE)).isEqualTo("old: 1\n");
        }
    }

    @Test
    void unconfirmedRevisionOnADiskThatCannotBeWritten_isLeftAllTheSame() throws Exception {
        final RevisionStore store = store();
        store.commit(draft("new: 1\n"), CONFIRM);
        disk.restart();
        disk.failAt(1, FOR_EVER);

        try (RevisionStore again = RevisionStore.open(FILE, disk, CLOCK)) {
            assertThat(again.current()).isEqualTo("old: 1\n");
            assertThat(again.notes())
                    .contains(
                            "revision 2 was not confirmed before the router ended; the router comes"
                                    + " up with revision 1");
        }
        disk.restart();
        try (RevisionStore mended = RevisionStore.open(FILE, disk, CLOCK)) {
            assertThat(mended.current()).isEqualTo("old: 1\n");
            assertThat(disk.text(FILE)).isEqualTo("old: 1\n");
        }
    }

    @Test
    void failedUndo_saysWhatTheFileHolds() throws Exception {
        try (RevisionStore store = store()) {
            store.commit(draft("new: 1\n"), Optional.empty());
            disk.failAt(1, 1);

            assertThatThrownBy(store::undo)
                    .hasMessage("/etc/gatun/edge.yaml still holds revision 2: the disk is full");
            store.commit(draft("new: 2\n"), Optional.empty());
            assertThat(disk.text(FILE)).isEqualTo("new: 2\n");
            assertThat(store.revisions()).hasSize(2);
        }
    }
}
