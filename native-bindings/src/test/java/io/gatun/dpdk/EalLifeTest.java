package io.gatun.dpdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatun.linux.HostFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Start to close, each in a process of its own, for DPDK starts once per process. */
@ExtendWith(EalExtension.class)
class EalLifeTest {

    private static final Path PAGES =
            Path.of("/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages");
    private static final int ENOUGH_PAGES = 32;

    private final String prefix = "gatun-life-" + ProcessHandle.current().pid();
    private final Path folder;

    EalLifeTest(Eal eal) {
        folder = eal.runtimeFolder().resolveSibling(prefix);
    }

    @Test
    void closedEal_leavesNoFolderAndWroteNothingToTheTerminal() {
        assertThat(life(Hugepages.OFF))
                .containsExactly("received 32", "in use 0", "huge false", "closed");
        assertThat(folder).doesNotExist();
    }

    @Test
    void freeHugepages_areUsedAndGivenBack() throws IOException {
        assumeTrue(Files.isWritable(PAGES), "hugepages cannot be reserved here: " + PAGES);
        reserve(ENOUGH_PAGES);
        try {
            long free = HostFacts.ofThisHost().freeHugepageMib();
            assumeTrue(free >= 2 * ENOUGH_PAGES, "the kernel has no room for hugepages");

            assertThat(life(Hugepages.AUTO))
                    .containsExactly("received 32", "in use 0", "huge true", "closed");

            assertThat(folder).doesNotExist();
        } finally {
            reserve(-ENOUGH_PAGES);
        }
    }

    @Test
    void filePrefixOfARunningProcess_isRefusedAndItsFolderKept(Eal running) {
        String taken = running.runtimeFolder().getFileName().toString();

        assertThat(lifeUnder(taken, Hugepages.OFF))
                .containsExactly(
                        "refused file prefix %s is in use by another running router; give each its own"
                                .formatted(taken),
                        "closed");

        assertThat(running.runtimeFolder()).isDirectoryContaining("glob:**/dpdk_telemetry.v2");
    }

    @Test
    void argumentThatDpdkRefuses_isQuoted() {
        // DPDK's own usage text shares the output and breaks its lines
        assertThat(String.join("\n", life(Hugepages.OFF, "--lcores", "0@9999")))
                .contains("refused rte_eal_init of the EAL with arguments 'gatun --lcores")
                .contains("failed: Invalid argument (errno 22); DPDK logged:")
                .contains("EAL: invalid parameter for --lcores");
    }

    private List<String> life(Hugepages hugepages, String... arguments) {
        return lifeUnder(prefix, hugepages, arguments);
    }

    private static List<String> lifeUnder(
            String filePrefix, Hugepages hugepages, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(EalProcess.class.getName(), filePrefix, hugepages.name()));
        command.addAll(List.of(arguments));
        return Host.run(command.toArray(String[]::new)).lines().toList();
    }

    /** Others may reserve pages meanwhile, so only the difference is given back. */
    private static void reserve(int pages) throws IOException {
        int reserved = Integer.parseInt(Files.readString(PAGES).strip());
        Files.writeString(PAGES, Integer.toString(Math.max(0, reserved + pages)));
    }
}
