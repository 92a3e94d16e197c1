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

/**
 * Does once what clients do, against {@link RouterInTraining}, while the JVM writes down which
 * classes that takes ({@code -XX:AOTCacheOutput}). The router is another process, for it runs with
 * flags that clients do not have; and this is no command of {@code gatun}, for that would load all
 * commands there are, and every client would take them out of the cache.
 */
public final class ClientTraining {

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

    private ClientTraining() {}

    /**
     * Ends with 0 when all went well.
     *
     * @param args the folder of the router's socket
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        final Path folder = Path.of(args[0]);
        awaitRouter(folder);
        int code = 0;
        for (final String line : LINES) {
            final String[] words = (line + " --run-dir " + folder).split(" ");
            code |=
                    Gatun.commandLine(words)
                            .setOut(new PrintWriter(Writer.nullWriter()))
                            .execute(words);
        }
        System.exit(code);
    }

    private static void awaitRouter(Path folder) throws IOException, InterruptedException {
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
