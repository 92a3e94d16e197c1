package io.gatun.mgmt.channel;

import io.gatun.mgmt.message.Role;
import io.gatun.mgmt.pki.Authority;
import io.gatun.mgmt.pki.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An authority with a router and clients of each role. */
final class TestPki {

    static final String HOST = "127.0.0.1";

    private final Path folder;
    private final Authority authority;
    private final Authority.Made router;

    TestPki(Path folder) throws IOException {
        this.folder = folder;
        authority = Authority.create(folder, "test", 10);
        router = authority.server(List.of(HOST), 10);
    }

    Authority authority() {
        return authority;
    }

    Path ca() {
        return folder.resolve("ca.crt");
    }

    /** One at a port the system gives. */
    RemoteEnd end(Duration handshake, String... refused) {
        return end(router, handshake, refused);
    }

    RemoteEnd end(Authority.Made shown, Duration handshake, String... refused) {
        return new RemoteEnd(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Identity(Identity.in(shown.folder(), "server").own(), ca()),
                Set.of(refused),
                handshake);
    }

    Authority.Made make(String name, Role role) throws IOException {
        return authority.client(name, role, 10);
    }

    Identity client(String name, Role role) throws IOException {
        return Identity.in(make(name, role).folder(), "client");
    }

    Identity withoutCertificate() {
        return new Identity(Optional.empty(), ca());
    }
}
