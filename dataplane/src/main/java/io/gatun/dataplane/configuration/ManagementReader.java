package io.gatun.dataplane.configuration;

import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.mgmt.config.ManagementConfiguration;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.pki.Identity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** Reads {@code management}, and the certificates and keys it names. */
public final class ManagementReader {

    private static final int LAST_PORT = 65_535;

    private final Path folder;
    private final Purpose purpose;

    /**
     * @param folder where relative names begin
     */
    ManagementReader(Path folder, Purpose purpose) {
        this.folder = folder;
        this.purpose = purpose;
    }

    ManagementConfiguration read(Section section) {
        final Written<ManagementConfiguration> written =
                Written.of(section, ManagementConfiguration.class);
        for (final String file : List.of("certificate", "key", "ca")) {
            written.get(file).ifPresent(name -> written.put(file, folder.resolve((Path) name)));
        }
        final ManagementConfiguration management = written.record();
        management.listen().ifPresent(listen -> check(section, listen, management));
        return management;
    }

    private void check(Section section, String listen, ManagementConfiguration management) {
        try {
            address(listen);
        } catch (IllegalArgumentException e) {
            section.problem("listen", "listen of management: " + e.getMessage());
        }
        for (final String key : List.of("certificate", "key", "ca")) {
            if (!section.has(key)) {
                section.problem(
                        "listen",
                        key
                                + " is missing in management: a router that listens shows a"
                                + " certificate and wants one; see: gatun pki --help");
            }
        }
        if (purpose == Purpose.RUN) {
            management.identity().ifPresent(identity -> check(section, identity));
        }
    }

    /** Where a router listens that is configured so. */
    public static InetSocketAddress address(String listen) {
        final int colon = listen.lastIndexOf(':');
        final int port = Integer.parseInt(listen.substring(colon + 1));
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("port " + port + " is not within 1.." + LAST_PORT);
        }
        final String address = listen.substring(0, colon).replaceAll("[\\[\\]]", "");
        return new InetSocketAddress(IpAddress.parse(address).toString(), port);
    }

    private static void check(Section section, Identity identity) {
        try {
            identity.context();
        } catch (IOException e) {
            section.problem("certificate", e.getMessage());
        }
    }
}
