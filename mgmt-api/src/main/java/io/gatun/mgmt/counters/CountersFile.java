package io.gatun.mgmt.counters;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/** The counters file of a router on this machine, how to find it and to read it. */
public final class CountersFile {

    private static final Map<Integer, CounterKind> KINDS = kinds();

    /** Two reports of one process's start may differ by the step of a clock. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    /** How long to wait for numbers that fit together; a killed router never finishes its own. */
    private static final long PATIENCE_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long RETRY_NS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Path path;

    private CountersFile(Path path) {
        this.path = path;
    }

    private static Map<Integer, CounterKind> kinds() {
        final Map<Integer, CounterKind> kinds = new HashMap<>();
        for (final CounterKind kind : CounterKind.values()) {
            kinds.put(kind.id(), kind);
        }
        return kinds;
    }

    public static CountersFile of(Path folder, String router) {
        return new CountersFile(folder.resolve(router + CountersLayout.SUFFIX));
    }

    /** The named router's file, or that of the only router that runs, or that left one behind. */
    public static CountersFile find(Path folder, Optional<String> router) throws IOException {
        final List<CountersFile> all = list(folder);
        if (router.isPresent()) {
            return all.stream()
                    .filter(file -> file.router().equals(router.get()))
                    .findFirst()
                    .orElseThrow(() -> unknown(folder, router.get(), all));
        }
        if (all.size() == 1) {
            return all.getFirst();
        }
        final List<CountersFile> living = all.stream().filter(CountersFile::isAlive).toList();
        if (living.size() == 1) {
            return living.getFirst();
        }
        if (all.isEmpty()) {
            throw new IOException(none(folder));
        }
        throw new IOException(
                living.size()
                        + " routers run here, and there are counters of "
                        + names(all)
                        + "; say which: --router NAME");
    }

    private static IOException unknown(Path folder, String router, List<CountersFile> all) {
        return new IOException(
                all.isEmpty()
                        ? none(folder)
                        : "no router '"
                                + router
                                + "' keeps counters here; these do: "
                                + names(all));
    }

    private static String none(Path folder) {
        return "no router runs here ("
                + folder
                + " holds no counters); start one: gatun run -c FILE";
    }

    private static String names(List<CountersFile> files) {
        return files.stream().map(CountersFile::router).collect(Collectors.joining(", "));
    }

    private static List<CountersFile> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(CountersLayout.SUFFIX))
                    .sorted()
                    .map(CountersFile::new)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "folder " + folder + " may not be read by this user; try as root", e);
        }
    }

    /** The name of the router. */
    public String router() {
        final String file = path.getFileName().toString();
        return file.substring(0, file.length() - CountersLayout.SUFFIX.length());
    }

    private boolean isAlive() {
        try {
            return read().isAlive();
        } catch (IOException e) {
            return false;
        }
    }

    /** All counters, as they stood when the router last wrote them. */
    public CountersSnapshot read() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            return read(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IndexOutOfBoundsException e) {
            throw isNone();
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "router '" + router() + "' has stopped and taken its counters with it", e);
        } catch (AccessDeniedException e) {
            throw new IOException("file " + path + " may not be read by this user", e);
        }
    }

    private CountersSnapshot read(MemorySegment file) throws IOException {
        if (file.byteSize() < CountersLayout.HEADER_LENGTH) {
            throw isNone();
        }
        final UnsafeBuffer bytes = new UnsafeBuffer(file.asByteBuffer());
        if (bytes.getLong(CountersLayout.MAGIC_AT) != CountersLayout.MAGIC) {
            throw isNone();
        }
        final int version = bytes.getInt(CountersLayout.VERSION_AT);
        if (version != CountersLayout.VERSION) {
            throw new IOException(
                    path
                            + " has layout "
                            + version
                            + " and this gatun reads "
                            + CountersLayout.VERSION
                            + "; take both from the same build");
        }
        final int metadata = bytes.getInt(CountersLayout.METADATA_LENGTH_AT);
        final int values = bytes.getInt(CountersLayout.VALUES_LENGTH_AT);
        if (metadata < 0
                || values < 0
                || (long) CountersLayout.HEADER_LENGTH + metadata + values > file.byteSize()
                || metadata / CountersReader.METADATA_LENGTH
                        > values / CountersReader.COUNTER_LENGTH) {
            throw isNone();
        }
        final long pid = bytes.getLong(CountersLayout.PID_AT);
        final Instant started = Instant.ofEpochMilli(bytes.getLong(CountersLayout.STARTED_AT));
        return new CountersSnapshot(
                CountersLayout.readText(bytes, CountersLayout.NAME_AT),
                CountersLayout.readText(bytes, CountersLayout.ROUTER_VERSION_AT),
                pid,
                started,
                runs(pid, started),
                samples(
                        bytes,
                        new CountersReader(
                                new UnsafeBuffer(bytes, CountersLayout.HEADER_LENGTH, metadata),
                                new UnsafeBuffer(
                                        bytes, CountersLayout.HEADER_LENGTH + metadata, values))));
    }

    private IOException isNone() {
        return new IOException(path + " is no counters file of gatun");
    }

    /** A process id may have come to another process since. */
    private static boolean runs(long pid, Instant started) {
        return pid > 0
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .map(process ->
                                process.info()
                                        .startInstant()
                                        .map(is ->
                                                Duration.between(is, started)
                                                                .abs()
                                                                .compareTo(SAME_START)
                                                        <= 0)
                                        .orElse(true))
                        .orElse(false);
    }

    /** Numbers that fit together, if the router finishes writing them within the patience. */
    private static List<CounterSample> samples(UnsafeBuffer header, CountersReader counters) {
        final long deadlineNs = System.nanoTime() + PATIENCE_NS;
        while (true) {
            final long before = header.getLongVolatile(CountersLayout.SEQUENCE_AT);
            if ((before & 1) == 0) {
                final List<CounterSample> samples = samples(counters);
                if (header.getLongVolatile(CountersLayout.SEQUENCE_AT) == before) {
                    return samples;
                }
            }
            if (System.nanoTime() - deadlineNs > 0) {
                return samples(counters);
            }
            LockSupport.parkNanos(RETRY_NS);
        }
    }

    private static List<CounterSample> samples(CountersReader counters) {
        final List<CounterSample> samples = new ArrayList<>();
        counters.forEach((int counter, int type, DirectBuffer key, String label) -> {
            final CounterKind kind = KINDS.get(type); // none: of a newer router
            if (kind != null) {
                samples.add(
                        new CounterSample(
                                kind,
                                CountersLayout.readKey(key, kind.labels().size()),
                                label,
                                counters.getCounterValue(counter)));
            }
        });
        return samples;
    }
}
