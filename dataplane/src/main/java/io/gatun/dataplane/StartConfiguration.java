package io.gatun.dataplane;

import io.gatun.dataplane.configuration.ConfigurationException;
import io.gatun.dataplane.configuration.ConfigurationReader;
import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.revision.Cause;
import io.gatun.dataplane.revision.Draft;
import io.gatun.dataplane.revision.RevisionStore;
import io.gatun.dataplane.revision.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * What a router starts with: the file after its store has mended what a crash left, checked, and
 * with a revision of its own where it has none.
 *
 * @param file absolute, links followed
 */
record StartConfiguration(RouterConfiguration configuration, RevisionStore store, Path file)
        implements AutoCloseable {

    /**
     * @param log told in sentences what is to be known beside
     */
    static StartConfiguration of(Path file, Consumer<String> log)
            throws ConfigurationException, StoreException, IOException {
        final RevisionStore store = RevisionStore.open(file);
        try {
            final Path real = file.toRealPath();
            store.notes().forEach(note -> log.accept("note: " + note));
            final RouterConfiguration configuration =
                    ConfigurationReader.readText(
                            store.current(), file.toString(), real.getParent(), Purpose.RUN);
            adoptEdited(store, log);
            return new StartConfiguration(configuration, store, real);
        } catch (ConfigurationException | IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static void adoptEdited(RevisionStore store, Consumer<String> log) {
        if (!store.isEdited()) {
            return;
        }
        final Cause cause = store.revisions().isEmpty() ? Cause.START : Cause.OUTSIDE;
        final String who = System.getProperty("user.name");
        try {
            store.adopt(new Draft(store.current(), who, cause, OptionalInt.empty(), ""));
            store.prune();
        } catch (StoreException e) {
            log.accept("note: commits will be refused: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
