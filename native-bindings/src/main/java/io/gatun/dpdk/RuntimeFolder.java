package io.gatun.dpdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The flat folder DPDK keeps for one instance, {@code /var/run/dpdk/PREFIX}; it leaves it behind,
 * and so do killed processes. Only a folder in a folder named {@code dpdk} is ever deleted, with
 * the files right in it.
 */
record RuntimeFolder(Path path) {

    RuntimeFolder {
        Path parent = path.getParent();
        if (!path.isAbsolute() || parent == null || !parent.endsWith("dpdk")) {
            throw new IllegalArgumentException(
                    "'%s' is not a run-time folder of DPDK, such as /var/run/dpdk/gatun"
                            .formatted(path));
        }
    }

    /**
     * Marks the folder as this process's own for as long as the channel stays open; DPDK itself
     * lets two instances share one.
     */
    FileChannel claim() {
        try {
            FileChannel channel =
                    FileChannel.open(
                            path.resolve("gatun.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new DpdkException(
                        "file prefix %s is in use by another running router; give each its own"
                                .formatted(path.getFileName()));
            }
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            for (Path file : list(path)) {
                Files.delete(file);
            }
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
