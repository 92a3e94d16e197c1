package io.gatun.dpdk.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dpdk.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles a C program that prints every name of the layout as the installed headers have it.
 * Without gcc or headers it is skipped, and fails in CI.
 */
class LayoutProofTest {

    @TempDir Path folder;

    @Test
    void layoutOfTheInstalledRelease_isThatOfItsHeaders() throws Exception {
        Host.needs(Host.has("gcc"), "gcc: apt-get install gcc");
        Host.needs(Host.has("pkg-config"), "pkg-config: apt-get install pkg-config");
        Host.needs(
                new ProcessBuilder("pkg-config", "--exists", "libdpdk").start().waitFor() == 0,
                "the headers of DPDK: apt-get install libdpdk-dev");
        DpdkLayout layout = DpdkLayout.of(installedRelease());
        Path source = folder.resolve("layout.c");
        Files.writeString(source, program(layout));
        Path binary = folder.resolve("layout");

        var compile = new ArrayList<String>(List.of("gcc", "-w", "-o", binary.toString()));
        compile.addAll(
                List.of(Host.run("pkg-config", "--cflags", "libdpdk").strip().split("\\s+", -1)));
        compile.add(source.toString());
        Host.run(compile.toArray(String[]::new));

        assertThat(Host.run(binary.toString()).lines().toList())
                .containsExactlyElementsOf(
                        layout.entries().stream().map(DpdkLayout.Entry::toString).toList());
    }

    private static String installedRelease() {
        String[] numbers =
                Host.run("pkg-config", "--modversion", "libdpdk").strip().split("\\.", -1);
        return numbers[0] + "." + numbers[1];
    }

    private static String program(DpdkLayout layout) {
        return Stream.of(
                        Stream.of(
                                "#include <stddef.h>",
                                "#include <stdio.h>",
                                "#include <string.h>",
                                "#include <rte_ethdev.h>",
                                "#include <rte_mbuf.h>",
                                "#include <rte_mempool.h>",
                                "#include <rte_fib.h>",
                                "#include <rte_fib6.h>",
                                "#include <rte_lpm.h>",
                                "#include <rte_lpm6.h>",
                                "int main(void) {"),
                        layout.entries().stream().map(LayoutProofTest::print),
                        Stream.of("return 0; }"))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String print(DpdkLayout.Entry entry) {
        String name = entry.name();
        if (name.startsWith("RTE_")) {
            return "printf(\"%s %%llu\\n\", (unsigned long long) (%s));".formatted(name, name);
        }
        if (!name.contains(".")) {
            return "printf(\"%s %%zu\\n\", sizeof(struct %s));".formatted(name, name);
        }
        String struct = name.substring(0, name.indexOf('.'));
        String field = name.substring(name.indexOf('.') + 1);
        if (field.endsWith(":bit")) {
            return printBit(name, struct, field.replace(":bit", ""));
        }
        return "printf(\"%s %%zu %%zu\\n\", offsetof(struct %s, %s), sizeof(((struct %s *) 0)->%s));"
                .formatted(name, struct, field, struct, field);
    }

    /** A bit-field has no address: set it alone and look which bit came up. */
    private static String printBit(String name, String struct, String field) {
        return """
        { struct %s s; unsigned char bytes[sizeof s]; memset(&s, 0, sizeof s); s.%s = 1;
          memcpy(bytes, &s, sizeof s);
          for (unsigned i = 0; i < 8 * sizeof s; i++)
            if (bytes[i / 8] >> i %% 8 & 1) printf("%s %%u\\n", i); }\
        """
                .formatted(struct, field, name);
    }
}
