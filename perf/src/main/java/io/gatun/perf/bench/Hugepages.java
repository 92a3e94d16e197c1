package io.gatun.perf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The 2 MiB pages all contestants of a run take their memory from, or none of them does. */
final class Hugepages {

    static final int PAGES_WANTED = 512;

    private static final Path POOL = Path.of("/sys/kernel/mm/hugepages/hugepages-2048kB");
    private static final Path MOUNTS = Path.of("/proc/mounts");

    /** What the user asks for. */
    enum Choice {
        AUTO,
        OFF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Path pool;
    private final Path mounts;

    Hugepages(Path pool, Path mounts) {
        this.pool = pool;
        this.mounts = mounts;
    }

    static Hugepages ofThisMachine() {
        return new Hugepages(POOL, MOUNTS);
    }

    /**
     * Makes {@link #PAGES_WANTED} free pages and a hugetlbfs to be had, and leaves it to {@code
     * cleanUp} to take back what it added.
     *
     * @param folder where a hugetlbfs is mounted when there is none
     * @return whether the contestants can use hugepages
     */
    boolean reserve(Choice choice, Path folder, CleanUp cleanUp, Console console)
            throws BenchFailure {
        if (choice == Choice.OFF) {
            console.say("hugepages are off for all contestants (--no-huge)");
            return false;
        }
        try {
            if (freePages() < PAGES_WANTED && !addPages(cleanUp, console)) {
                return false;
            }
            if (!isMounted()) {
                mount(folder, cleanUp);
            }
            return true;
        } catch (IOException e) {
            console.say(
                    "no hugepages ("
                            + e.getMessage()
                            + "): all contestants run without (--no-huge), which is slower");
            return false;
        }
    }

    private boolean addPages(CleanUp cleanUp, Console console) throws IOException, BenchFailure {
        final Path total = pool.resolve("nr_hugepages");
        if (!Files.isWritable(total)) {
            console.say(
                    "fewer than "
                            + PAGES_WANTED
                            + " free hugepages: all contestants run without (--no-huge), which is"
                            + " slower; as root: echo "
                            + PAGES_WANTED
                            + " > "
                            + total);
            return false;
        }
        final long before = read("nr_hugepages");
        final long wanted = before + PAGES_WANTED - freePages();
        // what others reserve or give back meanwhile is theirs: only the difference is taken back
        cleanUp.add(
                "give hugepages back",
                () -> write(total, read("nr_hugepages") - (wanted - before)));
        write(total, wanted);
        if (freePages() < PAGES_WANTED) {
            console.say(
                    "the kernel found only "
                            + freePages()
                            + " of "
                            + PAGES_WANTED
                            + " hugepages (memory is in pieces): all"
                            + " contestants run without (--no-huge), which is slower");
            return false;
        }
        console.say("reserved " + (wanted - before) + " hugepages of 2 MiB for this run");
        return true;
    }

    private static void mount(Path folder, CleanUp cleanUp) throws IOException, BenchFailure {
        final Path point = Files.createDirectory(folder.resolve("hugetlbfs"));
        ShellCommand.require(
                "mount hugetlbfs",
                folder,
                List.of(
                        "mount",
                        "-t",
                        "hugetlbfs",
                        "-o",
                        "pagesize=2M",
                        "gatun-bench",
                        point.toString()));
        cleanUp.add(
                "unmount " + point,
                () ->
                        ShellCommand.require(
                                "unmount hugetlbfs", folder, List.of("umount", point.toString())));
    }

    private boolean isMounted() throws IOException {
        return Files.readAllLines(mounts).stream()
                .map(line -> line.split(" "))
                .anyMatch(fields ->
                        fields[2].equals("hugetlbfs") && !fields[3].contains("pagesize=1024M"));
    }

    private long freePages() throws IOException {
        return read("free_hugepages");
    }

    private long read(String name) throws IOException {
        return Long.parseLong(Files.readString(pool.resolve(name)).strip());
    }

    private static void write(Path file, long value) throws IOException {
        Files.writeString(file, Long.toString(Math.max(0, value)));
    }
}
