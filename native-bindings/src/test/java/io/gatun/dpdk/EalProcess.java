package io.gatun.dpdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A process of its own that starts DPDK, moves packets and closes; says what it saw. */
public final class EalProcess {

    private EalProcess() {}

    /** Arguments: file prefix, use of hugepages, further EAL arguments. */
    public static void main(String[] arguments) {
        EalOptions options =
                EalOptions.defaults()
                        .withFilePrefix(arguments[0])
                        .withHugepages(Hugepages.valueOf(arguments[1]))
                        .withMemoryMib(48)
                        .withExtraArguments(List.of(arguments).subList(2, arguments.length));
        try (Eal eal = Eal.start(options)) {
            eal.warnings().forEach(warning -> System.out.println("warning " + warning));
            Mempool pool = eal.createPool("packets", 1023, 0, 2176);
            EthPort port = eal.attach("net_null0");
            port.configure(PortOptions.defaults(pool));
            port.start();
            var handles = new Handles(32);
            System.out.println("received " + port.rxQueue(0).burst(handles.address(), 32));
            Mempool.free(handles.address(), 32);
            System.out.println("in use " + pool.inUse());
            System.out.println("huge " + usesHugepages());
        } catch (DpdkException e) {
            System.out.println("refused " + e.getMessage());
        }
        System.out.println("closed");
    }

    private static boolean usesHugepages() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/smaps"))) {
            return lines.anyMatch(line -> line.matches("KernelPageSize: +2048 kB"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
