package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a copy of the kernel's files: nothing here touches the machine's own pages. */
class HugepagesTest {

    @TempDir private Path pool;
    private final StringWriter said = new StringWriter();
    private final Console console = new Console(new PrintWriter(said));
    private Path mounts;

    @BeforeEach
    void hugetlbfsIsMounted() throws IOException {
        mounts =
                Files.writeString(
                        pool.resolve("mounts"),
                        "none /dev/hugepages hugetlbfs rw,pagesize=2M 0 0\n");
    }

    @Test
    void enoughFreePages_areUsedAsTheyAre() throws Exception {
        pages(600, 512);

        try (CleanUp cleanUp = new CleanUp()) {
            assertThat(reserve(Hugepages.Choice.AUTO, cleanUp)).isTrue();
        }

        assertThat(total()).isEqualTo(600);
        assertThat(said.toString()).isEmpty();
    }

    @Test
    void tooFewPages_areAddedAndGivenBack() throws Exception {
        pages(100, 12);

        try (CleanUp cleanUp = new CleanUp()) {
            // a file does not grow as the kernel's pool does: the pages that were asked for never
            // become free
            assertThat(reserve(Hugepages.Choice.AUTO, cleanUp)).isFalse();
            assertThat(total()).isEqualTo(600);
        }

        assertThat(total()).isEqualTo(100);
        assertThat(said.toString()).contains("the kernel found only 12 of 512 hugepages");
    }

    @Test
    void pagesOthersAddMeanwhile_areLeftToThem() throws Exception {
        pages(100, 12);

        try (CleanUp cleanUp = new CleanUp()) {
            reserve(Hugepages.Choice.AUTO, cleanUp);
            pages(650, 12);
        }

        assertThat(total()).isEqualTo(150);
    }

    @Test
    void off_touchesNothing() throws Exception {
        pages(100, 12);

        try (CleanUp cleanUp = new CleanUp()) {
            assertThat(reserve(Hugepages.Choice.OFF, cleanUp)).isFalse();
        }

        assertThat(total()).isEqualTo(100);
    }

    @Test
    void kernelWithoutHugepages_isSaid() throws Exception {
        try (CleanUp cleanUp = new CleanUp()) {
            assertThat(reserve(Hugepages.Choice.AUTO, cleanUp)).isFalse();
        }

        assertThat(said.toString()).contains("no hugepages");
    }

    private boolean reserve(Hugepages.Choice choice, CleanUp cleanUp) throws BenchFailure {
        return new Hugepages(pool, mounts).reserve(choice, pool, cleanUp, console);
    }

    private void pages(int total, int free) throws IOException {
        Files.writeString(pool.resolve("nr_hugepages"), total + "\n");
        Files.writeString(pool.resolve("free_hugepages"), free + "\n");
    }

    private long total() throws IOException {
        return Long.parseLong(Files.readString(pool.resolve("nr_hugepages")).strip());
    }
}
