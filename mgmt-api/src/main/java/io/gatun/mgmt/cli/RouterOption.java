package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.channel.RouterSocket;
import io.gatun.mgmt.counters.CountersFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which router to talk to. */
final class RouterOption {

    @Option(
            names = {"-r", "--router"},
            paramLabel = "NAME",
            description = "The router to ask; the only one that runs, when not given.")
    private Optional<String> router;

    @Option(
            names = "--run-dir",
            paramLabel = "FOLDER",
            defaultValue = "${env:GATUN_RUN_DIR:-/run/gatun}",
            description = "Where routers keep their sockets (default: ${DEFAULT-VALUE}).")
    private Path folder;

    ManagementClient connect() throws IOException {
        return ManagementClient.connect(RouterSocket.find(folder, router));
    }

    /**
     * @param patience how long to wait for the next part of an answer
     */
    ManagementClient connect(Duration patience) throws IOException {
        return ManagementClient.connect(RouterSocket.find(folder, router), patience);
    }

    CountersFile counters() throws IOException {
        return CountersFile.find(folder, router);
    }
}
