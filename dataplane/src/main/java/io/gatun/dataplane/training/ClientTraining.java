package io.gatun.dataplane.training;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.channel.RouterSocket;
import io.gatun.mgmt.cli.Gatun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code gatun train-client}: does once what clients do, against {@link RouterInTraining}, while
 * the JVM writes down which classes that takes ({@code -XX:AOTCacheOutput}). The router is another
 * process, for it runs with flags that clients do not have.
 */
@Command(name = "train-client", description = "Do once what clients do.", hidden = true)
public final class ClientTraining implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final List<String> LINES =
            List.of(
                    "show ports",
                    "show interfaces",
                    "show neighbors",
                    "show routes",
                    "show routes -j",
                    "show fib",
                    "show counters",
                    "show drops",
                    "show graph",
                    "route add 203.0.113.0/24 via 198.51.100.9",
                    "route get 203.0.113.9",
                    "route delete 203.0.113.0/24");

    @Parameters(index = "0", paramLabel = "FOLDER", description = "Where the router's socket is.")
    private Path folder;

    @Override
    public Integer call() throws IOException, InterruptedException {
        awaitRouter();
        int code = 0;
        for (final String line : LINES) {
            final String[] words = (line + " --run-dir " + folder).split(" ");
            code |=
                    Gatun.commandLine(words)
                            .setOut(new PrintWriter(Writer.nullWriter()))
                            .execute(words);
        }
        return code;
    }

    private void awaitRouter() throws IOException, InterruptedException {
        final RouterSocket socket = RouterSocket.of(folder, RouterInTraining.NAME);
        final long startNs = System.nanoTime();
        while (true) {
            try (ManagementClient _ = ManagementClient.connect(socket)) {
                return;
            } catch (IOException e) {
                if (System.nanoTime() - startNs > PATIENCE.toNanos()) {
                    throw e;
                }
                Thread.sleep(Duration.ofMillis(20));
            }
        }
    }
}
