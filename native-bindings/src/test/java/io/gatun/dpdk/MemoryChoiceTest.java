package io.gatun.dpdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.linux.HostFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryChoiceTest {

    private static final String SHORTAGE =
            "40 MiB of hugepages are free, 64 are wanted; reserve them with: echo 32 > /sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages";

    private final List<String> warnings = new ArrayList<>();

    @TempDir Path root;

    @Test
    void enoughFreeHugepages_areTaken() throws IOException {
        assertThat(choose(Hugepages.AUTO, 32)).isTrue();
        assertThat(warnings).isEmpty();
    }

    @Test
    void tooFewHugepages_areLeftWithAWarning() throws IOException {
        assertThat(choose(Hugepages.AUTO, 20)).isFalse();
        assertThat(warnings).containsExactly("running without hugepages, slower: " + SHORTAGE);
    }

    @Test
    void requiredHugepagesThatAreNotThere_refuseTheStart() {
        assertThatThrownBy(() -> choose(Hugepages.REQUIRED, 20))
                .isInstanceOf(DpdkException.class)
                .hasMessage(SHORTAGE);
    }

    @Test
    void hugepagesSwitchedOff_areLeftWithoutAWord() throws IOException {
        assertThat(choose(Hugepages.OFF, 512)).isFalse();
        assertThat(warnings).isEmpty();
    }

    private boolean choose(Hugepages wish, int freePages) throws IOException {
        Path pool = root.resolve("sys/kernel/mm/hugepages/hugepages-2048kB");
        Files.createDirectories(pool);
        Files.writeString(pool.resolve("nr_hugepages"), "512\n");
        Files.writeString(pool.resolve("free_hugepages"), freePages + "\n");
        EalOptions options = EalOptions.defaults().withHugepages(wish).withMemoryMib(64);
        return MemoryChoice.choose(options, new HostFacts(root), warnings);
    }
}
