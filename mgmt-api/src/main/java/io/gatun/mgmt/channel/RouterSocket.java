package io.gatun.mgmt.channel;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The socket file of a router on this machine, and how to find it. */
public final class RouterSocket implements RouterAddress {

    private static final String SUFFIX = ".sock";

    private final Path path;

    private RouterSocket(Path path) {
        this.path = path;
    }

    /** Where routers of this machine keep their sockets; {@code GATUN_RUN_DIR} moves it. */
    public static Path folder() {
        return Path.of(System.getenv().getOrDefault("GATUN_RUN_DIR", "/run/gatun"));
    }

    public static RouterSocket of(Path folder, String router) {
        return new RouterSocket(folder.resolve(router + SUFFIX));
    }

    /** The named router's socket, or that of the only router that runs. */
    public static RouterSocket find(Path folder, Optional<String> router) throws IOException {
        final List<RouterSocket> all = list(folder);
        if (router.isPresent()) {
            return named(folder, router.get(), all);
        }
        final List<RouterSocket> living =
                all.size() == 1 ? all : all.stream().filter(RouterSocket::isAlive).toList();
        if (living.isEmpty()) {
            throw new IOException(noneRuns(folder));
        }
        if (living.size() > 1) {
            throw new IOException(
                    living.size()
                            + " routers run here ("
                            + names(living)
                            + "); say which: --router NAME");
        }
        return living.getFirst();
    }

    private static RouterSocket named(Path folder, String router, List<RouterSocket> all)
            throws IOException {
        final Optional<RouterSocket> named =
                all.stream().filter(socket -> socket.router().equals(router)).findFirst();
        if (named.isPresent()) {
            return named.get();
        }
        final List<RouterSocket> living = all.stream().filter(RouterSocket::isAlive).toList();
        throw new IOException(
                living.isEmpty()
                        ? noneRuns(folder)
                        : "no router '" + router + "' runs here; these do: " + names(living));
    }

    private static List<RouterSocket> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .map(RouterSocket::new)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "folder " + folder + " may not be read by this user; try as root", e);
        }
    }

    private static String noneRuns(Path folder) {
        return "no router runs here (" + folder + " holds no socket); start one: gatun run -c FILE";
    }

    private static String names(List<RouterSocket> sockets) {
        return sockets.stream().map(RouterSocket::router).collect(Collectors.joining(", "));
    }

    /** The name of the router. */
    public String router() {
        final String file = path.getFileName().toString();
        return file.substring(0, file.length() - SUFFIX.length());
    }

    Path path() {
        return path;
    }

    UnixDomainSocketAddress address() {
        return UnixDomainSocketAddress.of(path);
    }

    /** Whether a process listens; a socket file outlives a process that was killed. */
    boolean isAlive() {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(address());
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String title() {
        return "router '" + router() + "'";
    }

    @Override
    public ClientChannel open(Duration patience) throws IOException {
        return new PatientChannel(connect(), patience, title());
    }

    SocketChannel connect() throws IOException {
        try {
            return SocketChannel.open(address());
        } catch (ConnectException e) {
            throw new IOException(
                    "router '"
                            + router()
                            + "' is dead and left its socket "
                            + path
                            + " behind; start it again: gatun run -c FILE",
                    e);
        } catch (IOException e) {
            if (!Files.isWritable(path)) {
                throw new IOException(
                        "socket "
                                + path
                                + " of router '"
                                + router()
                                + "' may not be opened by this user; try as root",
                        e);
            }
            throw new IOException("socket " + path + " cannot be opened: " + e.getMessage(), e);
        }
    }
}
