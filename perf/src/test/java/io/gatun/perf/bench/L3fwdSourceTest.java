package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class L3fwdSourceTest {

    private static final String OFFLOADS = ".offloads = RTE_ETH_RX_OFFLOAD_CHECKSUM,";

    @TempDir private Path folder;

    @Test
    void receiveOffloads_areCleared() throws IOException, BenchFailure {
        final Path file = Files.writeString(folder.resolve("main.c"), "a\n\t" + OFFLOADS + "\nb\n");

        L3fwdSource.clearOffloads(file);

        assertThat(file).hasContent("a\n\t.offloads = 0,\nb\n");
    }

    @Test
    void sourceOfAnotherShape_isRefused() throws IOException {
        final Path without = Files.writeString(folder.resolve("without.c"), "nothing");
        final Path twice = Files.writeString(folder.resolve("twice.c"), OFFLOADS + OFFLOADS);

        assertThatThrownBy(() -> L3fwdSource.clearOffloads(without))
                .hasMessageContaining("exactly once");
        assertThatThrownBy(() -> L3fwdSource.clearOffloads(twice))
                .hasMessageContaining("exactly once");
    }
}
