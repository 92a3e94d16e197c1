package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.channel.RemoteRouter;
import io.gatun.mgmt.channel.RouterAddress;
import io.gatun.mgmt.channel.RouterSocket;
import io.gatun.mgmt.counters.CountersFile;
import io.gatun.mgmt.pki.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which router to talk to: one of this machine, or one at another. */
final class RouterOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

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

    @Option(
            names = "--host",
            paramLabel = "ADDRESS[:PORT]",
            description =
                    "A router on another machine, over TLS (port 4653; also: GATUN_HOST). It shows"
                            + " and wants a certificate; see: gatun pki --help.")
    private Optional<String> host;

    @Option(
            names = "--pki",
            paramLabel = "FOLDER",
            description =
                    "Where client.crt, client.key and ca.crt are for --host (also: GATUN_PKI).")
    private Optional<Path> pki;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description = "The certificate to show, in place of client.crt.")
    private Optional<Path> certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "Its key, in place of client.key.")
    private Optional<Path> key;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Whose routers to believe, in place of ca.crt.")
    private Optional<Path> ca;

    ManagementClient connect() throws IOException {
        return ManagementClient.connect(address());
    }

    /**
     * @param patience how long to wait for the next part of an answer
     */
    ManagementClient connect(Duration patience) throws IOException {
        return ManagementClient.connect(RouterSocket.find(folder, router), patience);
    }

    CountersFile counters() throws IOException {
        if (host.isPresent()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--host: this reads a file that only the router's own machine has");
        }
        return CountersFile.find(folder, router);
    }

    private RouterAddress address() throws IOException {
        final Optional<String> remote =
                host.or(() ->
                        router.isPresent()
                                ? Optional.empty()
                                : Optional.ofNullable(System.getenv("GATUN_HOST")));
        if (remote.isEmpty()) {
            return RouterSocket.find(folder, router);
        }
        if (router.isPresent()) {
            throw new ParameterException(
                    command.commandLine(), "--router is for this machine, --host for another");
        }
        try {
            return RemoteRouter.at(remote.get(), identity());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--host: " + e.getMessage(), e);
        }
    }

    private Identity identity() {
        final Optional<Path> from =
                pki.or(() -> Optional.ofNullable(System.getenv("GATUN_PKI")).map(Path::of));
        final Optional<Path> believed = ca.or(() -> from.map(files -> files.resolve("ca.crt")));
        if (believed.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--host needs --pki FOLDER, or --ca, --cert and --key; see: gatun pki --help");
        }
        if (certificate.isPresent() != key.isPresent()) {
            throw new ParameterException(
                    command.commandLine(), "--cert and --key belong together; one is missing");
        }
        final Optional<Identity.Own> own =
                certificate
                        .map(file -> new Identity.Own(file, key.get()))
                        .or(() -> from.flatMap(files -> Identity.in(files, "client").own()));
        return new Identity(own, believed);
    }
}
