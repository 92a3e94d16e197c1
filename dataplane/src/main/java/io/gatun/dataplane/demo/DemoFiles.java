package io.gatun.dataplane.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The demo's files, all in {@code /run/gatun-demo}: configuration, its revisions, log and pid of
 * the router.
 */
final class DemoFiles {

    static final String ROUTER = "demo";

    private static final Path FOLDER = Path.of("/run/gatun-demo");

    private DemoFiles() {}

    static Path configuration() {
        return FOLDER.resolve("router.yaml");
    }

    static Path log() {
        return FOLDER.resolve("router.log");
    }

    static Path pid() {
        return FOLDER.resolve("router.pid");
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<String> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void deletePid() {
        delete(pid());
    }

    /** The router's revisions among them. */
    static void deleteAll() {
        if (!Files.exists(FOLDER)) {
            return;
        }
        try (Stream<Path> all = Files.walk(FOLDER)) {
            all.sorted(Comparator.reverseOrder()).forEach(DemoFiles::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
