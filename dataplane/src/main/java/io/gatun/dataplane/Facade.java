package io.gatun.dataplane;

import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.mgmt.channel.ManagementServer;
import io.gatun.mgmt.channel.RouterSocket;
import io.gatun.mgmt.cli.Version;
import io.gatun.mgmt.config.HttpConfiguration;
import io.gatun.mgmt.counters.CountersFile;
import io.gatun.mgmt.http.Access;
import io.gatun.mgmt.http.HttpEnd;
import io.gatun.mgmt.http.HttpFacade;
import io.gatun.mgmt.http.HttpLimits;
import io.gatun.mgmt.http.HttpTls;
import io.gatun.mgmt.http.Tokens;
import io.gatun.mgmt.model.ListenAddress;
import io.gatun.mgmt.pki.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.agrona.ErrorHandler;

/** The HTTP facade of a running router, if one is configured. */
record Facade(Optional<HttpEnd> end, Optional<ListenAddress> address) implements AutoCloseable {

    /**
     * Listens where the configuration says.
     *
     * @param faults told of what a request failed with
     */
    static Facade open(
            RouterConfiguration configuration, ManagementServer server, ErrorHandler faults)
            throws IOException {
        final HttpConfiguration http = configuration.http();
        if (http.listen().isEmpty()) {
            return new Facade(Optional.empty(), Optional.empty());
        }
        final HttpEnd end =
                HttpEnd.open(
                        http.listen().get(),
                        tls(http.identity()),
                        HttpLimits.DEFAULT,
                        new HttpFacade(
                                new Access(
                                        tokens(http.tokens()),
                                        http.ca()
                                                .map(_ ->
                                                        Set.copyOf(
                                                                configuration
                                                                        .management()
                                                                        .refuse()))),
                                caller -> server.local(caller.name(), caller.role(), caller.from()),
                                CountersFile.of(RouterSocket.folder(), configuration.name()),
                                Version.current()),
                        faults);
        return new Facade(Optional.of(end), http.listen().map(at -> at.withPort(end.port())));
    }

    private static Optional<HttpTls> tls(Optional<Identity> identity) throws IOException {
        return identity.isEmpty() ? Optional.empty() : Optional.of(HttpTls.of(identity.get()));
    }

    private static Optional<Tokens> tokens(Optional<Path> file) throws IOException {
        return file.isEmpty() ? Optional.empty() : Optional.of(Tokens.read(file.get()));
    }

    @Override
    public void close() {
        end.ifPresent(HttpEnd::close);
    }
}
