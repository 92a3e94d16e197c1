package io.gatun.mgmt.pki;

import io.gatun.mgmt.channel.RemoteEnd;
import io.gatun.mgmt.message.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An authority with a router and clients of each role. */
public final class TestPki {

    public static final String HOST = "127.0.0.1";

    private final Path folder;
    private final Authority authority;
    private final Authority.Made router;

    public TestPki(Path folder) throws IOException {
        this.folder = folder;
        authority = Authority.create(folder, "test", 10);
        router = authority.server(List.of(HOST), 10);
    }

    public Authority authority() {
        return authority;
    }

    public Path ca() {
        return folder.resolve("ca.crt");
    }

    /** One at a port the system gives. */
    public RemoteEnd end(Duration handshake, String... refused) {
        return end(router, handshake, refused);
    }

    public RemoteEnd end(Authority.Made shown, Duration handshake, String... refused) {
        return new RemoteEnd(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Identity.in(shown.folder(), "server"),
                Set.of(refused),
                handshake);
    }

    /** The router's own, which believes clients of the authority. */
    public Identity server() {
        return Identity.in(router.folder(), "server");
    }

    public Authority.Made make(String name, Role role) throws IOException {
        return authority.client(name, role, 10);
    }

    public Identity client(String name, Role role) throws IOException {
        return Identity.in(make(name, role).folder(), "client");
    }

    public Identity withoutCertificate() {
        return new Identity(Optional.empty(), Optional.of(ca()));
    }
}
