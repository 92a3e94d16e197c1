package io.gatun.dataplane.revision;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of one store and their names: {@code FILE.revisions/000007.yaml} for each revision,
 * {@code pending} for one on its way, {@code unconfirmed} for the marker. Each method leaves the
 * disk so that a crash inside it is a crash before or after it.
 */
final class Folder {

    private static final String SUFFIX = ".yaml";
    private static final int DIGITS = 6;
    private static final String NEW = ".new";

    private final Disk disk;
    private final Path file;
    private final Path folder;
    private final Path pending;
    private final Path marker;

    Folder(Disk disk, Path file) {
        this.disk = disk;
        this.file = file;
        folder = file.resolveSibling(file.getFileName() + ".revisions");
        pending = folder.resolve("pending");
        marker = folder.resolve("unconfirmed");
    }

    Path path() {
        return folder;
    }

    Path file() {
        return file;
    }

    boolean isThere() {
        return disk.exists(folder);
    }

    /** Makes the folder if it is not there. */
    void make() throws IOException {
        if (!disk.exists(folder)) {
            disk.makeFolder(folder);
            disk.syncFolder(file.getParent());
        }
    }

    AutoCloseable lock() throws IOException {
        return disk.lock(folder.resolve("lock"));
    }

    String text() throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(disk.read(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8 text", e);
        }
    }

    /** All revisions whose head can be read, the oldest first. */
    List<Revision> revisions() throws IOException {
        final List<Revision> all = new ArrayList<>();
        for (final String name : disk.list(folder)) {
            if (name.endsWith(SUFFIX)) {
                RevisionFile.head(disk.read(folder.resolve(name)))
                        .filter(head -> name.equals(name(head.number())))
                        .ifPresent(all::add);
            }
        }
        all.sort((a, b) -> Integer.compare(a.number(), b.number()));
        return all;
    }

    String text(Revision revision) throws IOException {
        final Path path = path(revision.number());
        return RevisionFile.text(disk.read(path), revision)
                .orElseThrow(() ->
                        new IOException(path + " is damaged: its text is not what its head says"));
    }

    private static String name(int number) {
        return String.format("%0" + DIGITS + "d%s", number, SUFFIX);
    }

    private Path path(int number) {
        return folder.resolve(name(number));
    }

    /** The revision on its way, if it is whole. */
    Optional<Revision> pending() throws IOException {
        if (!disk.exists(pending)) {
            return Optional.empty();
        }
        final byte[] content = disk.read(pending);
        return RevisionFile.head(content)
                .filter(head -> RevisionFile.text(content, head).isPresent());
    }

    void writePending(Revision revision, String text) throws IOException {
        disk.write(pending, RevisionFile.bytes(revision, text));
        disk.sync(pending);
        disk.syncFolder(folder);
    }

    /** The revision on its way has arrived. */
    void keepPending(int number) throws IOException {
        disk.move(pending, path(number));
        disk.syncFolder(folder);
    }

    /** If the revision had arrived, it is on its way again. */
    void takeBack(int number) throws IOException {
        if (disk.exists(path(number))) {
            disk.move(path(number), pending);
            disk.syncFolder(folder);
        }
    }

    void dropPending() throws IOException {
        if (disk.exists(pending)) {
            disk.delete(pending);
            disk.syncFolder(folder);
        }
    }

    /** Replaces the configuration file itself. */
    void writeFile(String text) throws IOException {
        final Path next = file.resolveSibling("." + file.getFileName() + NEW);
        try {
            disk.write(next, text.getBytes(StandardCharsets.UTF_8));
            disk.likeThat(next, file);
            disk.sync(next);
            disk.move(next, file);
        } catch (IOException e) {
            try {
                disk.delete(next);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        disk.syncFolder(file.getParent());
    }

    void drop(int number) throws IOException {
        disk.delete(path(number));
    }

    // the marker: three words, and whole because it is moved into place

    Optional<Unconfirmed> unconfirmed() throws IOException {
        if (!disk.exists(marker)) {
            return Optional.empty();
        }
        final String[] words =
                new String(disk.read(marker), StandardCharsets.UTF_8).strip().split(" ", 3);
        try {
            return Optional.of(
                    new Unconfirmed(
                            Integer.parseInt(words[0]),
                            Integer.parseInt(words[1]),
                            Instant.parse(words[2])));
        } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    void writeUnconfirmed(Unconfirmed waiting) throws IOException {
        final Path next = folder.resolve(marker.getFileName() + NEW);
        disk.write(
                next,
                "%d %d %s%n"
                        .formatted(waiting.revision(), waiting.backTo(), waiting.deadline())
                        .getBytes(StandardCharsets.UTF_8));
        disk.sync(next);
        disk.move(next, marker);
        disk.syncFolder(folder);
    }

    void dropUnconfirmed() throws IOException {
        if (disk.exists(marker)) {
            disk.delete(marker);
            disk.syncFolder(folder);
        }
    }
}
