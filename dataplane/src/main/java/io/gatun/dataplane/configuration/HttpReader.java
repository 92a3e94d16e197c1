package io.gatun.dataplane.configuration;

import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.mgmt.config.HttpConfiguration;
import io.gatun.mgmt.http.Tokens;
import io.gatun.mgmt.model.ListenAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads {@code http}, and the tokens, certificates and keys it names. */
final class HttpReader {

    private final Path folder;
    private final Purpose purpose;

    /**
     * @param folder where relative names begin
     */
    HttpReader(Path folder, Purpose purpose) {
        this.folder = folder;
        this.purpose = purpose;
    }

    HttpConfiguration read(Section section) {
        final Written<HttpConfiguration> written = Written.of(section, HttpConfiguration.class);
        for (final String file : List.of("tokens", "certificate", "key", "ca")) {
            written.get(file).ifPresent(name -> written.put(file, folder.resolve((Path) name)));
        }
        final HttpConfiguration http = written.record();
        if (http.certificate().isPresent() != http.key().isPresent()) {
            section.problem(
                    http.key().isPresent() ? "key" : "certificate",
                    "certificate and key of http go together, and one is missing");
        } else if (http.ca().isPresent() && http.certificate().isEmpty()) {
            section.problem(
                    "ca",
                    "ca of http wants certificate and key: clients show certificates over TLS"
                            + " alone");
        }
        http.listen().ifPresent(listen -> check(section, listen, http));
        return http;
    }

    private void check(Section section, ListenAddress listen, HttpConfiguration http) {
        final boolean tellsWhoAsks = http.tokens().isPresent() || http.ca().isPresent();
        if (!listen.isLoopback() && !(tellsWhoAsks && http.certificate().isPresent())) {
            section.problem(
                    "listen",
                    "listen "
                            + listen
                            + " of http is reached from other machines, which takes certificate and"
                            + " key, and tokens or ca; or listen on 127.0.0.1 or [::1]");
        }
        if (purpose == Purpose.RUN) {
            checkFiles(section, http);
        }
    }

    private static void checkFiles(Section section, HttpConfiguration http) {
        if (http.tokens().isPresent()) {
            try {
                Tokens.read(http.tokens().get());
            } catch (IOException e) {
                section.problem("tokens", e.getMessage());
            }
        }
        if (http.identity().isPresent()) {
            try {
                http.identity().get().context();
            } catch (IOException e) {
                section.problem("certificate", e.getMessage());
            }
        }
    }
}
