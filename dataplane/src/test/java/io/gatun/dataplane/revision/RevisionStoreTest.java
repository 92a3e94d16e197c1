package io.gatun.dataplane.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on the file system of this host. */
class RevisionStoreTest {

    private static final Optional<Duration> NO_CONFIRM = Optional.empty();
    private static final Optional<Duration> CONFIRM = Optional.of(Duration.ofMinutes(5));

    @TempDir private Path folder;
    private Path file;
    private Path history;

    @BeforeEach
    void writeFile() throws IOException {
        folder = folder.toRealPath();
        file = folder.resolve("edge.yaml");
        history = folder.resolve("edge.yaml.revisions");
        Files.writeString(file, "text: 1\n");
    }

    private RevisionStore open() throws StoreException {
        final RevisionStore store = RevisionStore.open(file);
        if (store.isEdited()) {
            final Cause cause = store.newest().isEmpty() ? Cause.START : Cause.OUTSIDE;
            store.adopt(new Draft(store.current(), "eve", cause, OptionalInt.empty(), ""));
        }
        return store;
    }

    private static Draft draft(String text) {
        return Draft.commit(text, "eve", "");
    }

    @Test
    void head_saysWhoWhenHowAndWhy() throws Exception {
        final Revision kept;
        try (RevisionStore store = open()) {
            kept =
                    store.commit(
                            new Draft(
                                    "# gatun revision 7\n#\ntext: \u00e4 \ud83d\ude00",
                                    "CN=eve: the \"first\"",
                                    Cause.ROLLBACK,
                                    OptionalInt.of(1),
                                    "because:\n# who: mallory\n#\n"),
                            NO_CONFIRM);
        }
        try (RevisionStore store = open()) {
            final Revision read = store.newest().orElseThrow();

            assertThat(read.number()).isEqualTo(2);
            assertThat(read.when()).isEqualTo(kept.when());
            assertThat(read.who()).isEqualTo("CN=eve: the \"first\"");
            assertThat(read.cause()).isEqualTo(Cause.ROLLBACK);
            assertThat(read.of()).hasValue(1);
            assertThat(read.why()).isEqualTo("because: # who: mallory # ");
            assertThat(read.bytes()).isEqualTo(34);
            assertThat(store.text(read))
                    .isEqualTo("# gatun revision 7\n#\ntext: \u00e4 \ud83d\ude00");
            assertThat(store.current()).isEqualTo(store.text(read));
            assertThat(store.revision(1).orElseThrow().cause()).isEqualTo(Cause.START);
        }
    }

    @Test
    void newRevision_isInTheFileWithItsOwnerAndPermissions() throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        try (RevisionStore store = open()) {
            store.commit(draft("text: 2\n"), NO_CONFIRM);
        }

