package io.gatun.mgmt.http;

import io.gatun.mgmt.channel.ControlThread;
import io.gatun.mgmt.channel.Limits;
import io.gatun.mgmt.channel.RequestHandler;
import io.gatun.mgmt.counters.CountersFile;
import io.gatun.mgmt.counters.ExampleCounters;
import io.gatun.mgmt.model.ListenAddress;
import io.gatun.mgmt.pki.TestPki;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** A router that has only its management, and an end for clients over HTTP. */
final class RouterOverHttp implements AutoCloseable {

    static final String ADMIN = "admin-token-0123456789";
    static final String READER = "reader-token-0123456789";

    private static final String NAME = "edge-1";

    private final Path folder;
    private final HttpLimits limits;
    private final ControlThread control;
    private final ExampleCounters counters;
    private String origin;
    private HttpEnd end;

    private RouterOverHttp(Path folder, HttpLimits limits, RequestHandler router) throws Exception {
        this.folder = folder;
        this.limits = limits;
        control = new ControlThread(folder, NAME, Limits.DEFAULT, router);
        counters = new ExampleCounters(folder, NAME);
    }

    static RouterOverHttp open(
            Path folder,
            HttpLimits limits,
            RequestHandler router,
            Access access,
            Optional<HttpTls> tls)
            throws Exception {
        final RouterOverHttp opened = new RouterOverHttp(folder, limits, router);
        opened.openEnd(access, tls);
        return opened;
    }

    /** Of alice, who is an admin, and of prometheus, who may read. */
    static Optional<Tokens> tokens(Path folder) throws Exception {
        final Path tokens = folder.resolve("tokens");
        Files.writeString(
                tokens, "admin alice " + ADMIN + "\nread-only prometheus " + READER + "\n");
        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
        return Optional.of(Tokens.read(tokens));
    }

    private void openEnd(Access access, Optional<HttpTls> tls) throws IOException {
        end =
                HttpEnd.open(
                        ListenAddress.parse("127.0.0.1:0"),
                        tls,
                        limits,
                        new HttpFacade(
                                access,
                                caller ->
                                        control.local(caller.name(), caller.role(), caller.from()),
                                CountersFile.of(folder, NAME),
                                "0.1.0"),
                        fault -> {});
        origin =
                (tls.isPresent() ? "https://" + TestPki.HOST : "http://127.0.0.1")
                        + ":"
                        + end.port();
    }

    /** Another end in place of the one there was. */
    void reopenEnd(Access access, Optional<HttpTls> tls) throws IOException {
        end.close();
        openEnd(access, tls);
    }

    void closeEnd() {
        end.close();
    }

    /** Where a client finds a path. */
    URI at(String path) {
        return URI.create(origin + path);
    }

    int port() {
        return end.port();
    }

    ControlThread control() {
        return control;
    }

    ExampleCounters counters() {
        return counters;
    }

    @Override
    public void close() throws IOException {
        end.close();
        control.close();
        counters.close();
    }
}
