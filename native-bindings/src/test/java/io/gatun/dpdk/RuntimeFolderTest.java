package io.gatun.dpdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeFolderTest {

    @TempDir Path root;

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "/", "dpdk/gatun", "/var/run", "/var/run/dpdk"})
    void otherFolders_areNotTakenForOne(String path) {
        assertThatThrownBy(() -> new RuntimeFolder(Path.of(path)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'%s' is not a run-time folder of DPDK".formatted(path));
    }

    @Test
    void folderWithItsFiles_isDeletedAndNothingBesideIt() throws IOException {
        Path folder = Files.createDirectories(root.resolve("dpdk/gatun-a"));
        Path sister = Files.createDirectories(root.resolve("dpdk/gatun-b"));
        Files.createFile(folder.resolve("config"));

        new RuntimeFolder(folder).delete();

        assertThat(folder).doesNotExist();
        assertThat(sister).exists();
    }

    @Test
    void folderThatHoldsAnother_isLeft() throws IOException {
        Path folder = root.resolve("dpdk/gatun-a");
        Path kept = Files.createDirectories(folder.resolve("inner"));
        Path file = Files.createFile(kept.resolve("kept"));

        assertThatThrownBy(() -> new RuntimeFolder(folder).delete())
                .isInstanceOf(UncheckedIOException.class);

        assertThat(file).exists();
    }
}
