package io.gatun.dpdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EalOptionsTest {

    private static final EalOptions OPTIONS =
            EalOptions.defaults().withFilePrefix("gatun-a").withMemoryMib(64);

    @Test
    void withoutHugepagesAndPci_bothAreSwitchedOff() {
        assertThat(OPTIONS.arguments(List.of(0, 1), false))
                .containsExactly(
                        "gatun",
                        "--lcores",
                        "0@(0,1)",
                        "--file-prefix",
                        "gatun-a",
                        "-m",
                        "64",
                        "--log-level",
                        "warning",
                        "--no-huge",
                        "--no-shconf",
                        "--no-pci");
    }

    @Test
    void withHugepages_noFileStaysBehind() {
        assertThat(OPTIONS.arguments(List.of(0), true))
                .contains("--in-memory")
                .doesNotContain("--no-huge");
    }

    @Test
    void pciDevices_areTheOnlyOnesAllowed() {
        EalOptions options = OPTIONS.withPciDevices(List.of("0000:3b:00.0", "0000:3b:00.1"));

        assertThat(options.arguments(List.of(0), true))
                .containsSequence("-a", "0000:3b:00.0", "-a", "0000:3b:00.1")
                .doesNotContain("--no-pci");
    }

    @Test
    void coresAndFurtherArguments_arePassedOn() {
        EalOptions options =
                OPTIONS.withCores(List.of(3))
                        .withLogLevel(LogLevel.DEBUG)
                        .withExtraArguments(List.of("--iova-mode", "va"));

        assertThat(options.arguments(List.of(0, 1), true))
                .containsSequence("--lcores", "0@(3)")
                .containsSequence("--log-level", "debug")
                .endsWith("--iova-mode", "va");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "../a", "a b"})
    void filePrefixThatIsNoFolderName_isRefused(String prefix) {
        assertThatThrownBy(() -> OPTIONS.withFilePrefix(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("file prefix '%s' is not".formatted(prefix));
    }

    @Test
    void memoryOfNothing_isRefused() {
        assertThatThrownBy(() -> OPTIONS.withMemoryMib(0))
                .hasMessage("memory of 0 MiB is below 1 MiB");
    }

    @Test
    void filePrefix_differsBetweenProcessesByDefault() {
        assertThat(EalOptions.defaults().filePrefix())
                .isEqualTo("gatun-" + ProcessHandle.current().pid());
    }
}
