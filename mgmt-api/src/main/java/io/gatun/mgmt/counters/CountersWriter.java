package io.gatun.mgmt.counters;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/**
 * The router's end of its counters file. One thread writes, with plain stores into mapped memory.
 * The file outlives a process that is killed; {@link #close} removes it.
 */
public final class CountersWriter implements AutoCloseable {

    /** The file is sparse: what is not used takes no memory. */
    private static final int MOST_COUNTERS = 8192;

    private static final int METADATA_LENGTH = MOST_COUNTERS * CountersReader.METADATA_LENGTH;
    private static final int VALUES_LENGTH = MOST_COUNTERS * CountersReader.COUNTER_LENGTH;

    private final Path path;
    private final UnsafeBuffer header;
    private final CountersManager counters;

    private CountersWriter(Path path, ByteBuffer file) {
        this.path = path;
        header = new UnsafeBuffer(file, 0, CountersLayout.HEADER_LENGTH);
        counters =
                new CountersManager(
                        new UnsafeBuffer(file, CountersLayout.HEADER_LENGTH, METADATA_LENGTH),
                        new UnsafeBuffer(
                                file,
                                CountersLayout.HEADER_LENGTH + METADATA_LENGTH,
                                VALUES_LENGTH));
    }

    /** Makes {@code folder/router.counters}, in place of one that an earlier router left. */
    public static CountersWriter create(Path folder, String router, String version)
            throws IOException {
        Files.createDirectories(folder);
        final Path path = folder.resolve(router + CountersLayout.SUFFIX);
        final Path fresh = folder.resolve(router + CountersLayout.SUFFIX + ".new");
        Files.deleteIfExists(fresh);
        final CountersWriter writer = new CountersWriter(path, map(fresh));
        writer.describe(router, version);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        return writer;
    }

    private static ByteBuffer map(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return channel.map(
                    FileChannel.MapMode.READ_WRITE,
                    0,
                    (long) CountersLayout.HEADER_LENGTH + METADATA_LENGTH + VALUES_LENGTH);
        }
    }

    private void describe(String router, String version) {
        final ProcessHandle self = ProcessHandle.current();
        header.putLong(CountersLayout.PID_AT, self.pid());
        header.putLong(
                CountersLayout.STARTED_AT,
                self.info().startInstant().orElseGet(Instant::now).toEpochMilli());
        header.putInt(CountersLayout.METADATA_LENGTH_AT, METADATA_LENGTH);
        header.putInt(CountersLayout.VALUES_LENGTH_AT, VALUES_LENGTH);
        CountersLayout.writeText(header, CountersLayout.NAME_AT, router);
        CountersLayout.writeText(header, CountersLayout.ROUTER_VERSION_AT, version);
        header.putInt(CountersLayout.VERSION_AT, CountersLayout.VERSION);
        header.putLongRelease(CountersLayout.MAGIC_AT, CountersLayout.MAGIC);
    }

    /**
     * A new counter at 0.
     *
     * @param sentence of it for a person, or empty
     * @param labels values in the order of the kind's label names
     */
    public AtomicCounter add(CounterKind kind, String sentence, String... labels) {
        if (labels.length != kind.labels().size()) {
            throw new IllegalArgumentException(kind + " has the labels " + kind.labels());
        }
        final List<String> values = List.of(labels);
        return counters.newCounter(
                sentence.length() > CountersReader.MAX_LABEL_LENGTH
                        ? sentence.substring(0, CountersReader.MAX_LABEL_LENGTH)
                        : sentence,
                kind.id(),
                (MutableDirectBuffer key) -> CountersLayout.writeKey(key, values));
    }

    /** From here to {@link #end} the numbers do not fit together; readers wait. */
    public void begin() {
        header.putLongRelease(CountersLayout.SEQUENCE_AT, sequence() | 1);
    }

    public void end() {
        header.putLongRelease(CountersLayout.SEQUENCE_AT, (sequence() | 1) + 1);
    }

    private long sequence() {
        return header.getLong(CountersLayout.SEQUENCE_AT);
    }

    /** The memory stays mapped as long as somebody holds a counter. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
