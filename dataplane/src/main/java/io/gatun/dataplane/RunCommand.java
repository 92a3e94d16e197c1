package io.gatun.dataplane;

import io.gatun.dataplane.configuration.ConfigurationException;
import io.gatun.dataplane.configuration.ConfigurationReader;
import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.dataplane.revision.StoreException;
import io.gatun.linux.HostFacts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatun run}: the router in the foreground. */
@Command(
        name = "run",
        description = {
            "Run the router in the foreground until SIGTERM or Ctrl-C.",
            "Prints 'ready' when it forwards; gatun show, trace and top look into it."
        },
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "Configuration of the router (YAML).")
    private Path file;

    @Override
    public Integer call()
            throws ConfigurationException, StoreException, IOException, InterruptedException {
        if (!HostFacts.ofThisHost().isRoot()) {
            ConfigurationReader.read(file, Purpose.RUN);
            throw new IOException(
                    "a router opens devices and its socket in /run/gatun, which takes root: sudo gatun run -c "
                            + file);
        }
        final PrintStream out = new PrintStream(System.out, true);
        try (StartConfiguration start = StartConfiguration.of(file, out::println)) {
            final RouterProcess router = new RouterProcess(start, file, out);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(router), "gatun-stop"));
            router.run();
        }
        return 0;
    }

    /** On a signal: the JVM must not go before devices are stopped and memory is given back. */
    private static void stop(RouterProcess router) {
        try {
            if (router.stop()) {
                Runtime.getRuntime().halt(0); // a router that stopped when told has not failed
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
