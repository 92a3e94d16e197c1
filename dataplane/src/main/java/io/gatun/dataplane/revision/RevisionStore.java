package io.gatun.dataplane.revision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A configuration file and its last {@value #KEPT} revisions beside it. A new revision is on disk
 * before {@link #commit} returns; the process may be killed at any point, and {@link #open} finds
 * the old or the new one whole, in the file and in the history alike. Used by one thread at a time,
 * for it waits for the disk.
 */
public final class RevisionStore implements AutoCloseable {

    public static final int KEPT = 50;

    private final Folder folder;
    private final InstantSource clock;
    private final List<String> notes = new ArrayList<>();
    private Optional<AutoCloseable> lock = Optional.empty();
    private String unwritable = ""; // why, or empty
    private History history = new History(List.of());
    private Optional<Unconfirmed> unconfirmed = Optional.empty();
    private String current = "";
    private Optional<Step> last = Optional.empty();
    private boolean halfDone;

    /** The newest revision and what it replaced. */
    private record Step(Revision revision, String before, boolean isFileOurs) {}

    private RevisionStore(Folder folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Mends what a crash left half done, and goes back from a revision that was not confirmed.
     * Where nothing can be written the store opens all the same, and only what writes is refused;
     * nothing is written where there is nothing to mend.
     *
     * @throws StoreException when the file cannot be read, or another process has it open
     */
    public static RevisionStore open(Path file) throws StoreException {
        try {
            return open(file.toRealPath(), new FileSystemDisk(), InstantSource.system());
        } catch (NoSuchFileException e) {
            throw new StoreException(file + ": there is no such file", e);
        } catch (IOException e) {
            throw new StoreException(file + " cannot be read: " + Reason.of(e), e);
        }
    }

    static RevisionStore open(Path file, Disk disk, InstantSource clock) throws StoreException {
        final RevisionStore store = new RevisionStore(new Folder(disk, file), clock);
        try {
            if (store.folder.isThere()) {
                store.enter();
            }
            store.recover();
        } catch (IOException e) {
            store.close();
            throw new StoreException(file + " cannot be read: " + Reason.of(e), e);
        }
        return store;
    }

    /** Makes the folder and keeps other processes out. */
    private void enter() throws StoreException {
        if (lock.isPresent()) {
            return;
        }
        try {
            folder.make();
            lock = Optional.of(folder.lock());
        } catch (Disk.LockedException e) {
            throw new StoreException(
                    "another router runs with "
                            + folder.file()
                            + "; stop it, or give this one its own file",
                    e);
        } catch (IOException e) {
            unwritable = Reason.of(e);
        }
    }

    private void recover() throws IOException {
        current = folder.text();
        history = new History(folder.revisions());
        if (unwritable.isEmpty()) {
            try {
                finishPending();
            } catch (IOException e) {
                notes.add("what a crash left in " + folder.path() + " stays: " + Reason.of(e));
            }
        }
        final Optional<Unconfirmed> waiting =
                folder.unconfirmed()
                        .filter(each -> history.isNewest(each.revision()) && !isEdited());
        if (waiting.isPresent()) {
            goBack(waiting.get());
        }
        if (unwritable.isEmpty()) {
            try {
                folder.dropUnconfirmed();
            } catch (IOException e) {
                notes.add("the marker in " + folder.path() + " stays: " + Reason.of(e));
            }
        }
    }

    /** The move of the file is the moment a commit happens. */
    private void finishPending() throws IOException {
        final Optional<Revision> pending = folder.pending();
        final boolean happened =
                pending.isPresent()
                        && pending.get().number() == history.nextNumber()
                        && pending.get().digest().equals(RevisionFile.digest(current));
        if (happened) {
            folder.keepPending(pending.get().number());
            history = new History(folder.revisions());
        } else {
            folder.dropPending();
        }
    }

    private void goBack(Unconfirmed waiting) {
        final String sentence =
                "revision %d was not confirmed before the router ended"
                        .formatted(waiting.revision());
        final OptionalInt backTo = OptionalInt.of(waiting.backTo());
        final String text;
        try {
            text = folder.text(revision(waiting.backTo()).orElseThrow());
        } catch (IOException | NoSuchElementException e) {
            notes.add(
                    "%s, and revision %d cannot come back: %s"
                            .formatted(sentence, waiting.backTo(), e.getMessage()));
            return;
        }
        if (unwritable.isEmpty()) {
            try {
                write(
                        new Draft(text, "gatun", Cause.TIMEOUT, backTo, sentence),
                        true,
                        Optional.empty());
            } catch (IOException e) {
                unwritable = Reason.of(e);
            }
        }
        current = text;
        notes.add(sentence + "; the router comes up with revision " + waiting.backTo());
    }

    /** What the start found and did, in sentences. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** The oldest first. */
    public List<Revision> revisions() {
        return history.revisions();
    }

    public Optional<Revision> newest() {
        return history.newest();
    }

    public Optional<Revision> revision(int number) {
        return history.find(number);
    }

    /** The text that runs, or that a router which starts now has to run. */
    public String current() {
        return current;
    }

    /** The text of a revision that is kept. */
    public String text(Revision revision) throws StoreException {
        try {
            return folder.text(revision);
        } catch (IOException e) {
            throw new StoreException(
                    "revision " + revision.number() + " cannot be read: " + Reason.of(e), e);
        }
    }

    /** The text of the file as it is now. */
    public String fileText() throws StoreException {
        try {
            return folder.text();
        } catch (IOException e) {
            throw new StoreException(folder.file() + " cannot be read: " + Reason.of(e), e);
        }
    }

    public Optional<Unconfirmed> unconfirmed() {
        return unconfirmed;
    }

    /**
     * Takes the file as it is now for the text that runs, without a revision: for a store that
     * cannot be written.
     */
    public void follow(String text) {
        current = text;
    }

    public boolean isWritable() {
        return unwritable.isEmpty();
    }

    /** Whether the text that runs is of no revision. */
    public boolean isEdited() {
        return newest().filter(each -> each.digest().equals(RevisionFile.digest(current)))
                .isEmpty();
    }

    /**
     * Makes the draft the newest revision and the text of the file, durably.
     *
     * @param confirm the time after which the revision before comes back
     * @throws StoreException when nothing has changed
     */
    public Revision commit(Draft draft, Optional<Duration> confirm) throws StoreException {
        mayWrite();
        if (!fileText().equals(current)) {
            throw new StoreException(
                    folder.file()
                            + " was edited by other means; take that over first: gatun config reload");
        }
        return writeOrRestore(draft, true, confirm);
    }

    /**
     * Makes the file as it is now the newest revision, for it was edited by other means.
     *
     * @throws StoreException when the history cannot be written
     */
    public Revision adopt(Draft draft) throws StoreException {
        mayWrite();
        return writeOrRestore(draft, false, Optional.empty());
    }

    private Revision writeOrRestore(Draft draft, boolean isFileOurs, Optional<Duration> confirm)
            throws StoreException {
        try {
            return write(draft, isFileOurs, confirm);
        } catch (IOException e) {
            throw undone(e);
        }
    }

    private Revision write(Draft draft, boolean isFileOurs, Optional<Duration> confirm)
            throws IOException {
        final Revision next = next(draft);
        halfDone = true;
        last = Optional.of(new Step(next, current, isFileOurs));
        folder.writePending(next, draft.text());
        if (confirm.isPresent()) {
            unconfirmed =
                    Optional.of(
                            new Unconfirmed(
                                    next.number(),
                                    newest().orElseThrow().number(),
                                    next.when().plus(confirm.get())));
            folder.writeUnconfirmed(unconfirmed.get());
        }
        if (isFileOurs) {
            folder.writeFile(draft.text());
        }
        folder.keepPending(next.number());
        halfDone = false;
        current = draft.text();
        history = history.with(next);
        return next;
    }

    private Revision next(Draft draft) {
        return new Revision(
                history.nextNumber(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                draft.who(),
                draft.cause(),
                draft.of(),
                draft.why(),
                draft.text().getBytes(StandardCharsets.UTF_8).length,
                RevisionFile.digest(draft.text()));
    }

    private void mayWrite() throws StoreException {
        enter();
        if (!unwritable.isEmpty()) {
            throw new StoreException(
                    "revisions cannot be kept in %s (%s); let the router write there and start it again"
                            .formatted(folder.path(), unwritable));
        }
        if (halfDone) {
            try {
                restore(last.orElseThrow());
            } catch (IOException e) {
                throw new StoreException(
                        "a commit that failed is still half on disk: " + Reason.of(e), e);
            }
        }
    }

    private StoreException undone(IOException cause) {
        final String failed = "the revision cannot be written: " + Reason.of(cause);
        try {
            restore(last.orElseThrow());
            return new StoreException(failed + "; nothing has changed", cause);
        } catch (IOException e) {
            cause.addSuppressed(e);
            return new StoreException(
                    "%s; what runs has not changed, but %s may hold the refused text: %s"
                            .formatted(failed, folder.file(), Reason.of(e)),
                    cause);
        }
    }

    /**
     * Takes the newest revision back, for it could not be put in force: file and history are as
     * before, but for what {@link #prune} removed.
     */
    public void undo() throws StoreException {
        final Step step = last.orElseThrow();
        halfDone = true;
        try {
            restore(step);
        } catch (IOException e) {
            throw new StoreException(
                    "%s still holds revision %d: %s"
                            .formatted(folder.file(), step.revision().number(), Reason.of(e)),
                    e);
        }
    }

    /** A crash within finds the revision on its way, and a file that says whether it happened. */
    private void restore(Step step) throws IOException {
        history = history.without(step.revision().number());
        current = step.before();
        folder.takeBack(step.revision().number());
        if (step.isFileOurs() && !folder.text().equals(step.before())) {
            folder.writeFile(step.before());
        }
        folder.dropPending();
        if (unconfirmed.filter(each -> each.revision() != step.revision().number()).isEmpty()) {
            folder.dropUnconfirmed();
            unconfirmed = Optional.empty();
        }
        last = Optional.empty();
        halfDone = false;
    }

    /** The unconfirmed revision stays, or has been replaced. */
    public void confirm() throws StoreException {
        try {
            folder.dropUnconfirmed();
            unconfirmed = Optional.empty();
        } catch (IOException e) {
            throw new StoreException(
                    "the marker of the unconfirmed revision cannot be removed: " + Reason.of(e), e);
        }
    }

    /** Lets go of all but the newest revisions; what cannot be removed is tried again next time. */
    public void prune() {
        final History kept = history.newest(KEPT);
        try {
            for (final Revision each : history.revisions()) {
                if (kept.find(each.number()).isEmpty()) {
                    folder.drop(each.number());
                }
            }
            history = kept;
        } catch (IOException e) {
            // more than needed are kept
        }
    }

    /** Lets other processes have the file. */
    @Override
    public void close() {
        try {
            lock.orElse(() -> {}).close();
        } catch (Exception e) {
            // the system drops the lock with the process
        }
    }
}
