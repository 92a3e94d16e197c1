package io.gatun.perf.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How long each thread of a process has been on a CPU, in nanoseconds (proc(5), schedstat). */
record CpuTimes(long atNs, Map<String, Long> byThread) {

    static CpuTimes of(long pid) throws BenchFailure {
        final Map<String, Long> byThread = new HashMap<>();
        try (DirectoryStream<Path> threads =
                Files.newDirectoryStream(Path.of("/proc", "" + pid, "task"))) {
            for (final Path thread : threads) {
                add(thread, byThread);
            }
        } catch (IOException e) {
            throw new BenchFailure("the CPU times of process " + pid + " cannot be read: " + e, e);
        }
        return new CpuTimes(System.nanoTime(), byThread);
    }

    private static void add(Path thread, Map<String, Long> byThread) throws IOException {
        try {
            final String fields = Files.readString(thread.resolve("schedstat"));
            byThread.put(
                    thread.getFileName().toString(),
                    Long.parseLong(fields.substring(0, fields.indexOf(' '))));
        } catch (NoSuchFileException ended) {
            // threads come and go between the listing and the reading
        }
    }

    /**
     * What part of the time since {@code start} the busiest thread was on its CPU: of a worker that
     * spins, all of it.
     */
    double busiestSince(CpuTimes start) {
        final long longest =
                byThread.entrySet().stream()
                        .mapToLong(thread ->
                                thread.getValue()
                                        - start.byThread.getOrDefault(thread.getKey(), 0L))
                        .max()
                        .orElse(0);
        return Math.min(1, (double) longest / (atNs - start.atNs));
    }
}
