package io.gatun.dataplane.demo;

import io.gatun.linux.HostFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a demo has left on the machine: nothing, when all went well. */
final class Leftovers {

    private static final String FILE_PREFIX = "gatun-" + DemoFiles.ROUTER;

    private Leftovers() {}

    static String none() throws NotProven {
        final List<String> found = found();
        if (!found.isEmpty()) {
            throw new NotProven("nothing", String.join(", ", found));
        }
        return "no namespace, link, process, socket or hugepage file";
    }

    private static List<String> found() {
        final var found = new ArrayList<>(Topology.existing());
        DemoRouter.ofEarlierDemo().ifPresent(router -> found.add("process " + router.pid()));
        Stream.of(
                        Path.of("/run/gatun", DemoFiles.ROUTER + ".sock"),
                        Path.of("/run/dpdk", FILE_PREFIX))
                .filter(Files::exists)
                .forEach(path -> found.add("file " + path));
        for (Path mount : HostFacts.ofThisHost().hugepageMounts()) {
            found.addAll(hugepageFiles(mount));
        }
        return found;
    }

    private static List<String> hugepageFiles(Path mount) {
        try (Stream<Path> files = Files.list(mount)) {
            return files.filter(file -> file.getFileName().toString().startsWith(FILE_PREFIX))
                    .map(file -> "hugepage file " + file)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