        assertThat(file).hasContent("text: 2\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rwx------");
        try (Stream<Path> revisions = Files.list(history)) {
            assertThat(revisions)
                    .allSatisfy(each ->
                            assertThat(
                                            PosixFilePermissions.toString(
                                                    Files.getPosixFilePermissions(each)))
                                    .isEqualTo("rw-------"));
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(file, history);
        }
    }

    @Test
    void symbolicLink_isFollowedAndStaysOne() throws Exception {
        final Path link = folder.resolve("link.yaml");
        Files.createSymbolicLink(link, file);
        try (RevisionStore store = RevisionStore.open(link)) {
            store.adopt(new Draft("text: 1\n", "eve", Cause.START, OptionalInt.empty(), ""));
            store.commit(draft("text: 2\n"), NO_CONFIRM);
        }

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("text: 2\n");
        assertThat(history).isDirectory();
    }

    @Test
    void fiftyRevisions_areKept() throws Exception {
        try (RevisionStore store = open()) {
            for (int i = 2; i <= 60; i++) {
                store.commit(draft("text: " + i + "\n"), NO_CONFIRM);
                store.prune();
            }
        }
        try (RevisionStore store = open()) {
            assertThat(store.revisions()).hasSize(RevisionStore.KEPT);
            assertThat(store.revisions().getFirst().number()).isEqualTo(11);
            assertThat(store.text(store.revisions().getFirst())).isEqualTo("text: 11\n");
            assertThat(store.newest().orElseThrow().number()).isEqualTo(60);
        }
    }

    @Test
    void fileEditedBetweenStarts_isARevisionOfItsOwn() throws Exception {
        open().close();
        Files.writeString(file, "text: by hand\n");

        try (RevisionStore store = open()) {
            final Revision edited = store.newest().orElseThrow();
            assertThat(edited.number()).isEqualTo(2);
            assertThat(edited.cause()).isEqualTo(Cause.OUTSIDE);
            assertThat(store.text(edited)).isEqualTo("text: by hand\n");
        }
        try (RevisionStore again = open()) {
            assertThat(again.revisions()).hasSize(2);
        }
    }

    @Test
    void fileEditedWhileItRuns_isNotOverwritten() throws Exception {
        try (RevisionStore store = open()) {
            Files.writeString(file, "text: by hand\n");

            assertThatThrownBy(() -> store.commit(draft("text: 2\n"), NO_CONFIRM))
                    .hasMessage(
                            file
                                    + " was edited by other means; take that over first: gatun config"
                                    + " reload");
            assertThat(file).hasContent("text: by hand\n");
            assertThat(store.revisions()).hasSize(1);
        }
    }

    @Test
    void unconfirmedRevision_goesWithTheProcess() throws Exception {
        try (RevisionStore store = open()) {
            store.commit(draft("text: 2\n"), CONFIRM);
            assertThat(store.unconfirmed().orElseThrow().backTo()).isEqualTo(1);
        }

        try (RevisionStore store = open()) {
            assertThat(file).hasContent("text: 1\n");
            final Revision back = store.newest().orElseThrow();
            assertThat(back.number()).isEqualTo(3);
            assertThat(back.cause()).isEqualTo(Cause.TIMEOUT);
            assertThat(back.of()).hasValue(1);
            assertThat(store.notes())
                    .containsExactly(
                            "revision 2 was not confirmed before the router ended; the router comes"
                                    + " up with revision 1");
        }
    }

    @Test
    void confirmedRevision_stays() throws Exception {
        try (RevisionStore store = open()) {
            store.commit(draft("text: 2\n"), CONFIRM);
            store.confirm();
        }

        try (RevisionStore store = open()) {
            assertThat(store.current()).isEqualTo("text: 2\n");
            assertThat(store.revisions()).hasSize(2);
        }
    }

    /** Who edits the file knows better than a timer. */
    @Test
    void unconfirmedRevisionThatWasEditedByHand_stays() throws Exception {
        try (RevisionStore store = open()) {
            store.commit(draft("text: 2\n"), CONFIRM);
        }
        Files.writeString(file, "text: by hand\n");

        try (RevisionStore store = open()) {
            assertThat(store.current()).isEqualTo("text: by hand\n");
            assertThat(store.newest().orElseThrow().cause()).isEqualTo(Cause.OUTSIDE);
        }
        try (RevisionStore store = open()) {
            assertThat(store.current()).isEqualTo("text: by hand\n");
            assertThat(store.notes()).isEmpty();
        }
    }

    @Test
    void undoneRevision_leavesNoTrace() throws Exception {
        try (RevisionStore store = open()) {
            store.commit(draft("text: 2\n"), CONFIRM);
            store.undo();

            assertThat(store.revisions()).hasSize(1);
            assertThat(store.unconfirmed()).isEmpty();
            assertThat(file).hasContent("text: 1\n");
        }
        try (RevisionStore store = open()) {
            assertThat(store.revisions()).hasSize(1);
            assertThat(store.current()).isEqualTo("text: 1\n");
        }
    }

    @Test
    void damagedRevision_isNeverTakenForWhole() throws Exception {
        open().close();
        final Path revision = history.resolve("000001.yaml");
        Files.writeString(revision, Files.readString(revision).replace("text: 1\n", "text: 7\n"));

        try (RevisionStore store = open()) {
            assertThatThrownBy(() -> store.text(store.revision(1).orElseThrow()))
                    .hasMessageContaining("is damaged: its text is not what its head says");
        }
        Files.writeString(revision, "# gatun revision one\n#\n");
        try (RevisionStore store = open()) {
            assertThat(store.newest().orElseThrow().cause()).isEqualTo(Cause.START);
            assertThat(store.text(store.newest().orElseThrow())).isEqualTo("text: 1\n");
        }
    }

    @Test
    void openStore_writesNothingBeforeTheFirstRevision() throws Exception {
        try (RevisionStore store = RevisionStore.open(file)) {
            assertThat(store.current()).isEqualTo("text: 1\n");
            assertThat(history).doesNotExist();
        }
    }

    @Test
    void secondRouterOnOneFile_isRefused() throws Exception {
        try (RevisionStore store = open()) {
            store.commit(draft("text: 2\n"), CONFIRM);

            assertThatThrownBy(this::open)
                    .hasMessage(
                            "another router runs with "
                                    + file
                                    + "; stop it, or give this one its own file");
            assertThat(file).hasContent("text: 2\n");
        }
    }

    @Test
    void fileThatIsNotThere_isNamed() {
        assertThatThrownBy(() -> RevisionStore.open(folder.resolve("none.yaml")))
                .hasMessage(folder.resolve("none.yaml") + ": there is no such file");
    }

    @Test
    void fileThatIsNoText_isNamed() throws Exception {
        Files.write(file, new byte[] {(byte) 0xff, 0});

        assertThatThrownBy(() -> RevisionStore.open(file))
                .hasMessage(file + " cannot be read: " + file + " is not UTF-8 text");
    }
}
