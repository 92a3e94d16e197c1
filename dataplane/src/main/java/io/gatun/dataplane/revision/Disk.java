package io.gatun.dataplane.revision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The few things the store does to files, so that tests can let each of them fail. */
interface Disk {

    boolean exists(Path file);

    byte[] read(Path file) throws IOException;

    /** Names of the files in a folder; none where the folder is not there. */
    List<String> list(Path folder) throws IOException;

    /** Makes a folder that only its owner may look into, if it is not there. */
    void makeFolder(Path folder) throws IOException;

    /** Creates a file or empties it, and writes to it; not on disk before {@link #sync}. */
    void write(Path file, byte[] content) throws IOException;

    /** Gives a file the owner and the permissions of another one. */
    void likeThat(Path file, Path other) throws IOException;

    void sync(Path file) throws IOException;

    /** Makes moves and deletions in a folder durable. */
    void syncFolder(Path folder) throws IOException;

    /** Replaces what is called {@code to}; all of it or nothing. */
    void move(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /**
     * Keeps other processes out until it is closed.
     *
     * @throws LockedException when another process has it
     */
    AutoCloseable lock(Path file) throws IOException;

    /** Another process holds the lock. */
    final class LockedException extends IOException {

        private static final long serialVersionUID = 1;
    }
}
